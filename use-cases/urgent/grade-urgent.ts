import { z } from 'zod'
import { MatterEvent, UrgentReport, type Matter } from '../../entities/index.ts'
import { selectRows } from '../../entities/select-rows.ts'
import type { Instant } from '../../rules/instant.ts'
import { unitParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { readNewSeverity } from '../../rules/urgent-severity.ts'
import { describeUrgentAddition } from '../../wording/urgent.ts'
import { describeGradedAlarm, describeGradedFact, gradedName } from '../../wording/urgent-severity.ts'
import type { Wording } from '../../wording/tasks.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { rowChange } from '../matters/write-beside.ts'
import { putOn } from '../matters/write-parties.ts'
import { parseSaid } from '../parse-input.ts'
import { getUrgent, type FoundUrgent } from './find-urgent.ts'
import { getSeverity, limitsOf, nameSeverity, unitsTold, type Severity } from './severities.ts'
import { listListeners, tellListeners, type Listeners } from './tell-listeners.ts'

export const gradeUrgentSchema = z.strictObject({
  number: z.int().positive(),
  /** A code or a name of settings.urgent.severities. */
  severity: z.string().trim().min(1, '请写明等级').max(32, '等级不超过 32 字').describe('等级代码或名称'),
  text: z.string().trim().max(1_000, '调整等级的原因不超过 1000 字').default('').describe('原因;降级须写明'),
})

/** A severity that was changed: from which to which, what it led to, and who has to be told what. */
export interface Graded {
  matter: Matter
  report: UrgentReport
  from: string
  to: string
  isRaised: boolean
  /** The written limit until now, and from now on; the same once it is signed. */
  dueBefore: Instant
  dueAt: Instant
  isSigned: boolean
  /** Who followed the event before, and who does since: these have heard nothing of it yet. */
  before: Listeners
  newcomers: string[]
}

const missedSchema = z.object({ late: z.literal(true), dueBefore: z.int() })

/** A limit that had passed unsigned when the severity was changed: it stays one that was missed. Null when there is none. */
export const findMissedLimit = async (ctx: UseCaseContext, matterId: string): Promise<Instant | null> => {
  const events = await selectRows(ctx.tx, MatterEvent, "WHERE t.matter_id = ? AND t.action = 'grade' ORDER BY t.at, t.id", [matterId])
  const missed = events.flatMap(({ data }) => {
    const read = missedSchema.safeParse(data)
    return read.success ? [read.data.dueBefore] : []
  })
  return missed[0] ?? null
}

const wordsOf = ({ office, now }: UseCaseContext): Wording => ({
  directory: office.directory,
  calendar: office.calendar,
  now,
  botMention: '',
})

/** Writes the new severity: what is unsigned goes by its limits from the same clock; its units are put on. */
const regrade = async (
  ctx: UseCaseContext,
  found: FoundUrgent,
  { severity, text, isSaid = false }: { severity: Severity; text: string; isSaid?: boolean },
): Promise<Graded> => {
  const { report, matter } = found
  const { severities } = ctx.office.settings.urgent
  const isSigned = report.signedAt !== null
  const limits = isSigned ? {} : limitsOf(severity, report)
  const next: UrgentReport = { ...report, ...limits, severity: severity.code }
  const isRaised = severities.indexOf(severity) > severities.findIndex(({ code }) => code === report.severity)
  if (!isRaised && text === '' && !isSaid)
    throw new Problem('bad_request', `降级请写明原因,例如:#定级 ${matter.number} ${severity.name} 经核实无人员伤亡`)
  const [from, to, dueBefore, dueAt] = [nameSeverity(ctx, report.severity), severity.name, report.writtenDueAt, next.writtenDueAt]
  const before = await listListeners(ctx, matter)
  const known = new Set(found.parties.filter(({ removedAt }) => removedAt === null).map(({ party }) => party))
  const added = unitsTold(ctx, severity)
    .map(unitParty)
    .filter((party) => !known.has(party))
  // What was late by the limit it had stays late, whatever it is called now.
  const isLate = !isSigned && ctx.sentAt > dueBefore
  const changed = await changeState(ctx, found, {
    action: 'grade',
    text: describeGradedFact(wordsOf(ctx), { from, to, isRaised, dueBefore, dueAt, isSigned, isLate, text }),
    data: { from: report.severity, to: severity.code, dueBefore, due: dueAt, ...(isLate ? { late: true } : {}) },
    ...(isSigned ? {} : { set: { dueAt } }),
    parties: added.map((party) => putOn(party, 'assisting')),
    beside: [rowChange(UrgentReport, report, { ...limits, severity: severity.code })],
  })
  const after = await listListeners(ctx, matter)
  const newcomers = after.memberIds.filter((id) => !before.memberIds.includes(id))
  return { matter: changed, report: next, from, to, isRaised, dueBefore, dueAt, isSigned, before, newcomers }
}

/** The severity that the words give an open event, where it is another than it has; nothing is told yet. */
export const gradeBySaying = async (ctx: UseCaseContext, found: FoundUrgent, text: string): Promise<Graded | null> => {
  if (found.matter.state !== 'open') return null
  const severity = readNewSeverity(text, ctx.office.settings.urgent.severities)
  return severity === null || severity.code === found.report.severity ? null : regrade(ctx, found, { severity, text: '', isSaid: true })
}

/** Tells everybody who follows the event of its new severity with what was said; who was not told of it before gets the first report as well. */
export const tellGraded = async (ctx: UseCaseContext, graded: Graded, { what, text }: { what: string; text: string }): Promise<void> => {
  const { matter, report, newcomers, before } = graded
  const w = wordsOf(ctx)
  const reporterId = ctx.actor?.id ?? matter.issuerId
  const limit = { number: matter.number, dueAt: report.writtenDueAt, isSigned: graded.isSigned }
  const addition = describeUrgentAddition(w.directory, { number: matter.number, what, reporterId, text })
  const key = `grade:${matter.version}`
  await tellListeners(ctx, before, { matter, key, text: describeGradedAlarm(w, { ...limit, addition }) })
  const whole = describeGradedAlarm(w, {
    ...limit,
    addition,
    first: { severity: graded.to, body: matter.body, reporterId: matter.issuerId },
  })
  await tellListeners(ctx, { memberIds: newcomers, groupId: null }, { matter, key, text: whole })
}

/**
 * 定级: an open event is raised or lowered. Its limits are those of the new severity from the same clock, until it is signed; what was late
 * stays late; everybody who follows it hears so at once (docs/rules.md, Urgent reports).
 */
export const gradeUrgent = async (ctx: UseCaseContext, raw: z.input<typeof gradeUrgentSchema>): Promise<Graded> => {
  const input = parseSaid(gradeUrgentSchema, raw)
  const found = await getUrgent(ctx, input.number)
  const severity = getSeverity(ctx, input.severity)
  if (severity.code === found.report.severity) throw new Problem('wrong_state', `〔${input.number}〕已经是“${severity.name}”`)
  const graded = await regrade(ctx, found, { severity, text: input.text })
  await tellGraded(ctx, graded, { what: gradedName(graded), text: input.text })
  return graded
}
