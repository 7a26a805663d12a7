import { z } from 'zod'
import { IsNull, Not } from 'typeorm'
import { UrgentReport, WorkGroup } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { parseMoment } from '../../rules/deadline/parse-moment.ts'
import { DAY_MS, MINUTE_MS, type Instant } from '../../rules/instant.ts'
import type { OfficeSettings } from '../../rules/office-settings.ts'
import { unitParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { composeTitle } from '../../rules/task-text.ts'
import { missingElements } from '../../rules/urgent-elements.ts'
import { describeUrgentAlarm } from '../../wording/urgent.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { rootHolders, signersOf } from '../matters/office-roles.ts'
import { openMatter } from '../matters/open-matter.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'

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

/** The time of the event in the words, not later than they were spoken; null when they name none of the last day. */
const eventTimeIn = (ctx: UseCaseContext, text: string): Instant | null => {
  const { calendar, settings } = ctx.office
  const reading = parseMoment(text, { sentAt: ctx.sentAt, calendar, settings })
  const named = 'named' in reading ? reading.named?.start : undefined
  if (named === undefined) return null
  return named <= ctx.sentAt && named > ctx.sentAt - DAY_MS ? named : null
}

/** The duty unit's people, the signers, the deputies and the leaders, in private; or the leaders' group (docs/rules.md, Urgent reports). */
const alarm = async (ctx: UseCaseContext, opened: Omit<OpenedUrgent, 'toldIds'>): Promise<string[]> => {
  const { directory, calendar, settings } = ctx.office
  const { leadersGroup, dutyUnit } = settings.urgent
  const group =
    leadersGroup === '' ? null : await ctx.tx.findOneBy(WorkGroup, { name: leadersGroup, registeredAt: Not(IsNull()), closedAt: IsNull() })
  const duty = directory.units.find(({ code }) => code === dutyUnit)
  const leaders = group ? [] : rootHolders(ctx, 'leader')
  const members = [
    ...(duty ? directory.answerersOf(duty.id, today(ctx)) : []),
    ...signersOf(ctx),
    ...rootHolders(ctx, 'deputy_director'),
    ...leaders,
  ]
  const told = [...new Set(members.map(({ id }) => id))].filter((id) => id !== ctx.actor?.id)
  const text = describeUrgentAlarm(
    { directory, calendar, now: ctx.now, botMention: '' },
    {
      number: opened.matter.number,
      body: opened.matter.body,
      reporterId: opened.matter.issuerId,
      dueAt: opened.report.writtenDueAt,
      severity: opened.severity.name,
    },
  )
  const shared = { text, purpose: 'notice' as const, lane: 0 as const }
  await enqueueMessages(ctx, [
    ...told.map((memberId) => ({ ...shared, to: { memberId }, dedupeKey: `urgent:${opened.matter.id}:${memberId}` })),
    ...(group ? [{ ...shared, to: { groupId: group.id }, dedupeKey: `urgent:${opened.matter.id}:group` }] : []),
  ])
  return told
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
  const stated = input.eventAt ?? eventTimeIn(ctx, input.text)
  const eventAt = stated ?? ctx.sentAt
  const start = severity.from === 'event' ? eventAt : ctx.sentAt
  const writtenDueAt = start + severity.writtenMinutes * MINUTE_MS
  const opened = await openMatter(ctx, {
    kind: 'urgent',
    title: composeTitle(input.text, []),
    body: input.text,
    urgency: 'critical',
    dueAt: writtenDueAt,
    dueText: null,
    groupId: input.groupId,
    unitId: actor.unitId,
    issuerId: actor.id,
    parties: [{ party: unitParty(actor.unitId), role: 'responsible' }],
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
