import { createCalendar, type OfficeCalendar } from '../../../rules/calendar/index.ts'
import { parseDeadline, parseMoment, type DeadlineReading, type ReadingContext } from '../../../rules/deadline/index.ts'
import type { Instant } from '../../../rules/instant.ts'
import { officeSettingsSchema } from '../../../rules/office-settings.ts'

/** A Monday morning, four days before month's end, no holiday near. */
export const MONDAY = '2026-11-23 09:00'

export const office = (settings: Record<string, unknown> = {}): Omit<ReadingContext, 'sentAt'> => {
  const parsed = officeSettingsSchema.parse(settings)
  return { settings: parsed, calendar: createCalendar(parsed) }
}

const ordinary = office()

export const instantAt = (calendar: OfficeCalendar, local: string): Instant => calendar.at(local.slice(0, 10), local.slice(11, 16))

export const show = (calendar: OfficeCalendar, at: Instant): string => {
  const { day, hour, minute, second } = calendar.toLocal(at)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${day} ${two(hour)}:${two(minute)}${second === 0 ? '' : `:${two(second)}`}`
}

/** A reading in one line: `due 2026-11-27 17:30 (unmarked)`, `ask past`, `every week 1,3,5 17:00, first …`. */
export const describeReading = (reading: DeadlineReading, calendar: OfficeCalendar): string => {
  switch (reading.kind) {
    case 'due':
      return `due ${show(calendar, reading.due)}${reading.notes.length > 0 ? ` (${reading.notes.join(', ')})` : ''}`
    case 'ask':
      return [`ask ${reading.reason}`, ...reading.readings.map(({ due }) => show(calendar, due))].join(' | ')
    case 'recurring':
      return `${JSON.stringify(reading.rule)} first ${show(calendar, reading.first.due)}`
    default:
      return reading.kind
  }
}

/** What an ordinary office reads in the words, said at a local time. */
export const reads = (text: string, at: string = MONDAY, context = ordinary): string =>
  describeReading(parseDeadline(text, { ...context, sentAt: instantAt(context.calendar, at) }), context.calendar)

export const readsMoment = (text: string, at: string = MONDAY, context = ordinary): string =>
  describeReading(parseMoment(text, { ...context, sentAt: instantAt(context.calendar, at) }), context.calendar)

/** The named start and end, before office policy. */
export const names = (text: string, at: string = MONDAY, context = ordinary): string => {
  const reading = parseDeadline(text, { ...context, sentAt: instantAt(context.calendar, at) })
  const named = 'named' in reading ? reading.named : undefined
  if (named === undefined) return 'nothing'
  const start = named.start === undefined ? '' : `${show(context.calendar, named.start)} → `
  return `${start}${show(context.calendar, named.end)} ${named.grain}`
}

/** The words that were taken for the limit. */
export const matches = (text: string, at: string = MONDAY): string | undefined => {
  const reading = parseDeadline(text, { ...ordinary, sentAt: instantAt(ordinary.calendar, at) })
  return 'matched' in reading ? reading.matched.text : undefined
}
