import type { OfficeCalendar } from '../rules/calendar/index.ts'
import type { Day, Instant } from '../rules/instant.ts'
import type { RosterFault } from '../rules/roster-tokens.ts'
import type { ShareFault } from '../rules/share-slots.ts'
import { formatClock, formatDay, formatInstant } from './instants.ts'
import { nameParty } from './names.ts'
import type { Wording } from './tasks.ts'

const watchExample = '#值班表 舆情监测 每天8:30-22:30 每小时一班 @应急局'

/** Short refusals about rosters, each with the mend. */
export const rosterWords = {
  nobody: '没有这个人',
  left: (name: string): string => `${name} 那天已离岗`,
  noSlots: '那天没有这个班次或时段',
  unknownShift: (shift: string, known: readonly string[]): string =>
    known.length === 0 ? `这张表不分班次,没有“${shift}”` : `没有“${shift}”,这张表的班次是 ${known.join('、')}`,
  wrongDay: (text: string): string => (text === '' ? '没有写日期' : `日期“${text}”请写成 2026-11-24`),
  wrongTime: (text: string): string => `时间“${text}”请写成 08:30`,
  unknown: (name: string): string => (name === '' ? '没有写姓名' : `没有“${name}”这个人`),
  sameName: (name: string): string => `有几位“${name}”,请填单位代码`,
  tooLong: '一次最多排一年',
  tooMany: (most: number): string => `一次最多排 ${most} 个时段,请分几次排`,
  tooManyRows: (most: number): string => `一次最多 ${most} 行,请分几次排`,
  more: (left: number): string => `……另有 ${left} 处`,
  nothingPlanned: '请改好后整份重发,这次一个时段都没有排',
  empty: '排班表是空的',
  allBegun: '这些时段都已开始或过去,没有可排的',
  planned: (slots: number, replaced: number): string => `排班 ${slots} 个时段${replaced === 0 ? '' : `,其中 ${replaced} 个换了人`}`,
  untitled: `请写明值班名称,例如:${watchExample}`,
  noTimes: `请写明每天几点到几点,例如:${watchExample}\n分班次的写:#值班表 应急值班 白班8:30-17:30、夜班17:30-次日8:30 @应急局`,
  noLength: `多长时间算一班?请写“每小时一班”“每2小时一班”,或“全天一班”,例如:${watchExample}`,
  noUnit: `有情况时交哪个单位办理?请 @ 一个单位,例如:${watchExample}`,
  noRoster: `还没有您管理的值班表;建立请发:${watchExample}`,
  nothingToSee: '目前没有您可看的值班表',
} as const

/** 第 2 行:…; line 0 is the roster as a whole. */
export const describeRosterLine = ({ line, text }: { line: number; text: string }): string => (line === 0 ? text : `第 ${line} 行:${text}`)

export const describeRosterClash = (
  calendar: OfficeCalendar,
  { at, line, other, now }: { at: Instant; line: number; other: number; now: Instant },
): string => `${formatInstant(calendar, at, now)} 的时段${line === other ? '' : `与第 ${other} 行`}排了两个人`

/** What was to be planned has begun, and from when on it can be. */
export const describeSlotsBegun = (
  calendar: OfficeCalendar,
  { day, nextAt, endAt, name, now }: { day: Day; nextAt: Instant | null; endAt: Instant; name: string; now: Instant },
): string => {
  const named = formatDay(calendar, day, now)
  if (nextAt === null) return `${named} 的时段已经开始或过去,不能再排`
  const short = named.replace(/\(.*\)/u, '')
  const from = formatClock(calendar, nextAt)
  return `${named} ${from} 以前的时段已经开始,不能再排;往后的请写“${short} ${from}-${formatClock(calendar, endAt)} ${name}”`
}

/** What in a line of a roster was not understood. */
export const describeRosterFault = (w: Wording, fault: RosterFault | ShareFault, written: string): string => {
  switch (fault.kind) {
    case 'no-day':
      return '没有看懂日期,请写成“11月24日 张三”'
    case 'past-day':
      return `“${fault.written.trim()}”已经过去,不能再排`
    case 'unclear-day': {
      const readings = fault.readings.map((at) => formatDay(w.calendar, w.calendar.dayOf(at), w.now))
      return `“${fault.written.trim()}”${readings.length === 0 ? '没有这一天或不明确,请写明几月几日' : `指 ${readings.join(' 还是 ')}?`}`
    }
    case 'too-many-days':
      return rosterWords.tooLong
    case 'nobody':
      return fault.choice === null ? '没有写人,请写成“11月24日 张三”' : `“${fault.choice}”没有写人`
    case 'unknown-name':
      return `没有找到“${fault.written}”,请写全名或“单位-姓名”`
    case 'ambiguous': {
      const names = fault.candidates.map((party) => nameParty(w.directory, party).replace(/^(.+)\((.+)\)$/u, '$2-$1'))
      return `“${fault.written}”有${names.length}位,请写 ${names.join(' 或 ')}`
    }
    case 'unit':
      return `“${fault.written}”是单位,请写到人`
    case 'no-shift':
      return `“${fault.written}”没有写班次或时间`
    case 'unknown-shift':
      return `没有“${fault.written}”这个班次`
    case 'unread':
      return `没有看懂“${fault.written.trim()}”,姓名请写全名,日期一行只写一次`
    case 'turn-or-daily':
      return `几天写了${fault.people}人,是一人一天轮流,还是每天分着值?请写“${written} 轮流”或“${written} 每天”`
    case 'uneven':
      return `${fault.slots}个班次写了${fault.people}人,请写明谁值哪一班,如“白班 张三、夜班 李四”`
    case 'none-left':
      return rosterWords.allBegun
    case 'no-slots':
      return `${formatDay(w.calendar, fault.day, w.now)} 没有这个班次或时段`
  }
}
