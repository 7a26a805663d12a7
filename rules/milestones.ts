import type { OfficeCalendar } from './calendar/index.ts'
import { parseMoment } from './deadline/parse-moment.ts'
import type { ReadingContext } from './deadline/reading.ts'
import type { Instant } from './instant.ts'
import { cutSpans } from './task-text.ts'

/** One dated step of a matter (序时节点). */
export interface Milestone {
  title: string
  dueAt: Instant
  doneAt: Instant | null
  doneById: string | null
}

export const milestoneLimits = { count: 20, title: 60 }

/** What the light asks of milestones: when each is due and whether it is done. */
export type MilestoneFacts = Pick<Milestone, 'dueAt' | 'doneAt'>

/** The share of milestones that are done, 0 to 100. */
export const doneByMilestones = (milestones: readonly MilestoneFacts[]): number =>
  milestones.length === 0 ? 0 : (100 * milestones.filter(({ doneAt }) => doneAt !== null).length) / milestones.length

/** A step as somebody wrote it that is none, and why. */
export interface MilestoneFault {
  text: string
  reason: 'no-date' | 'unclear-date' | 'no-title' | 'long-title'
  readings: readonly Instant[]
}

const numbering = /^\s*(?:\d{1,2}\s*[.\uFF0E、)\uFF09]|[(\uFF08]\s*\d{1,2}\s*[)\uFF09]|[①-⑳])\s*(?!\d)/u

/**
 * 11月25日 完成摸底;12月5日 完成整改: a step for each part, its date and its words, the earliest first. Parts are told apart by a
 * semicolon or a new line. Faults name the parts that are no step.
 */
export const readMilestones = (text: string, context: ReadingContext): { milestones: Milestone[]; faults: MilestoneFault[] } => {
  const milestones: Milestone[] = []
  const faults: MilestoneFault[] = []
  for (const part of text.split(/[;\uFF1B\n]+/u)) {
    const words = part.replace(numbering, '').trim()
    if (words === '') continue
    const reading = parseMoment(words, context)
    const fault = (reason: MilestoneFault['reason'], readings: readonly Instant[] = []) => faults.push({ text: words, reason, readings })
    if (reading.kind === 'ask')
      fault(
        'unclear-date',
        reading.readings.map(({ due }) => due),
      )
    else if (reading.kind !== 'due') fault('no-date')
    else {
      const title = cutSpans(words, [reading.matched]).replaceAll(/^[\s,\uFF0C。:\uFF1A、\-—前]+|[\s,\uFF0C。、]+$/gu, '')
      if (title === '') fault('no-title')
      else if ([...title].length > milestoneLimits.title) fault('long-title')
      else milestones.push({ title, dueAt: reading.due, doneAt: null, doneById: null })
    }
  }
  return { milestones: milestones.toSorted((a, b) => a.dueAt - b.dueAt), faults }
}

/** When a milestone is reminded of: at the office's hour, one working day before its day. */
export const milestoneReminderAt = (calendar: OfficeCalendar, at: string, milestone: MilestoneFacts): Instant =>
  calendar.at(calendar.addWorkingDays(calendar.dayOf(milestone.dueAt), -1), at)

/** The next reminder of an open milestone strictly after `after`; null: none is left. */
export const nextMilestoneReminder = (
  calendar: OfficeCalendar,
  at: string,
  milestones: readonly MilestoneFacts[],
  after: Instant,
): Instant | null => {
  const slots = milestones.filter(({ doneAt }) => doneAt === null).map((each) => milestoneReminderAt(calendar, at, each))
  const coming = slots.filter((slot) => slot > after)
  return coming.length === 0 ? null : Math.min(...coming)
}
