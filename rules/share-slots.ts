import type { OfficeCalendar } from './calendar/index.ts'
import type { Day, Instant } from './instant.ts'
import type { RosterLineReading, RosterPart } from './roster-text.ts'
import { chooseSlots, type PlannedSlot, type WatchTimes } from './watch-slots.ts'

/** One person's slots of one day. */
export interface Share {
  day: Day
  memberId: string
  slots: readonly PlannedSlot[]
}

/** Why a line that is understood still says too little. */
export type ShareFault =
  /** Several people, several days: a day each, or each day shared? */
  | { kind: 'turn-or-daily'; people: number }
  /** More people than slots, or not one for each shift. */
  | { kind: 'uneven'; people: number; slots: number }
  | { kind: 'no-slots'; day: Day }
  /** Of the week or month that was named nothing is left. */
  | { kind: 'none-left' }

export interface Sharing {
  shares: readonly Share[]
  faults: readonly ShareFault[]
}

/** Consecutive runs, as even as can be, the longer ones first. */
const cutEvenly = (slots: readonly PlannedSlot[], into: number): PlannedSlot[][] => {
  const runs: PlannedSlot[][] = []
  for (let at = 0, left = into; left > 0; left -= 1) {
    const length = Math.ceil((slots.length - at) / left)
    runs.push(slots.slice(at, at + length))
    at += length
  }
  return runs
}

const shareDay = (day: Day, slots: readonly PlannedSlot[], { memberIds, inTurn }: RosterPart): Share[] => {
  const runs = inTurn
    ? memberIds.map((_, turn) => slots.filter((__, at) => at % memberIds.length === turn))
    : cutEvenly(slots, memberIds.length)
  return memberIds.map((memberId, at) => ({ day, memberId, slots: runs[at] ?? [] }))
}

const sharePart = (
  { days, isDaily }: Pick<RosterLineReading, 'days' | 'isDaily'>,
  part: RosterPart,
  slotsOf: (day: Day) => readonly PlannedSlot[],
): Sharing => {
  const { memberIds, inTurn } = part
  const people = memberIds.length
  if (days.length === 0) return { shares: [], faults: [{ kind: 'none-left' }] }
  const empty = days.find((day) => slotsOf(day).length === 0)
  if (empty !== undefined) return { shares: [], faults: [{ kind: 'no-slots', day: empty }] }
  if (people === 1 || (inTurn && days.length > 1))
    return { shares: days.map((day, at) => ({ day, memberId: memberIds[at % people] ?? '', slots: slotsOf(day) })), faults: [] }
  if (days.length > 1 && !isDaily) return { shares: [], faults: [{ kind: 'turn-or-daily', people }] }
  const uneven = days.map(slotsOf).find((slots) => slots.length < people || (slots[0]?.shift != null && slots.length > people && !inTurn))
  if (uneven) return { shares: [], faults: [{ kind: 'uneven', people, slots: uneven.length }] }
  return { shares: days.flatMap((day) => shareDay(day, slotsOf(day), part)), faults: [] }
}

/**
 * Who has which slots by a line of a roster. Several people of one day have a part of it each in their order, shifts one each; 轮流 gives
 * them a day each, or within one day a slot each, in turn; of a week or month what has begun by `now` is left out
 * (docs/rules.md, Watches).
 */
export const shareSlots = (calendar: OfficeCalendar, times: WatchTimes, line: RosterLineReading, now: Instant): Sharing => {
  const parts = line.parts.map((part) => {
    const slotsOf = (day: Day): PlannedSlot[] => chooseSlots(calendar, times, day, part.choices)
    // Of a week that was named only what is left is shared.
    return sharePart(line, part, line.isRest ? (day) => slotsOf(day).filter(({ fromAt }) => fromAt > now) : slotsOf)
  })
  return { shares: parts.flatMap(({ shares }) => shares), faults: parts.flatMap(({ faults }) => faults) }
}
