import { z } from 'zod'
import { UrgentReport } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { readEventTime, type EventTime } from '../../rules/event-time.ts'
import { MINUTE_MS } from '../../rules/instant.ts'
import type { OfficeSettings } from '../../rules/office-settings.ts'
import { unitParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { composeTitle, type Span } from '../../rules/task-text.ts'
import { missingElements } from '../../rules/urgent-elements.ts'
import { describeUrgentAlarm } from '../../wording/urgent.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { openMatter } from '../matters/open-matter.ts'
import { dutyUnitOf, tellListeners } from './tell-listeners.ts'

type Severity = OfficeSettings['urgent']['severities'][number]

export const openUrgentSchema = z.strictObject({
  text: z.string().trim().min(1, '请写明发生了什么').max(4_000),
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

const severityOf = (ctx: UseCaseContext, input: z.output<typeof openUrgentSchema>): Severity => {
  const { severities } = ctx.office.settings.urgent
  const byCode = severities.find(({ code }) => code === input.severity)
  if (input.severity !== undefined && !byCode)
    throw new Problem('bad_request', `没有这个等级,可用:${severities.map(({ name }) => name).join('、')}`)
  const marked = severities
    .toSorted((a, b) => b.name.length - a.name.length)
    .find(({ name }) => new RegExp(`^\\s*[【[((]?\\s*${name}`, 'u').test(input.text))
  const found = byCode ?? marked ?? severities[0]
  if (!found) throw new Error('the settings have at least one severity')
  return found
}

/** What is left out of the title: the severity in front, and the time. */
const cutsOf = (ctx: UseCaseContext, text: string, written: EventTime | null): Span[] => {
  const names = ctx.office.settings.urgent.severities.map(({ name }) => name).toSorted((a, b) => b.length - a.length)
  const mark = new RegExp(`^\\s*[【[((]\\s*(?:${names.join('|')})\\s*[】\\]))]`, 'u').exec(text)
  return [...(mark ? [{ from: 0, to: mark[0].length }] : []), ...(written ? [written.span] : [])]
}

/** The reporter's unit; the unit on duty follows the event with it, and owes nothing by that. */
const partiesOf = (ctx: UseCaseContext, unitId: string): { party: string; role: 'responsible' | 'assisting' }[] => {
  const duty = dutyUnitOf(ctx)
  return [
    { party: unitParty(unitId), role: 'responsible' },
    ...(duty && duty.id !== unitId ? [{ party: unitParty(duty.id), role: 'assisting' as const }] : []),
  ]
}

/** Tells the words themselves to duty, signers, deputies and leaders, with the instant by which they are to be signed. */
const alarm = (ctx: UseCaseContext, { matter, report, severity }: Omit<OpenedUrgent, 'toldIds'>): Promise<string[]> => {
  const { directory, calendar } = ctx.office
  const text = describeUrgentAlarm(
    { directory, calendar, now: ctx.now, botMention: '' },
    { number: matter.number, body: matter.body, reporterId: matter.issuerId, dueAt: report.writtenDueAt, severity: severity.name },
  )
  return tellListeners(ctx, { matter, text, key: 'first', to: 'everybody' })
}

/**
 * 紧急: an incomplete first report is taken at once; its clock starts with the event, or with the receipt where the table says so or the
 * words name no time (docs/rules.md, Urgent reports).
 */
export const openUrgent = async (ctx: UseCaseContext, raw: OpenUrgentInput): Promise<OpenedUrgent> => {
  const input = openUrgentSchema.parse(raw)
  const actor = actorOf(ctx)
  if (input.eventAt !== undefined && input.eventAt > ctx.now) throw new Problem('bad_request', '事发时间不能在将来')
  const severity = severityOf(ctx, input)
  const written = readEventTime(input.text, { sentAt: ctx.sentAt, calendar: ctx.office.calendar })
  const stated = input.eventAt ?? written?.at ?? null
  const eventAt = stated ?? ctx.sentAt
  const start = severity.from === 'event' ? eventAt : ctx.sentAt
  const writtenDueAt = start + severity.writtenMinutes * MINUTE_MS
  const opened = await openMatter(ctx, {
    kind: 'urgent',
    title: composeTitle(input.text, cutsOf(ctx, input.text, written)),
    body: input.text,
    urgency: 'critical',
    dueAt: writtenDueAt,
    dueText: null,
    groupId: input.groupId,
    unitId: actor.unitId,
    issuerId: actor.id,
    parties: partiesOf(ctx, actor.unitId),
    data: { severity: severity.code, eventAt, stated: stated !== null },
  })
  const report: UrgentReport = {
    matterId: opened.matter.id,
    severity: severity.code,
    eventAt,
    eventStated: stated !== null,
    receivedAt: ctx.sentAt,
    phoneDueAt: severity.phoneMinutes === null ? null : start + severity.phoneMinutes * MINUTE_MS,
    writtenDueAt,
    signedAt: null,
    signedById: null,
    followUps: 0,
    missing: missingElements(input.text),
  }
  await insertRows(ctx.tx, UrgentReport, [report])
  return { ...opened, report, severity, toldIds: await alarm(ctx, { ...opened, report, severity }) }
}
