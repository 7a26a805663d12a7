import type { OfficeCalendar } from '../rules/calendar/index.ts'
import type { Day, Instant } from '../rules/instant.ts'
import { groupBy } from '../rules/group-by.ts'
import type { Duty, MatterKind, MatterState } from '../rules/lifecycles/index.ts'
import { dutyWords } from './duty-words.ts'
import { formatDay, formatInstant } from './instants.ts'

/** One matter in a digest. */
export interface DigestLine {
  number: number
  title: string
  dueAt: Instant
  /** Who owes: names for a group (mentioned there) or for the organiser's list. */
  names: readonly string[]
  /** What they owe. */
  duties?: readonly Duty[]
  kind?: MatterKind
  state?: MatterState
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
/** Of work that several share, so many lines are shown one by one. */
const shortQueue = 3

const capped = (lines: readonly string[], rest: string): string[] =>
  lines.length <= mostLines ? [...lines] : [...lines.slice(0, mostLines), `另有 ${lines.length - mostLines} 项,${rest}`]

const handleHint = '回复“#反馈 编号 进展”报进展,“#办结 编号 情况”申请办结'
const acknowledgeHint = '通知回复“#签收 编号”(表示已读)'
const attendHint = '会议回复“#参会 编号”或“#请假 编号 原因”'
const deliverHint = '约稿回复“#认领 编号”,报送“#报送 编号 标题⏎正文”'

/** How what a line asks for is answered in the group. */
const hintsOf = ({ kind, duties = ['handle'] }: DigestLine): string[] => {
  if (kind === 'call') return [deliverHint]
  if (kind === 'meeting') return [attendHint]
  return duties.map((duty) => (duty === 'acknowledge' ? acknowledgeHint : handleHint))
}

/** Names one line shows at most: a notice may be owed by a whole group. */
const mostNames = 40

const nameSome = (names: readonly string[], show: (name: string) => string, between: string): string =>
  `${names.slice(0, mostNames).map(show).join(between)}${names.length > mostNames ? ` 等 ${names.length} 个` : ''}`

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
    `〔${line.number}〕${line.title} 截止 ${formatInstant(calendar, line.dueAt, now)}${nameSome(line.names, (name) => ` @${name}`, '')}`
  const isToday = (line: DigestLine): boolean => line.dueAt > now && calendar.dayOf(line.dueAt) === today
  const isComing = (line: DigestLine): boolean => calendar.dayOf(line.dueAt) > today
  const parts: [string, DigestLine[]][] = [
    ['今日截止:', sorted.filter(isToday)],
    ['近日截止:', sorted.filter(isComing)],
    ['待反馈:', sorted.filter((line) => !isToday(line) && !isComing(line) && line.kind !== 'call')],
    ['待报送:', sorted.filter((line) => !isToday(line) && !isComing(line) && line.kind === 'call')],
  ]
  const body = parts.flatMap(([heading, part]) => section(heading, capped(part.map(words), '发送“#本群”查看')))
  const hints = [...new Set(sorted.flatMap(hintsOf))]
  return [`今日提醒 ${formatDay(calendar, today, now)}`, ...body, ...hints].join('\n')
}

const describeLate = (calendar: OfficeCalendar, today: Day, dueAt: Instant): string => {
  const days = calendar.workingDaysBetween(calendar.dayOf(dueAt), today)
  return days >= 1 ? `,已过 ${days} 个工作日` : ''
}

const waits = (line: PrivateLine): string => {
  const words = dutyWords(line).waits
  return words === '' ? '' : ` ${words}`
}

/** What answers one's own duties: 回复A或B; several kinds of them each by its name. Empty when nothing does. */
const answerHint = (own: readonly PrivateLine[]): string => {
  const words = [...groupBy(own.map(dutyWords), ({ name }) => name).values()]
    .flatMap(([first]) => first ?? [])
    .filter(({ answers }) => answers.length > 0)
  return words.map(({ name, answers }) => `${words.length > 1 ? name : ''}回复${answers.join('或')}`).join(';')
}

/** A private digest: one's own duties first, then the lists by name. */
export const describePrivateDigest = (calendar: OfficeCalendar, now: Instant, digest: PrivateDigest): string => {
  const today = calendar.dayOf(now)
  const due = (line: DigestLine): string =>
    `截止 ${formatInstant(calendar, line.dueAt, now)}${line.dueAt < now ? describeLate(calendar, today, line.dueAt) : ''}`
  const queue = digest.own.filter((line) => dutyWords(line).isQueue)
  const isShort = queue.length <= shortQueue
  const own = byDue(isShort ? digest.own : digest.own.filter((line) => !queue.includes(line))).map(
    (line) => `〔${line.number}〕${line.title}${waits(line)} ${due(line)}${line.names.length > 0 ? `(代 ${line.names.join('、')})` : ''}`,
  )
  const counted = [...groupBy(isShort ? [] : queue, (line) => dutyWords(line).waits)].map(
    ([words, lines]) => `${words} ${lines.length} 条,发送“#我的”查看`,
  )
  const listed = (lines: readonly DigestLine[]): string[] =>
    capped(
      byDue(lines).map((line) => `〔${line.number}〕${line.title} ${nameSome(line.names, (name) => name, '、')} ${due(line)}`),
      '请在小程序查看',
    )
  const answers = answerHint(digest.own)
  // What counts hours is not put off.
  const isUrgent = digest.own.some(({ kind }) => kind === 'urgent')
  const hint = answers === '' ? '回复“#查 编号”看详情,“#催办 编号”催办' : `${answers}${isUrgent ? '' : ',“#静默 明天”可暂缓提醒'}`
  return [
    ...section('您的待办:', [...counted, ...capped(own, '发送“#我的”查看')]),
    ...section('您交办的事项,尚未办结:', listed(digest.issued)),
    ...section('本单位尚未办结:', listed(digest.unit)),
    ...section('督查关注:', listed(digest.office)),
    hint,
  ].join('\n')
}

const occurrenceWord = (kind: MatterKind | undefined): string =>
  kind === 'call' ? '约稿' : kind === 'meeting' ? '会议' : kind === 'procedure' ? '办件' : '已立项'

const occurrenceHint = ({ kind, number }: DigestLine): string => {
  if (kind === 'call') return `回复“#认领 ${number}”,报送“#报送 ${number} 标题⏎正文”`
  if (kind === 'meeting') return `回复“#参会 ${number}”或“#请假 ${number} 原因”`
  if (kind === 'procedure') return `回复“#办结 ${number} 情况”或“#同意 ${number}”`
  return `回复“收到”即签收,“#反馈 ${number} …”报进展`
}

/** The group's word that a recurring task's next occurrence is open. */
export const describeOccurrence = (
  calendar: OfficeCalendar,
  now: Instant,
  line: DigestLine & { kind?: MatterKind },
  ruleText: string,
): string =>
  [
    `〔${line.number}〕${occurrenceWord(line.kind)}(循环:${ruleText}):${line.title}${line.names.map((name) => ` @${name}`).join('')}`,
    `${line.kind === 'meeting' ? '时间' : '截止'} ${formatInstant(calendar, line.dueAt, now)}`,
    occurrenceHint(line),
  ].join('\n')

/** Replies that could not go out in time, in one message once the bot can speak again. */
export const describeMissedReplies = (firstLines: readonly string[]): string =>
  [`机器人刚恢复连接,此前 ${firstLines.length} 条消息已处理,未能及时答复:`, ...capped(firstLines, '发送“#本群”或“#我的”查看')].join('\n')
