import { z } from 'zod'
import { UrgentReport } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { readEventTime, type EventTime } from '../../rules/event-time.ts'
import { unitParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { composeTitle, type Span } from '../../rules/task-text.ts'
import { missingElements } from '../../rules/urgent-elements.ts'
import { readSeverity } from '../../rules/urgent-severity.ts'
import { describeUrgentAlarm } from '../../wording/urgent.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { openMatter } from '../matters/open-matter.ts'
import { parseSaid } from '../parse-input.ts'
import { getSeverity, limitsOf, unitsTold, type Severity } from './severities.ts'
import { dutyUnitOf, listListeners, tellListeners } from './tell-listeners.ts'

export const openUrgentSchema = z.strictObject({
  text: z.string().trim().min(1, '请写明发生了什么').max(4_000, '初报不超过 4000 字'),
  /** A code of settings.urgent.severities; absent: read from the words. */
  severity: z.string().max(32).optional(),
  /** When it happened; absent: read from the words. */
  eventAt: z.int().positive().optional(),
  groupId: z.string().length(26).nullable().default(null),
})

export type OpenUrgentInput = z.input<typeof openUrgentSchema>

export interface OpenedUrgent extends MatterWithParties {
  report: UrgentReport
  severity: Severity
  /** Who was told at once. */
  toldIds: string[]
}

/** The severity that is named, else the one in front of the words, else the first of the table. */
const severityOf = (ctx: UseCaseContext, input: z.output<typeof openUrgentSchema>): Severity => {
  if (input.severity !== undefined) return getSeverity(ctx, input.severity)
  const { severities } = ctx.office.settings.urgent
  const found = readSeverity(input.text, severities) ?? severities[0]
  if (!found) throw new Error('the settings have at least one severity')
  return found
}

/** What is left out of the title: the severity in front, and the time. */
const cutsOf = (ctx: UseCaseContext, text: string, written: EventTime | null): Span[] => {
  const names = ctx.office.settings.urgent.severities.map(({ name }) => name).toSorted((a, b) => b.length - a.length)
  const mark = new RegExp(`^\\s*[【[(\uFF08]\\s*(?:${names.join('|')})\\s*[】\\]))]`, 'u').exec(text)
  return [...(mark ? [{ from: 0, to: mark[0].length }] : []), ...(written ? [written.span] : [])]
}

/** The reporter's unit; the unit on duty, and those told of this severity, follow the event with it and owe nothing by that. */
const partiesOf = (ctx: UseCaseContext, unitId: string, severity: Severity): { party: string; role: 'responsible' | 'assisting' }[] => {
  const duty = dutyUnitOf(ctx)
  const following = new Set([...(duty ? [duty.id] : []), ...unitsTold(ctx, severity)].filter((id) => id !== unitId))
  return [
    { party: unitParty(unitId), role: 'responsible' },
    ...[...following].map((id) => ({ party: unitParty(id), role: 'assisting' as const })),
  ]
}

/** Tells the words themselves to duty, signers, deputies and leaders, with the instant by which they are to be signed. */
const alarm = async (ctx: UseCaseContext, { matter, report, severity }: Omit<OpenedUrgent, 'toldIds'>): Promise<string[]> => {
  const { directory, calendar } = ctx.office
  const text = describeUrgentAlarm(
    { directory, calendar, now: ctx.now, botMention: '' },
    { number: matter.number, body: matter.body, reporterId: matter.issuerId, dueAt: report.writtenDueAt, severity: severity.name },
  )
  const listeners = await listListeners(ctx, matter)
  await tellListeners(ctx, listeners, { matter, text, key: 'first' })
  return listeners.memberIds
}

/**
 * 紧急: an incomplete first report is taken at once; its clock starts with the event, or with the receipt where the table says so or the
 * words name no time (docs/rules.md, Urgent reports).
 */
export const openUrgent = async (ctx: UseCaseContext, raw: OpenUrgentInput): Promise<OpenedUrgent> => {
  const input = parseSaid(openUrgentSchema, raw)
  const actor = actorOf(ctx)
  if (input.eventAt !== undefined && input.eventAt > ctx.now) throw new Problem('bad_request', '事发时间不能在将来')
  const severity = severityOf(ctx, input)
  const written = readEventTime(input.text, { sentAt: ctx.sentAt, calendar: ctx.office.calendar })
  const stated = input.eventAt ?? written?.at ?? null
  const eventAt = stated ?? ctx.sentAt
  const limits = limitsOf(severity, { eventAt, receivedAt: ctx.sentAt })
  const opened = await openMatter(ctx, {
    kind: 'urgent',
    title: composeTitle(input.text, cutsOf(ctx, input.text, written)),
    body: input.text,
    urgency: 'critical',
    dueAt: limits.writtenDueAt,
    dueText: null,
    groupId: input.groupId,
    unitId: actor.unitId,
    issuerId: actor.id,
    parties: partiesOf(ctx, actor.unitId, severity),
    data: { severity: severity.code, eventAt, stated: stated !== null },
  })
  const report: UrgentReport = {
    matterId: opened.matter.id,
    severity: severity.code,
    eventAt,
    eventStated: stated !== null,
    receivedAt: ctx.sentAt,
    ...limits,
    signedAt: null,
    signedById: null,
    followUps: 0,
    missing: missingElements(input.text),
  }
  await insertRows(ctx.tx, UrgentReport, [report])
  return { ...opened, report, severity, toldIds: await alarm(ctx, { ...opened, report, severity }) }
}
