import { z } from 'zod'
import { MatterEvent, Signature, type Matter, type UrgentReport } from '../../entities/index.ts'
import { selectRows } from '../../entities/select-rows.ts'
import type { Instant } from '../../rules/instant.ts'
import type { UseCaseContext } from '../context.ts'
import { undoneBy } from '../matters/find-last-event.ts'
import { memberName, type Named } from '../matters/names.ts'
import { getUrgent } from './find-urgent.ts'
import { nameSeverity } from './severities.ts'

const links = ['create', 'supplement', 'follow_up', 'grade', 'sign', 'final', 'cancel'] as const

/** One link of the chain: the first report, what was added to it, each 续报 with its number, changes of severity, the signature, the end. */
export interface UrgentEntry {
  at: Instant
  action: (typeof links)[number]
  /** Which 续报; null for the others. */
  followUp: number | null
  actor: Named | null
  onBehalfOf: Named | null
  text: string
}

export interface UrgentSignature {
  at: Instant
  by: Named | null
  asDeputy: boolean
  onBehalfOf: Named | null
  /** After its limit: a fact, never a judgement. */
  late: boolean
  /** The limit it was signed by. */
  dueAt: Instant
}

/** A whole urgent report on one page. */
export interface UrgentPage {
  matter: Matter
  report: UrgentReport
  severity: { code: string; name: string }
  reporter: Named
  /** Null until it is signed to go up. */
  signed: UrgentSignature | null
  /** Its limit has passed and nobody has signed. */
  overdue: boolean
  /** When the next 续报 is due; null until it is signed and once it is over. */
  nextFollowUpAt: Instant | null
  /** In the order in which it happened. */
  entries: UrgentEntry[]
}

const isLink = (action: string): action is UrgentEntry['action'] => links.some((link) => link === action)

const listEntries = (ctx: UseCaseContext, events: readonly MatterEvent[]): UrgentEntry[] => {
  const { directory } = ctx.office
  const nameOf = (id: string | null): Named | null => (id === null ? null : memberName(directory, id))
  return events.flatMap(({ at, action, actorId, onBehalfOfId, text, data }) => {
    if (!isLink(action)) return []
    const followUp = data?.['followUp']
    return [
      {
        at,
        action,
        followUp: typeof followUp === 'number' ? followUp : null,
        actor: nameOf(actorId),
        onBehalfOf: nameOf(onBehalfOfId),
        text,
      },
    ]
  })
}

const signedFactSchema = z.object({ late: z.boolean(), due: z.int() })

/** Whether it was late, and by which limit: as it stood when it was signed, whatever the severity is now. */
const factOf = (events: readonly MatterEvent[], { signedAt, writtenDueAt }: UrgentReport): Pick<UrgentSignature, 'late' | 'dueAt'> => {
  const read = signedFactSchema.safeParse(events.findLast(({ action }) => action === 'sign')?.data)
  return read.success ? { late: read.data.late, dueAt: read.data.due } : { late: (signedAt ?? 0) > writtenDueAt, dueAt: writtenDueAt }
}

const findSignature = async (
  ctx: UseCaseContext,
  report: UrgentReport,
  events: readonly MatterEvent[],
): Promise<UrgentSignature | null> => {
  const { signedAt, signedById, matterId } = report
  if (signedAt === null) return null
  const { directory } = ctx.office
  const row = await ctx.tx.findOne(Signature, { where: { matterId }, order: { at: 'DESC', id: 'DESC' } })
  return {
    at: signedAt,
    by: signedById === null ? null : memberName(directory, signedById),
    asDeputy: row?.asDeputy ?? false,
    onBehalfOf: row?.onBehalfOfId ? memberName(directory, row.onBehalfOfId) : null,
    ...factOf(events, report),
  }
}

/** The timeline without what was taken back. */
const listStanding = async (ctx: UseCaseContext, matterId: string): Promise<MatterEvent[]> => {
  const events = await selectRows(ctx.tx, MatterEvent, 'WHERE t.matter_id = ? ORDER BY t.at, t.id', [matterId])
  const undone = new Set(events.flatMap(undoneBy))
  return events.filter(({ id }) => !undone.has(id))
}

/** An urgent report with its whole chain, for whoever may see it whole. Throws `not_found`, or `wrong_state` for another kind. */
export const readUrgent = async (ctx: UseCaseContext, number: number): Promise<UrgentPage> => {
  const { matter, report } = await getUrgent(ctx, number)
  const events = await listStanding(ctx, matter.id)
  const isOpen = matter.state === 'open'
  return {
    matter,
    report,
    severity: { code: report.severity, name: nameSeverity(ctx, report.severity) },
    reporter: memberName(ctx.office.directory, matter.issuerId),
    signed: await findSignature(ctx, report, events),
    overdue: isOpen && report.signedAt === null && ctx.now > report.writtenDueAt,
    nextFollowUpAt: isOpen && report.signedAt !== null ? matter.dueAt : null,
    entries: listEntries(ctx, events),
  }
}
