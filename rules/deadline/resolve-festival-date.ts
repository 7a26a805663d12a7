import { dayNumber, dayOfNumber, weekdayOfNumber } from '../calendar/civil-day.ts'
import type { OfficeCalendar } from '../calendar/index.ts'
import { lunarMonth, solarTermDay } from '../calendar/lunar-days.ts'
import type { DateSpec } from './date-spec.ts'
import { refValue, withDay, type DateContext, type DateSpan } from './date-span.ts'
import { festivals, figureFestivals, type FestivalRule } from './festivals.ts'
import { dayIn, partsOf, type DayNumber } from './wall.ts'

/** A lunar month or day; without a year the next that is still to come. */
export function resolveLunar(spec: DateSpec & { type: 'lunar' }, context: DateContext): DateSpan | undefined {
  const now = partsOf(context.today)
  const days = (year: number): [DayNumber, DayNumber] | undefined => {
    const month = lunarMonth(year, spec.month ?? 1, spec.leap)
    if (month === undefined) return undefined
    const first = dayNumber(month.first)
    if (spec.day !== undefined) return spec.day > month.length ? undefined : [first + spec.day - 1, first + spec.day - 1]
    const last = first + month.length - 1
    return spec.part === 'end' ? [last - 4, last] : spec.part === 'early' ? [first, first + 9] : [first, last]
  }
  if (spec.year !== undefined) {
    const span = days(refValue(spec.year, now.year))
    return span === undefined ? undefined : { first: span[0], last: span[1], grain: 'day' }
  }
  const base = context.anchor ?? context.today
  const year = partsOf(base).year
  // A leap month comes back only after years; look as far as one cycle of nineteen.
  for (let step = -1; step <= 19; step++) {
    const span = days(year + step)
    if (span !== undefined && span[1] >= base) return { first: span[0], last: span[1], grain: 'day' }
  }
  return undefined
}

/** A solar term of a year; 小寒 and 大寒 close the farming year that 立春 opened, so they lie in the next January. */
export function termIn(year: number, name: string): DayNumber | undefined {
  const day = solarTermDay(name === '小寒' || name === '大寒' ? year + 1 : year, name)
  return day === undefined ? undefined : dayNumber(day)
}

function festivalIn(year: number, rule: FestivalRule): DayNumber | undefined {
  if (rule.by === 'solar') return dayIn(year, rule.month, rule.day)
  if (rule.by === 'term') return termIn(year, rule.term)
  if (rule.by === 'nth-weekday') {
    const first = dayIn(year, rule.month, 1)
    return first + ((rule.weekday - weekdayOfNumber(first) + 7) % 7) + (rule.n - 1) * 7
  }
  const month = lunarMonth(year, rule.month, false)
  return month === undefined ? undefined : dayNumber(month.first) + (rule.day < 0 ? month.length : rule.day) - 1
}

/** The first of a yearly day from the present year (or `from` years away) that is still to come. */
export function nextOf(context: DateContext, from: number, dayIn: (year: number) => DayNumber | undefined): DateSpan | undefined {
  const base = context.anchor ?? context.today
  const year = partsOf(base).year
  for (let step = from; step <= 2; step++) {
    const day = dayIn(year + step)
    if (day !== undefined && (day >= base || (context.thisYear === true && step >= 0))) return { first: day, last: day, grain: 'day' }
  }
  return undefined
}

/** The rest days around a holiday, as published: the run of days off that carry a holiday's name. */
export function restAround(day: DayNumber, calendar: OfficeCalendar): { first: DayNumber; last: DayNumber } {
  const isRest = (number: DayNumber): boolean => !calendar.isWorkingDay(dayOfNumber(number))
  let first = day
  let last = day
  if (!isRest(day)) return { first, last }
  while (isRest(first - 1)) first -= 1
  while (isRest(last + 1)) last += 1
  return { first, last }
}

/** The first day from `from` on that carries the name of a public holiday. */
function holidayFrom(from: DayNumber, { calendar }: DateContext): DayNumber | undefined {
  for (let day = from; day < from + 400; day++) {
    if (calendar.holidayName(dayOfNumber(day)) !== undefined) return day
  }
  return undefined
}

/** The holiday that is to come; during one, the one after it. */
export function nextHoliday(context: DateContext): DayNumber | undefined {
  const { today, calendar } = context
  const isRest = calendar.holidayName(dayOfNumber(today)) !== undefined
  return holidayFrom((isRest ? restAround(today, calendar).last : today) + 1, context)
}

/** The holiday that goes on, or else the next: what 节后 counts from. */
export const holidayNowOrNext = (context: DateContext): DayNumber | undefined => holidayFrom(context.today, context)

/** A festival's day, or its whole rest; `restFrom` is where its public rest begins. */
export function resolveHoliday(spec: DateSpec & { type: 'holiday' }, context: DateContext): DateSpan | undefined {
  const rule = festivals.get(spec.name) ?? figureFestivals.get(spec.name)
  if (rule === undefined) return undefined
  const now = partsOf(context.today)
  const found =
    spec.year === undefined
      ? nextOf(context, -1, (year) => festivalIn(year, rule))
      : withDay(festivalIn(refValue(spec.year, now.year), rule))
  if (found === undefined) return undefined
  const isPublic = context.calendar.holidayName(dayOfNumber(found.first)) !== undefined
  const rest = isPublic ? restAround(found.first, context.calendar) : { first: found.first, last: found.first }
  return spec.whole ? { ...rest, grain: 'day', restFrom: rest.first } : { ...found, restFrom: rest.first }
}
