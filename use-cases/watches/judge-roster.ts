import { Problem } from '../../rules/problems.ts'
import type { Share } from '../../rules/share-slots.ts'
import type { Instant } from '../../rules/instant.ts'
import { longestRosterDays } from '../../rules/roster-days.ts'
import { describeRosterClash, describeRosterLine, describeSlotsBegun, rosterWords } from '../../wording/roster-faults.ts'
import type { UseCaseContext } from '../context.ts'

/** Somebody's slots of a day, with the line of the roster they come from, counted from 1. */
export interface RosterShare extends Share {
  line: number
}

/** What is wrong with one line, in words. */
export interface LineFault {
  line: number
  text: string
}

/** How many slots are planned at once. */
const mostSlots = 10_000
const mostShown = 20

/** Slots are there to be planned, one person each, by people who are there on that day. */
export const judgeShares = (ctx: UseCaseContext, shares: readonly RosterShare[]): LineFault[] => {
  const { directory, calendar } = ctx.office
  const faults: LineFault[] = []
  const taken = new Map<Instant, number>()
  for (const { line, day, memberId, slots } of shares) {
    const member = directory.findMember(memberId)
    if (!member) faults.push({ line, text: rosterWords.nobody })
    else if (!directory.isActive(member, day)) faults.push({ line, text: rosterWords.left(member.name) })
    if (slots.length === 0) faults.push({ line, text: rosterWords.noSlots })
    const clash = slots.find(({ fromAt }) => taken.has(fromAt))
    if (clash)
      faults.push({
        line,
        text: describeRosterClash(calendar, { at: clash.fromAt, other: taken.get(clash.fromAt) ?? line, line, now: ctx.now }),
      })
    for (const { fromAt } of slots) if (!taken.has(fromAt)) taken.set(fromAt, line)
  }
  const days = shares.map(({ day }) => day).toSorted()
  const [first, last] = [days[0], days.at(-1)]
  if (first !== undefined && last !== undefined && calendar.addDays(first, longestRosterDays) < last)
    faults.push({ line: 0, text: rosterWords.tooLong })
  if (taken.size > mostSlots) faults.push({ line: 0, text: rosterWords.tooMany(mostSlots) })
  return faults
}

/** A line said in so many words plans nothing that has begun: who was on watch then is a fact. */
export const judgeBegun = (ctx: UseCaseContext, shares: readonly RosterShare[]): LineFault[] => {
  const byLine = new Map<number, LineFault>()
  const { calendar, directory } = ctx.office
  for (const { line, day, slots, memberId } of shares) {
    if (byLine.has(line) || slots.every(({ fromAt }) => fromAt > ctx.now)) continue
    const nextAt = slots.find(({ fromAt }) => fromAt > ctx.now)?.fromAt ?? null
    const name = directory.findMember(memberId)?.name ?? ''
    byLine.set(line, {
      line,
      text: describeSlotsBegun(calendar, { day, nextAt, endAt: slots.at(-1)?.toAt ?? ctx.now, name, now: ctx.now }),
    })
  }
  return [...byLine.values()]
}

/** Nothing is planned unless all of it is right: every wrong line is said with its number. */
export const refuseFaults = (faults: readonly LineFault[]): void => {
  if (faults.length === 0) return
  const lines = [...new Set(faults.toSorted((a, b) => a.line - b.line).map(describeRosterLine))]
  const left = lines.length - mostShown
  const shown = left > 0 ? [...lines.slice(0, mostShown), rosterWords.more(left)] : lines
  // One line alone is sent again anyway.
  const whole = faults.some(({ line }) => line > 0) ? [rosterWords.nothingPlanned] : []
  throw new Problem('bad_request', [...shown, ...whole].join('\n'), lines)
}
