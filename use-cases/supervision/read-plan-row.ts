import type { PlanKey, PlanRow } from '../../documents/plans/plan-columns.ts'
import { parseDeadline } from '../../rules/deadline/parse-deadline.ts'
import type { Instant } from '../../rules/instant.ts'
import type { Urgency } from '../../rules/lifecycles/index.ts'
import { milestoneLimits, readMilestones, type Milestone } from '../../rules/milestones.ts'
import { createNameTable } from '../../rules/parties/name-table.ts'
import { partyColumns } from '../../rules/party.ts'
import { mayIssueTo } from '../../rules/permissions.ts'
import { Problem } from '../../rules/problems.ts'
import { findMarking } from '../../rules/secrecy.ts'
import { sourceKindOf, type MatterSource } from '../../rules/supervision.ts'
import { composeTitle, urgencyNames } from '../../rules/task-text.ts'
import { nameParty } from '../../wording/names.ts'
import { describeIssuingRefusal } from '../../wording/refusals.ts'
import { describeMilestoneFaults, planFaults } from '../../wording/supervision.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { checkIssuer } from '../tasks/create-task.ts'
import { checkLimit } from '../tasks/check-limit.ts'

/** A matter of a plan that can be registered. */
export interface PlanDraft {
  line: number
  title: string
  body: string
  issuerId: string
  urgency: Urgency
  parties: { party: string; role: 'responsible' | 'assisting' }[]
  dueAt: Instant
  dueText: string
  source: MatterSource | undefined
  milestones: Milestone[]
}

type Refuse = (reason: string) => void

/** A refusal of somebody else's rule becomes a reason like the others. */
const checking = (check: () => void, refuse: Refuse, of = ''): void => {
  try {
    check()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    refuse(`${of}${error.message}`)
  }
}

const headers: Partial<Record<PlanKey, string>> = { lead: '责任单位', assisting: '配合单位' }

/** Whole names, apart by commas and blanks. */
const readNames = (ctx: UseCaseContext, row: PlanRow, key: 'lead' | 'assisting', refuse: Refuse): string[] => {
  const { directory } = ctx.office
  const table = createNameTable(directory, [], today(ctx))
  const header = headers[key] ?? ''
  return (row.values[key] ?? '').split(/[\s、,\uFF0C;\uFF1B/@]+/u).flatMap((written) => {
    if (written === '') return []
    const hit = table.match(written, 0)
    const whole = hit?.length === written.length ? hit.candidates : []
    const [only, other] = whole
    if (only !== undefined && other === undefined) return [only]
    if (only === undefined) refuse(planFaults.unknown(header, written))
    else
      refuse(
        planFaults.ambiguous(
          header,
          written,
          whole.map((party) => nameParty(directory, party)),
        ),
      )
    return []
  })
}

/** Spans that plans are written in and people in a chat hardly are. */
const inPlans: readonly [RegExp, string][] = [
  [/^(?:全年|全年度|本年度?|年内|今年)(?:完成|内)?$/u, '年底前'],
  [/^下半年(?:末|底)?前?(?:完成)?$/u, '年底前'],
  [/^上半年(?:末|底)?前?(?:完成)?$/u, '6月底前'],
  [/^(20\d{2})年上半年(?:完成)?$/u, '$1年6月底前'],
  [/^(20\d{2})年?(?:全年|下半年)?(?:完成)?$/u, '$1年12月底前'],
]

/** A day in figures: close of work. */
const readDay = (ctx: UseCaseContext, written: string, day: string, refuse: Refuse): Instant | null => {
  const parsed = Date.parse(`${day}T00:00:00Z`)
  const isDay = !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(day)
  if (!isDay) {
    refuse(planFaults.unreadLimit(written))
    return null
  }
  const dueAt = ctx.office.calendar.closeOfWork(day)
  if (dueAt <= ctx.now) refuse(planFaults.unclearLimit({ calendar: ctx.office.calendar, now: ctx.now }, written, []))
  else checking(() => checkLimit(ctx, dueAt), refuse)
  return dueAt
}

const readDue = (ctx: UseCaseContext, written: string | undefined, refuse: Refuse): Instant | null => {
  if (written === undefined) {
    refuse(planFaults.noLimit)
    return null
  }
  const { calendar, settings } = ctx.office
  const plain = written.normalize('NFKC').trim()
  const day = /^(20\d{2})[-/.](\d{1,2})[-/.](\d{1,2})$/u.exec(plain)
  if (day) return readDay(ctx, written, `${day[1]}-${day[2]?.padStart(2, '0')}-${day[3]?.padStart(2, '0')}`, refuse)
  const text = inPlans.reduce((found, [pattern, meaning]) => found.replace(pattern, meaning), plain)
  const reading = parseDeadline(text, { sentAt: ctx.sentAt, calendar, settings })
  if (reading.kind === 'due') return reading.due
  if (reading.kind === 'ask') {
    const readings = reading.readings.map(({ due }) => due)
    refuse(planFaults.unclearLimit({ calendar, now: ctx.now }, written, readings))
  } else refuse(reading.kind === 'recurring' ? planFaults.recurring(written) : planFaults.unreadLimit(written))
  return null
}

const readUrgencyCell = (written: string | undefined, refuse: Refuse): Urgency => {
  if (written === undefined) return 'normal'
  const found = (Object.keys(urgencyNames) as Urgency[]).find((each) => urgencyNames[each] === written)
  if (!found) refuse(planFaults.urgency(written))
  return found ?? 'normal'
}

const readIssuer = (ctx: UseCaseContext, written: string | undefined, refuse: Refuse): string => {
  const actor = actorOf(ctx)
  if (written === undefined || written === actor.name) return actor.id
  const hit = createNameTable(ctx.office.directory, [], today(ctx)).match(written, 0)
  const people = hit?.length === written.length ? hit.candidates.filter((party) => party.startsWith('m:')) : []
  const [only, other] = people
  if (only === undefined || other !== undefined) {
    refuse(planFaults.issuer(written))
    return actor.id
  }
  const issuerId = only.slice(2)
  checking(() => checkIssuer(ctx, issuerId), refuse)
  return issuerId
}

const readSteps = (ctx: UseCaseContext, written: string | undefined, dueAt: Instant | null, refuse: Refuse): Milestone[] => {
  if (written === undefined) return []
  const { calendar, settings } = ctx.office
  const { milestones, faults } = readMilestones(written, { sentAt: ctx.sentAt, calendar, settings })
  if (faults.length > 0) refuse(`节点${describeMilestoneFaults(calendar, faults, ctx.now)}`)
  if (milestones.length > milestoneLimits.count) refuse(`节点超过 ${milestoneLimits.count} 个`)
  if (new Set(milestones.map(({ title }) => title)).size < milestones.length) refuse('有两个节点内容相同')
  for (const milestone of milestones) {
    if (dueAt !== null && milestone.dueAt > dueAt) refuse(`节点“${milestone.title}”晚于时限`)
    else checking(() => checkLimit(ctx, milestone.dueAt), refuse, `节点“${milestone.title}”`)
  }
  return milestones
}

const checkParties = (ctx: UseCaseContext, issuerId: string, parties: readonly { party: string }[], refuse: Refuse): void => {
  const { directory } = ctx.office
  const refused = parties.map(({ party }) => partyColumns(party)).filter((columns) => !mayIssueTo(directory, issuerId, columns, today(ctx)))
  if (refused.length > 0) refuse(describeIssuingRefusal(directory, refused))
}

/** A row of a plan as a matter to register, or every reason why it is none. Nothing is written. */
export const readPlanRow = (ctx: UseCaseContext, row: PlanRow): { draft: PlanDraft } | { reasons: string[] } => {
  const reasons = [...row.faults]
  const refuse: Refuse = (reason) => reasons.push(reason)
  const { matter = '', due, issuer, source, urgency, milestones } = row.values
  if (matter === '') refuse(planFaults.noMatter)
  if (Object.values(row.values).some((cell) => findMarking(cell) !== undefined)) refuse(planFaults.secret)
  const lead = readNames(ctx, row, 'lead', refuse)
  const assisting = readNames(ctx, row, 'assisting', refuse).filter((party) => !lead.includes(party))
  if ((row.values.lead ?? '') === '') refuse(planFaults.noLead)
  const parties = [
    ...[...new Set(lead)].map((party) => ({ party, role: 'responsible' as const })),
    ...[...new Set(assisting)].map((party) => ({ party, role: 'assisting' as const })),
  ]
  const issuerId = readIssuer(ctx, issuer, refuse)
  checkParties(ctx, issuerId, parties, refuse)
  const dueAt = readDue(ctx, due, refuse)
  const draft = {
    line: row.line,
    title: composeTitle(matter, []),
    body: matter,
    issuerId,
    urgency: readUrgencyCell(urgency, refuse),
    parties,
    dueAt: dueAt ?? 0,
    dueText: due ?? '',
    source: source === undefined ? undefined : { kind: sourceKindOf(source), text: source.slice(0, 120) },
    milestones: readSteps(ctx, milestones, dueAt, refuse),
  }
  return reasons.length > 0 ? { reasons } : { draft }
}
