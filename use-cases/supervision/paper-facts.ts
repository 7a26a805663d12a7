import type { ExportStamp } from '../../documents/page/export-stamp.ts'
import type { Contact, InstructionText } from '../../documents/supervision/instruction.ts'
import { Instruction, MatterEvent } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { Day } from '../../rules/instant.ts'
import { shortParty } from '../../wording/names.ts'
import { nameSource } from '../../wording/supervision.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { undoneBy } from '../matters/find-last-event.ts'
import { standingsOf } from '../matters/standing.ts'
import { seesAll } from '../matters/visibility.ts'
import { getSupervised, type Supervised } from './find-supervision.ts'

/** What every paper on one matter says. */
export interface PaperFacts extends Supervised {
  number: string
  office: string
  on: Day
  source: string
  instruction: InstructionText
  /** Null where it is a task. */
  ofLeader: Instruction | null
  lead: string[]
  assisting: string[]
  contact: Contact
  /** What stands in the timeline, what was taken back left out; oldest first. */
  events: MatterEvent[]
  exported: ExportStamp
}

/** Who had a file made, and when. */
export const stampOf = (ctx: UseCaseContext): ExportStamp => ({ by: actorOf(ctx).name, at: ctx.now, zone: ctx.office.calendar.zone })

/** Papers are the issuer's, the supervisors' and the office's leaders'; those who owe get them. */
const requireIssuing = (ctx: UseCaseContext, { target: { matter, parties } }: Supervised): void => {
  if (seesAll(ctx) || standingsOf(ctx, matter, parties).all.has('issuer')) return
  throw new Problem('forbidden', `〔${matter.number}〕督查单由交办人、督查科制发`)
}

const listStandingEvents = async (ctx: UseCaseContext, matterId: string): Promise<MatterEvent[]> => {
  const events = await ctx.tx.find(MatterEvent, { where: { matterId }, order: { at: 'ASC', id: 'ASC' } })
  const undone = new Set(events.flatMap(undoneBy))
  return events.filter(({ id, action }) => action !== 'undo' && !undone.has(id))
}

/** Everything the papers on one matter are made from; that they were made is noted in the audit log. Throws `forbidden`. */
export const readPaperFacts = async (ctx: UseCaseContext, number: number, paper: string): Promise<PaperFacts> => {
  const supervised = await getSupervised(ctx, number)
  requireIssuing(ctx, supervised)
  const { matter, parties } = supervised.target
  const { directory, settings, calendar } = ctx.office
  const ofLeader = matter.kind === 'instruction' ? await ctx.tx.findOneBy(Instruction, { matterId: matter.id }) : null
  const names = (role: 'responsible' | 'assisting'): string[] =>
    parties.filter((party) => party.role === role && party.removedAt === null).map(({ party }) => shortParty(directory, party))
  const { supervision } = settings
  await appendAudit(ctx, { action: 'export.supervision', subject: String(number), detail: { paper } })
  return {
    ...supervised,
    number: `${supervision.numberMark}〔${calendar.dayOf(matter.createdAt).slice(0, 4)}〕${number}号`,
    office: supervision.office,
    on: today(ctx),
    source: nameSource({ kind: supervised.supervision.source, text: supervised.supervision.sourceText }),
    instruction: {
      by: ofLeader ? (directory.findMember(matter.issuerId)?.name ?? null) : null,
      text: matter.body,
      on: ofLeader?.givenOn ?? calendar.dayOf(matter.createdAt),
    },
    ofLeader,
    lead: names('responsible'),
    assisting: names('assisting'),
    contact: { name: supervision.contact || actorOf(ctx).name, phone: supervision.contactPhone },
    events: await listStandingEvents(ctx, matter.id),
    exported: stampOf(ctx),
  }
}

/** The last words of those who work on it: 反馈, 办结 and what they said behind a step. */
export const lastReport = ({ events }: Pick<PaperFacts, 'events'>): MatterEvent | null =>
  events.findLast(
    ({ action, text }) => ['feedback', 'submit', 'finish_part', 'complete', 'finish_milestone'].includes(action) && text !== '',
  ) ?? null
