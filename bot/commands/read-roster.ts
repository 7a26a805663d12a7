import { readRosterLine } from '../../rules/roster-text.ts'
import { shareSlots } from '../../rules/share-slots.ts'
import { slotsOfDay } from '../../rules/watch-slots.ts'
import type { Watch } from '../../entities/index.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { judgeBegun, type LineFault, type RosterShare } from '../../use-cases/watches/judge-roster.ts'
import { describeRosterFault } from '../../wording/roster-faults.ts'
import type { Call } from './command.ts'

/** 1、11月24日 …: a number in front of a line, which is no day. */
const marker = /^\s*(?:[(\uFF08]\d{1,2}[)\uFF09]|\d{1,2}\s*[、)\uFF09.\uFF0E](?=\s*(?:\D|\d{1,2}月|\d{4}))(?!\s*\d{1,2}[日号]))\s*/u
/** One line may hold several, where each says its days. */
const between = /\n|[;\uFF1B](?=\s*(?:\d{1,4}\s*[年月日号]|周|星期|本[周月]|下[周月]|今天|明天|后天))/u

/** The lines of a roster, as people write them one below the other. */
export const splitRoster = (body: string): string[] =>
  body
    .split(between)
    .map((line) => line.replace(marker, '').trim())
    .filter((line) => line !== '')

/** What a roster in words means in slots, and what is wrong with which of its lines; nothing is written. */
export const readRoster = async (
  ctx: UseCaseContext,
  call: Call,
  lines: readonly string[],
  { times }: Pick<Watch, 'times'>,
): Promise<{ shares: RosterShare[]; faults: LineFault[] }> => {
  const { calendar, settings } = ctx.office
  const scope = {
    names: await call.names(),
    shifts: 'shifts' in times ? times.shifts.map(({ name }) => name) : [],
    context: { sentAt: ctx.sentAt, calendar, settings },
  }
  const read: { shares: RosterShare[]; faults: LineFault[] } = { shares: [], faults: [] }
  for (const [at, text] of lines.entries()) {
    const line = lines.length === 1 ? 0 : at + 1
    const reading = readRosterLine(text, scope)
    const isLeft = (day: string): boolean => slotsOfDay(calendar, times, day).some(({ fromAt }) => fromAt > ctx.now)
    const days = reading.isRest ? reading.days.filter(isLeft) : reading.days
    const sharing =
      reading.faults.length > 0 ? { shares: [], faults: reading.faults } : shareSlots(calendar, times, { ...reading, days }, ctx.now)
    const shares = sharing.shares.map((share): RosterShare => ({ ...share, line }))
    read.shares.push(...shares)
    read.faults.push(...sharing.faults.map((fault): LineFault => ({ line, text: describeRosterFault(call.wording, fault, text) })))
    if (!reading.isRest) read.faults.push(...judgeBegun(ctx, shares))
  }
  return read
}
