import { dayOfNumber } from '../calendar/civil-day.ts'
import { DAY_MS, type Instant } from '../instant.ts'
import type { Found } from './find-limits.ts'
import type { DayPart } from './parse-clock.ts'
import type { PossibleReading, ReadingContext } from './reading.ts'
import type { NamedSpan } from './resolve-time.ts'
import type { DayNumber } from './wall.ts'

type TimeFound = Extract<Found, { kind: 'time' }>

/** The instant by which a part of the day is over for the office. */
function dueOfPart(day: DayNumber, part: DayPart, { calendar, settings }: ReadingContext): Instant {
  const name = dayOfNumber(day)
  const isWorked = calendar.isWorkingDay(name)
  switch (part) {
    case 'dawn':
      return calendar.at(name, '06:00')
    case 'early':
      return calendar.openOfWork(name)
    case 'morning':
      return isWorked ? calendar.morningClose(name) : calendar.at(name, settings.dayparts.morning)
    case 'noon':
      return calendar.at(name, settings.dayparts.noon)
    case 'afternoon':
    case 'dusk':
      return isWorked ? calendar.closeOfWork(name) : calendar.at(name, settings.dayparts.afternoon)
    case 'evening':
    case 'night':
      return calendar.at(name, settings.dayparts.evening)
  }
}

/** The last working day of a week; its Sunday when it has none, or none is left. */
function closeOfWeek(span: NamedSpan, { calendar, sentAt }: ReadingContext): Instant {
  for (let day = span.last; day >= span.first; day--) {
    const name = dayOfNumber(day)
    if (!calendar.isWorkingDay(name)) continue
    const close = calendar.closeOfWork(name)
    if (close > sentAt) return close
    break
  }
  return calendar.closeOfWork(dayOfNumber(span.last))
}

const closeBefore = (day: DayNumber, { calendar }: ReadingContext): Instant =>
  calendar.closeOfWork(calendar.addWorkingDays(dayOfNumber(day), -1))

/** Whether the time is a festival, a solar term or the next holiday: 前 then means before its rest begins. */
const isHoliday = ({ spec }: TimeFound): boolean =>
  spec.date?.type === 'holiday' || spec.date?.type === 'next-holiday' || spec.date?.type === 'term'

/** The instant a named time means by office policy (docs/rules.md, Deadline policy: close of work of the named day, exact clock times). */
export function officeDue(found: Extract<Found, { kind: 'time' | 'count' }>, context: ReadingContext): Instant {
  const { span } = found
  const { calendar } = context
  if (span.exact !== undefined) return span.exact
  if (span.part !== undefined) return dueOfPart(span.last, span.part, context)
  if (found.kind === 'time' && found.mark === 'before' && isHoliday(found) && found.spec.clock === undefined) {
    return closeBefore(span.restFrom ?? span.first, context)
  }
  if (span.grain === 'week') return closeOfWeek(span, context)
  return calendar.closeOfWork(dayOfNumber(span.last))
}

/** Parts of a month or year that have a beginning of their own; 底 has none. */
const hasBeginning = ({ spec, span }: TimeFound): boolean => {
  const { date } = spec
  if (date === undefined || isHoliday({ spec } as TimeFound)) return false
  if ('part' in date && date.part !== undefined) return date.part !== 'end'
  if (date.type === 'weekend' || (date.type === 'week' && (date.weekend === true || date.half !== undefined))) return true
  return (
    span.grain === 'week' ||
    span.grain === 'month' ||
    span.grain === 'quarter' ||
    span.grain === 'half' ||
    span.grain === 'year' ||
    span.first !== span.last
  )
}

/**
 * The two readings of `6月前`, `下周前`, `今晚前`: before the period begins, or before it ends. Undefined when the
 * words have only one meaning.
 */
export function beforePeriod(found: TimeFound, name: string, context: ReadingContext): PossibleReading[] | undefined {
  if (found.mark !== 'before' || found.isRange) return undefined
  const { span } = found
  const { calendar } = context
  if (found.spec.date?.type === 'new-year') {
    return [
      { label: '元旦前', due: closeBefore(span.first, context) },
      { label: '春节前', due: closeBefore(span.restFrom ?? span.last, context) },
    ]
  }
  if (span.part === 'evening' || span.part === 'night') {
    const day = dayOfNumber(span.last)
    return [
      { label: `${name}开始前`, due: calendar.closeOfWork(day) },
      { label: `${name}结束前`, due: dueOfPart(span.last, span.part, context) },
    ]
  }
  if (span.part === 'dawn') {
    return [
      { label: `${name}开始前`, due: calendar.at(dayOfNumber(span.last), '00:00') },
      { label: `${name}结束前`, due: dueOfPart(span.last, span.part, context) },
    ]
  }
  if (span.part !== undefined || span.exact !== undefined || !hasBeginning(found)) return undefined
  const dayBefore = dayOfNumber(span.first - 1)
  const begins =
    span.grain === 'week' || found.spec.date?.type === 'weekend' || found.spec.date?.type === 'week'
      ? closeBefore(span.first, context)
      : calendar.closeOfWork(dayBefore)
  return [
    { label: `${name}开始前`, due: begins },
    { label: `${name}结束前`, due: officeDue({ ...found, mark: 'until' }, context) },
  ]
}

/** Readings to offer for a time that has gone by: the same clock time tomorrow, the same date in a coming month or year. */
export function laterReadings(found: TimeFound, due: Instant, context: ReadingContext): PossibleReading[] {
  const { calendar, sentAt, settings } = context
  const { date, clock } = found.spec
  const local = calendar.toLocal(due)
  const onDay = (day: string): Instant => calendar.toInstant({ ...local, day })
  const today = calendar.dayOf(sentAt)
  const labelled = (label: string, at: Instant): PossibleReading[] =>
    at > sentAt && at - sentAt <= settings.maxDeadlineDays * DAY_MS ? [{ label, due: at }] : []
  if (date?.type === 'day' && date.offset < 0) return []
  if (date === undefined || date.type === 'day' || (date.type === 'week' && date.offset === 0) || local.day === today) {
    if (date?.type === 'week') return labelled('下周同一天', onDay(calendar.addDays(local.day, 7)))
    const workday = calendar.addWorkingDays(today, 1)
    const isTomorrow = workday === calendar.addDays(today, 1)
    const tonight = clock?.type === 'work' || clock === undefined ? labelled('今天24点前', calendar.at(today, '23:59')) : []
    return [...tonight, ...labelled(isTomorrow ? '明天' : '下一个工作日', onDay(workday))]
  }
  if (date.type !== 'calendar' && date.type !== 'lunar') return []
  const [year = 0, month = 1, day = 1] = local.day.split('-').map(Number)
  const here = Number(today.slice(0, 4))
  const readings: PossibleReading[] = []
  const inYear = year >= here ? year : here
  const text = String(day).padStart(2, '0')
  const [thisYear = 0, thisMonth = 1] = today.split('-').map(Number)
  const monthAhead = today.slice(8) < text ? thisMonth : thisMonth + 1
  const next = new Date(Date.UTC(thisYear, monthAhead - 1, day))
  if (date.type === 'calendar' && date.year === undefined && date.day !== undefined && next.getUTCDate() === day) {
    readings.push(...labelled(`${next.getUTCMonth() + 1}月${day}日`, onDay(next.toISOString().slice(0, 10))))
  }
  const isMonthless = date.type === 'calendar' && date.month === undefined
  for (const candidate of isMonthless ? [] : [inYear, inYear + 1]) {
    const moved = new Date(Date.UTC(candidate, month - 1, day))
    if (moved.getUTCMonth() + 1 !== month) continue
    const at = onDay(moved.toISOString().slice(0, 10))
    if (at > sentAt && readings.every((reading) => reading.due !== at)) {
      readings.push(...labelled(`${candidate}年${month}月${day}日`, at))
      break
    }
  }
  return readings
}
