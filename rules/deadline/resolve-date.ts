import { dayNumber, dayOfNumber, weekdayOfNumber } from '../calendar/civil-day.ts'
import { addAmount } from './add-amount.ts'
import type { DateSpec, Ref } from './date-spec.ts'
import { refValue, withDay, type DateContext, type DateSpan } from './date-span.ts'
import { resolveCalendar, resolveHalf, resolveQuarter, resolveWeek } from './resolve-calendar-date.ts'
import { holidayNowOrNext, nextHoliday, nextOf, resolveHoliday, resolveLunar, restAround, termIn } from './resolve-festival-date.ts'
import { ordinalBase, resolveOrdinal } from './resolve-ordinal.ts'
import { dayIn, mondayOf, partsOf } from './wall.ts'

function resolveAfter(spec: DateSpec & { type: 'after' }, context: DateContext): DateSpan | undefined {
  const day = addAmount(context.today, spec.amount, context.calendar)
  const { into } = spec
  if (into === undefined) return withDay(day)
  const at = partsOf(day)
  if (into.type === 'weekday') return withDay(mondayOf(day) + into.weekday - 1)
  if (into.type === 'weekend') return { first: mondayOf(day) + 5, last: mondayOf(day) + 6, grain: 'day' }
  if (into.type === 'holiday' || into.type === 'term' || into.type === 'lunar') {
    return resolveDate({ ...into, year: into.year ?? { value: at.year, relative: false } }, context)
  }
  if (into.type !== 'calendar') return resolveDate(into, context)
  const year: Ref = into.year ?? { value: at.year, relative: false }
  const month: Ref | undefined =
    into.month ?? (into.part !== undefined && into.day === undefined ? undefined : { value: at.month, relative: false })
  return resolveDate({ ...into, year, ...(month === undefined ? {} : { month }) }, context)
}

/** The days a named date means; undefined when there is no such day (2月30日, 闰三月 in a year without it). */
export function resolveDate(spec: DateSpec, context: DateContext): DateSpan | undefined {
  const { today } = context
  switch (spec.type) {
    case 'calendar':
      return resolveCalendar(spec, context)
    case 'day':
      return { first: today + spec.offset, last: today + spec.offset + (spec.span ?? 1) - 1, grain: 'day' }
    case 'week':
      return resolveWeek(spec, context)
    case 'weekday': {
      const base = context.anchor ?? today
      return withDay(base + ((spec.weekday - weekdayOfNumber(base) + 7) % 7))
    }
    case 'weekend': {
      const saturday = mondayOf(context.anchor ?? today) + 5
      return { first: saturday, last: saturday + 1, grain: 'day' }
    }
    case 'quarter':
      return resolveQuarter(spec, context)
    case 'half':
      return resolveHalf(spec, context)
    case 'years': {
      const { year } = partsOf(today)
      return { first: dayIn(year + spec.from, 1, 1), last: dayIn(year + spec.to, 12, 31), grain: 'day' }
    }
    case 'ordinal': {
      const base = resolveDate(ordinalBase(spec), context)
      return base === undefined ? undefined : resolveOrdinal(spec, base, context.calendar)
    }
    case 'lunar':
      return resolveLunar(spec, context)
    case 'term':
      return spec.year === undefined
        ? nextOf(context, -1, (year) => termIn(year, spec.name))
        : withDay(termIn(refValue(spec.year, partsOf(today).year), spec.name))
    case 'holiday':
      return resolveHoliday(spec, context)
    case 'shift': {
      const base = resolveDate(spec.base, context)
      if (base === undefined) return undefined
      const from = spec.by < 0 ? base.first : base.last
      return withDay(spec.working ? dayNumber(context.calendar.addWorkingDays(dayOfNumber(from), spec.by)) : from + spec.by)
    }
    case 'same-day': {
      const base = resolveDate(spec.base, context)
      const now = partsOf(today)
      if (base === undefined) return undefined
      if (base.grain === 'week') return withDay(base.first + weekdayOfNumber(today) - 1)
      const there = partsOf(base.first)
      return withDay(dayIn(there.year, base.grain === 'year' ? now.month : there.month, now.day))
    }
    case 'new-year': {
      const spring = resolveHoliday({ type: 'holiday', name: '春节', whole: false }, context)
      const first = dayIn(partsOf(today).year + 1, 1, 1)
      return spring === undefined ? undefined : { ...spring, first: Math.min(first, spring.first) }
    }
    case 'next-holiday': {
      const day = nextHoliday(context)
      return day === undefined ? undefined : { first: day, last: day, grain: 'day', restFrom: restAround(day, context.calendar).first }
    }
    case 'after-holiday': {
      const day =
        spec.name === undefined
          ? holidayNowOrNext(context)
          : resolveHoliday({ type: 'holiday', name: spec.name, whole: false }, context)?.first
      if (day === undefined) return undefined
      const { last } = restAround(day, context.calendar)
      return withDay(dayNumber(context.calendar.addWorkingDays(dayOfNumber(last), spec.workingDays)))
    }
    case 'after':
      return resolveAfter(spec, context)
  }
}
