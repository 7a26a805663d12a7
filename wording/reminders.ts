import type { OfficeCalendar } from '../rules/calendar/index.ts'
import type { Day, Instant } from '../rules/instant.ts'
import type { Duty, MatterKind } from '../rules/lifecycles/index.ts'
import { formatDay, formatInstant } from './instants.ts'

/** One matter in a digest. */
export interface DigestLine {
  number: number
  title: string
  dueAt: Instant
  /** Who owes: names for a group (mentioned there) or for the organiser's list. */
  names: readonly string[]
}

/** `names` of one's own duty: whom one stands in for. */
export interface PrivateLine extends DigestLine {
  duty: Duty
}

/** What one person is told privately: their own duties, and lists by name for those who watch over others. */
export interface PrivateDigest {
  own: readonly PrivateLine[]
  issued: readonly DigestLine[]
  unit: readonly DigestLine[]
  office: readonly DigestLine[]
}

const mostLines = 40

const duties: Record<Duty, string> = {
  handle: '',
  acknowledge: '待签收',
  review: '待确认',
  sign: '待签发',
  set_due: '待定时限',
  decide_extension: '待审批延期',
  submit: '待报送',
  decide: '待办理',
  watch: '待值守',
}

/** How each duty is answered. */
const answers: Partial<Record<Duty, readonly string[]>> = {
  handle: ['“#反馈 编号 进展”', '“#办结 编号 情况”'],
  acknowledge: ['“#签收 编号”'],
  review: ['“#确认 编号”', '“#退回 编号 原因”'],
  set_due: ['“#时限 编号 日期”'],
  decide_extension: ['“#同意延期 编号”', '“#不同意延期 编号 原因”'],
}

const capped = (lines: readonly string[], rest: string): string[] =>
  lines.length <= mostLines ? [...lines] : [...lines.slice(0, mostLines), `另有 ${lines.length - mostLines} 项,${rest}`]

const byDue = <Line extends DigestLine>(lines: readonly Line[]): Line[] =>
  lines.toSorted((a, b) => a.dueAt - b.dueAt || a.number - b.number)

const section = (heading: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : [heading, ...lines])

/**
 * A group's digest: number, title, due and who is mentioned; never levels or days late (docs/rules.md, Digests and escalation).
 * What is due today comes first, then what is coming, then what still awaits an answer.
 */
export const describeGroupDigest = (calendar: OfficeCalendar, now: Instant, lines: readonly DigestLine[]): string => {
  const today = calendar.dayOf(now)
  const sorted = byDue(lines)
  const words = (line: DigestLine): string =>
    `〔${line.number}〕${line.title} 截止 ${formatInstant(calendar, line.dueAt, now)}${line.names.map((name) => ` @${name}`).join('')}`
  const isToday = (line: DigestLine): boolean => line.dueAt > now && calendar.dayOf(line.dueAt) === today
  const isComing = (line: DigestLine): boolean => calendar.dayOf(line.dueAt) > today
  const parts: [string, DigestLine[]][] = [
    ['今日截止:', sorted.filter(isToday)],
    ['近日截止:', sorted.filter(isComing)],
    ['待反馈:', sorted.filter((line) => !isToday(line) && !isComing(line))],
  ]
  const body = parts.flatMap(([heading, part]) => section(heading, capped(part.map(words), '发送“#本群”查看')))
  return [`今日提醒 ${formatDay(calendar, today, now)}`, ...body, '回复“#反馈 编号 进展”报进展,“#办结 编号 情况”申请办结'].join('\n')
}

const describeLate = (calendar: OfficeCalendar, today: Day, dueAt: Instant): string => {
  const days = calendar.workingDaysBetween(calendar.dayOf(dueAt), today)
  return days >= 1 ? `,已过 ${days} 个工作日` : ''
}

/** A private digest: one's own duties first, then the lists by name. */
export const describePrivateDigest = (calendar: OfficeCalendar, now: Instant, digest: PrivateDigest): string => {
  const today = calendar.dayOf(now)
  const due = (line: DigestLine): string =>
    `截止 ${formatInstant(calendar, line.dueAt, now)}${line.dueAt < now ? describeLate(calendar, today, line.dueAt) : ''}`
  const own = byDue(digest.own).map(
    (line) =>
      `〔${line.number}〕${line.title}${duties[line.duty] && ` ${duties[line.duty]}`} ${due(line)}${line.names.length > 0 ? `(代 ${line.names.join('、')})` : ''}`,
  )
  const listed = (lines: readonly DigestLine[]): string[] =>
    capped(
      byDue(lines).map((line) => `〔${line.number}〕${line.title} ${line.names.join('、')} ${due(line)}`),
      '请在小程序查看',
    )
  const answersTo = [...new Set(digest.own.map(({ duty }) => duty))].flatMap((duty) => answers[duty] ?? [])
  const hint = answersTo.length > 0 ? `回复${answersTo.join('或')},“#静默 明天”可暂缓提醒` : '回复“#查 编号”看详情,“#催办 编号”催办'
  return [
    ...section('您的待办:', capped(own, '发送“#我的”查看')),
    ...section('您交办的事项,尚未办结:', listed(digest.issued)),
    ...section('本单位尚未办结:', listed(digest.unit)),
    ...section('督查关注:', listed(digest.office)),
    hint,
  ].join('\n')
}

/** The group's word that a recurring task's next occurrence is open. */
export const describeOccurrence = (
  calendar: OfficeCalendar,
  now: Instant,
  line: DigestLine & { kind?: MatterKind },
  ruleText: string,
): string =>
  [
    `〔${line.number}〕${line.kind === 'call' ? '约稿' : '已立项'}(循环:${ruleText}):${line.title}${line.names.map((name) => ` @${name}`).join('')}`,
    `截止 ${formatInstant(calendar, line.dueAt, now)}`,
    line.kind === 'call'
      ? `回复“#认领 ${line.number}”,报送“#报送 ${line.number} 标题⏎正文”`
      : `回复“收到”即签收,“#反馈 ${line.number} …”报进展`,
  ].join('\n')

/** Replies that could not go out in time, in one message once the bot can speak again. */
export const describeMissedReplies = (firstLines: readonly string[]): string =>
  [`机器人刚恢复连接,此前 ${firstLines.length} 条消息已处理,未能及时答复:`, ...capped(firstLines, '发送“#本群”或“#我的”查看')].join('\n')
