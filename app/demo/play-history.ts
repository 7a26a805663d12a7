import { MoreThanOrEqual } from 'typeorm'
import { Counter, Matter } from '../../entities/index.ts'
import type { OfficeCalendar } from '../../rules/calendar/index.ts'
import type { Day, Instant } from '../../rules/instant.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import type { HistoryLine } from './history-line.ts'
import { demoHistory } from './history.ts'

/** The first number of the history; what it does not use up is skipped, so that the next one after it is 128. */
export const historyFirstNumber = 70
const lastNumber = 127

/** How many working days the history reaches back. */
const reach = Math.max(...demoHistory.map(({ day }) => -day))

const dayOf = (calendar: OfficeCalendar, today: Day, days: number): Day => calendar.addWorkingDays(today, days)

const spokenDay = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

/** The instant a line is said, for a history that ends on the last working day before `today`. */
export const historyInstant = (calendar: OfficeCalendar, today: Day, line: HistoryLine): Instant =>
  calendar.at(dayOf(calendar, today, line.day), line.time)

/** When the history's office opens: the morning of its first day. */
export const historyStart = (calendar: OfficeCalendar, today: Day): Instant => calendar.at(dayOf(calendar, today, -reach), '08:30')

export interface HistorySpeech {
  at: Instant
  group: string | null
  from: string
  text: string
}

export interface HistoryPlayer {
  calendar: OfficeCalendar
  today: Day
  /** Lets time pass to the speech, delivers it and returns what the bot answered to it, in order. */
  says(speech: HistorySpeech): Promise<string[]>
  onProgress?: (done: number, total: number) => void
}

const fill = (line: HistoryLine, { calendar, today }: HistoryPlayer, numbers: ReadonlyMap<string, string>): string =>
  line.text.replaceAll(/\{([^}]+)\}/g, (_whole, name: string) => {
    if (/^[+-]\d+$/.test(name)) return spokenDay(dayOf(calendar, today, Number(name)))
    const number = numbers.get(name)
    if (number === undefined) throw new Error(`the history speaks of “${name}” before it was opened`)
    return number
  })

/** Tells the history to a bot. Numbers are those the bot gave, read from its answers. Throws when a line opened fewer than it should. */
export const playHistory = async (player: HistoryPlayer): Promise<void> => {
  const numbers = new Map<string, string>()
  for (const [index, line] of demoHistory.entries()) {
    const text = fill(line, player, numbers)
    const heard = await player.says({ at: historyInstant(player.calendar, player.today, line), group: line.group, from: line.from, text })
    const known = new Set(numbers.values())
    const fresh = [...new Set(heard.flatMap((answer) => [...answer.matchAll(/〔(\d+)〕/g)].map(([, number = '']) => number)))].filter(
      (number) => !known.has(number),
    )
    for (const [place, label] of (line.opens ?? []).entries()) {
      const number = fresh[place]
      if (number === undefined) throw new Error(`“${text}” opened nothing: ${heard.join(' / ')}`)
      numbers.set(label, number)
    }
    player.onProgress?.(index + 1, demoHistory.length)
  }
}

/** After the history: the next free number is 128, whatever the recurring tasks used up. */
export const settleNumbers = async ({ tx }: UseCaseContext): Promise<void> => {
  if (await tx.existsBy(Matter, { number: MoreThanOrEqual(lastNumber + 1) }))
    throw new Error(`the history reaches beyond number ${lastNumber}`)
  await tx.update(Counter, { name: 'matter' }, { value: lastNumber })
}
