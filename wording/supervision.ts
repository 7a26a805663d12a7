import type { OfficeCalendar } from '../rules/calendar/index.ts'
import type { Instant } from '../rules/instant.ts'
import type { Milestone, MilestoneFault } from '../rules/milestones.ts'
import type { SupervisionCounts, SupervisionRates } from '../rules/supervision-figures.ts'
import { assessmentNames, sourceNames, type Assessment, type MatterSource } from '../rules/supervision.ts'
import { formatDay, formatInstant } from './instants.ts'
import type { Wording } from './tasks.ts'

interface Line {
  number: number
  title: string
}

/** 会议:市政府常务会议; the kind alone where nothing was written. */
export const nameSource = ({ kind, text }: MatterSource): string => (text === null ? sourceNames[kind] : `${sourceNames[kind]}:${text}`)

const milestoneLine = (calendar: OfficeCalendar, { title, dueAt, doneAt }: Milestone, index: number, now: Instant): string =>
  `${index + 1}. ${formatDay(calendar, calendar.dayOf(dueAt), now)} ${title}${doneAt === null ? '' : ' ✓'}`

/** A line a step; ✓ stands behind what is done, and nothing says what is late. */
export const describeMilestonesText = (calendar: OfficeCalendar, milestones: readonly Milestone[], now: Instant): string =>
  milestones.map((each, index) => milestoneLine(calendar, each, index, now)).join('\n')

const indent = '      '

/** The lines of #查. */
export const milestoneLines = (w: Pick<Wording, 'calendar' | 'now'>, milestones: readonly Milestone[]): string[] =>
  milestones.length === 0
    ? []
    : [
        `${indent}节点 ${milestones.filter(({ doneAt }) => doneAt !== null).length}/${milestones.length}`,
        ...milestones.map((each, index) => `${indent}${milestoneLine(w.calendar, each, index, w.now)}`),
      ]

/** What #查 adds of a supervised matter: where it came from, where that was said, and its steps. */
export const supervisionLines = (
  w: Pick<Wording, 'calendar' | 'now'>,
  supervision: { source: MatterSource; milestones: readonly Milestone[] } | null,
): string[] =>
  supervision === null
    ? []
    : [
        ...(supervision.source.text === null ? [] : [`${indent}来源 ${nameSource(supervision.source)}`]),
        ...milestoneLines(w, supervision.milestones),
      ]

export const describeMilestones = (w: Wording, { number }: Pick<Line, 'number'>, milestones: readonly Milestone[]): string =>
  milestones.length === 0
    ? `〔${number}〕没有定过节点,例如:#节点 ${number} 11月25日 完成摸底;12月5日 完成整改`
    : [`〔${number}〕节点:`, ...milestoneLines(w, milestones).slice(1), `${indent}完成一个回复 #节点完成 ${number} 1`].join('\n')

export const describeMilestoneDone = (w: Wording, number: number, milestones: readonly Milestone[], position: number): string => {
  const done = milestones[position - 1]
  const next = milestones.find(({ doneAt }) => doneAt === null)
  const then = next
    ? `下一个:${formatDay(w.calendar, w.calendar.dayOf(next.dueAt), w.now)} ${next.title}`
    : `节点已全部完成,办结请 #办结 ${number}`
  return `〔${number}〕节点 ${position} 已完成:${done?.title ?? ''}\n${indent}${then}`
}

const faultWords: Readonly<Record<MilestoneFault['reason'], string>> = {
  'no-date': '没有看懂日期',
  'unclear-date': '日期不明确',
  'no-title': '没有写内容',
  'long-title': '内容超过60字',
}

/** What is wrong with the steps as they were written. */
export const describeMilestoneFaults = (calendar: OfficeCalendar, faults: readonly MilestoneFault[], now: Instant): string =>
  faults
    .map(({ text, reason, readings }) => {
      const choice = readings.length > 0 ? `,指 ${readings.map((at) => formatDay(calendar, calendar.dayOf(at), now)).join(' 还是 ')}?` : ''
      return `“${text.length > 40 ? `${text.slice(0, 39)}…` : text}”${faultWords[reason]}${choice}`
    })
    .join(';')

export const describeMilestoneReminder = (
  calendar: OfficeCalendar,
  lines: readonly { matter: Line; milestone: Milestone }[],
  now: Instant,
): string =>
  [
    '节点提醒:',
    ...lines.map(
      ({ matter, milestone }) =>
        `〔${matter.number}〕${matter.title}:${formatDay(calendar, calendar.dayOf(milestone.dueAt), now)} ${milestone.title}`,
    ),
    `完成后回复 #节点完成 ${lines[0]?.matter.number ?? ''}`,
  ].join('\n')

export const describeAssessed = (matter: Line, assessment: Assessment, text: string): string =>
  `〔${matter.number}〕${matter.title} 评价:${assessmentNames[assessment]}${text === '' ? '' : `。${text}`}`

export const describeSourceSet = (number: number, source: MatterSource): string => `〔${number}〕来源已登记,${nameSource(source)}`

/** 批示〔128〕 and everything else that a paper's or ledger's reader is told in a short remark. */
export const describeRemarks = (facts: {
  source: string | null
  isLate: boolean
  assessment: Assessment | null
  milestones: readonly Milestone[]
}): string =>
  [
    facts.source === null ? '' : `来源:${facts.source}`,
    facts.milestones.length === 0
      ? ''
      : `节点 ${facts.milestones.filter(({ doneAt }) => doneAt !== null).length}/${facts.milestones.length}`,
    facts.isLate ? '逾期办结' : '',
    facts.assessment === null ? '' : `评价:${assessmentNames[facts.assessment]}`,
  ]
    .filter((remark) => remark !== '')
    .join(';')

/** 2026年11月 */
export const nameMonth = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`

export interface SummaryLine {
  name: string
  counts: SupervisionCounts
  rates: SupervisionRates
}

const percent = (figure: number | null): string => (figure === null ? '—' : `${figure.toFixed(1)}%`)

const summaryLine = ({ name, counts, rates }: SummaryLine): string =>
  `${name}:立项${counts.opened} 办结${counts.closed}(按期${counts.inTime}、逾期${counts.late}) 在办${counts.going}(逾期${counts.overdue}) 办结率${percent(rates.closedRate)} 按期率${percent(rates.inTimeRate)}`

const mostUnits = 40

/** The monthly summary, to one person: the office, then the units in the order of the office, never by their figures. */
export const describeSummary = (month: string, summary: { office: SummaryLine | null; units: readonly SummaryLine[] }): string => {
  const lines = [...(summary.office ? [summary.office] : []), ...summary.units.slice(0, mostUnits)]
  if (lines.length === 0) return `${nameMonth(month)}没有督查事项`
  const { office } = summary
  const shares = office?.rates.shares
  return [
    `${nameMonth(month)}督查月报`,
    ...lines.map(summaryLine),
    ...(shares
      ? [
          `办结与在办合计 ${(office?.counts.closed ?? 0) + (office?.counts.going ?? 0)} 件:按期办结${percent(shares.inTime)}、逾期办结${percent(shares.late)}、在办未到期${percent(shares.goingInTime)}、在办已逾期${percent(shares.overdue)}`,
        ]
      : []),
    ...(summary.units.length > mostUnits ? [`另有 ${summary.units.length - mostUnits} 个单位,请在小程序下载表格`] : []),
  ].join('\n')
}

/** What a plan's row lacks. */
export const planFaults = {
  noMatter: '没有写事项',
  secret: '疑似涉密,不能登记',
  noLead: '没有写责任单位',
  unknown: (column: string, name: string): string => `“${column}”里的“${name}”不认识`,
  ambiguous: (column: string, name: string, fits: readonly string[]): string => `“${column}”里的“${name}”指 ${fits.join(' 还是 ')}?`,
  noLimit: '没有写时限',
  unreadLimit: (text: string): string => `时限“${text}”没有看懂`,
  unclearLimit: (w: Pick<Wording, 'calendar' | 'now'>, text: string, readings: readonly Instant[]): string =>
    readings.length === 0
      ? `时限“${text}”已经过去或不明确`
      : `时限“${text}”指 ${readings.map((at) => formatInstant(w.calendar, at, w.now)).join(' 还是 ')}?`,
  recurring: (text: string): string => `时限“${text}”是循环的,请在群里用 #任务 立项`,
  urgency: (text: string): string => `紧急程度“${text}”不是特急、急、一般`,
  issuer: (name: string): string => `没有叫“${name}”的交办领导,或有重名`,
  twice: (line: number): string => `与第 ${line} 行重复`,
  known: (number: number): string => `已立项〔${number}〕`,
}

const mostPlanLines = 15

/** To one person: what of a plan is theirs. */
export const describePlanAssigned = (
  calendar: OfficeCalendar,
  matters: readonly (Line & { dueAt: Instant | null })[],
  now: Instant,
): string =>
  [
    `工作计划已立项,由您承办 ${matters.length} 件:`,
    ...matters
      .slice(0, mostPlanLines)
      .map(({ number, title, dueAt }) => `〔${number}〕${title} ${dueAt === null ? '时限未定' : formatInstant(calendar, dueAt, now)}`),
    ...(matters.length > mostPlanLines ? ['其余请发 #我的 查看'] : []),
    `回复 #签收 ${matters[0]?.number ?? ''} 即签收,#反馈 编号 … 报进展`,
  ].join('\n')

export const ledgerStateNames = { going: '在办', overdue: '在办已逾期', closed: '已办结', cancelled: '已撤销', all: '含已撤销' } as const
