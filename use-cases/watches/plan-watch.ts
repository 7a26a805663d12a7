import { z } from 'zod'
import { clock } from '../../rules/clock.ts'
import { Problem } from '../../rules/problems.ts'
import { chooseSlots, type SlotChoice, type WatchTimes } from '../../rules/watch-slots.ts'
import { rosterWords } from '../../wording/roster-faults.ts'
import type { UseCaseContext } from '../context.ts'
import { getWatch, type FoundWatch } from './find-watch.ts'
import { judgeShares, refuseFaults, type LineFault, type RosterShare } from './judge-roster.ts'
import { writePlan, type PlannedWatch } from './write-plan.ts'

const line = z.strictObject({
  day: z.iso.date('日期写成 YYYY-MM-DD'),
  memberId: z.string().length(26),
  /** The name of a shift; absent: the whole day. */
  shift: z.string().trim().min(1).max(10).optional(),
  /** Only the slots that begin from then until before then. */
  from: clock.optional(),
  to: clock.optional(),
})

export const planWatchSchema = z.strictObject({
  number: z.int().positive(),
  lines: z.array(line).min(1, '排班表是空的').max(1_000, '一次最多 1000 行'),
})

export type PlanWatchInput = z.input<typeof planWatchSchema>
export type PlanLine = z.output<typeof line>

const choicesOf = ({ shift, from, to }: PlanLine): SlotChoice[] => [
  ...(shift === undefined ? [] : [{ shift }]),
  ...(from === undefined && to === undefined ? [] : [{ from: from ?? '00:00', to: to ?? '00:00' }]),
]

/** Both a shift and times: those of the shift that begin in these times. */
const slotsOfLine = (ctx: UseCaseContext, { times }: { times: WatchTimes }, each: PlanLine) => {
  const { calendar } = ctx.office
  const choices = choicesOf(each)
  const chosen = (choices.length === 0 ? [[]] : choices.map((choice) => [choice])).map((only) =>
    chooseSlots(calendar, times, each.day, only),
  )
  return chosen.reduce((left, right) => left.filter(({ fromAt }) => right.some((slot) => slot.fromAt === fromAt)))
}

/** What lines of a form or a table mean in slots, with what is wrong with them. */
export const judgeLines = (
  ctx: UseCaseContext,
  { watch }: FoundWatch,
  lines: readonly (PlanLine & { line: number })[],
): { shares: RosterShare[]; faults: LineFault[] } => {
  const shares = lines.map((each): RosterShare => ({ ...each, slots: slotsOfLine(ctx, watch, each) }))
  const named = new Set('shifts' in watch.times ? watch.times.shifts.map(({ name }) => name) : [])
  const strange = lines.filter(({ shift }) => shift !== undefined && !named.has(shift))
  const unknown = strange.map(({ line: at, shift = '' }): LineFault => ({ line: at, text: rosterWords.unknownShift(shift, [...named]) }))
  const known = shares.filter(({ line: at }) => !strange.some((each) => each.line === at))
  return { shares, faults: [...unknown, ...judgeShares(ctx, known)] }
}

/**
 * 排班 line by line: who is on watch when. A slot that is planned anew goes to whom the new plan says; what has begun stays as it is and is
 * counted as `passed`. `bad_request` with every wrong line; `wrong_state` when all of it has begun.
 */
export const planWatch = async (ctx: UseCaseContext, raw: PlanWatchInput): Promise<PlannedWatch> => {
  const input = planWatchSchema.parse(raw)
  const found = await getWatch(ctx, input.number)
  const { shares, faults } = judgeLines(
    ctx,
    found,
    input.lines.map((each, at) => ({ ...each, line: at + 1 })),
  )
  refuseFaults(faults)
  return writePlan(ctx, found, shares)
}

/** A roster in words (bot/commands/read-roster.ts), with what its reader found wrong: all of it is planned, or nothing. */
export const planShares = async (
  ctx: UseCaseContext,
  found: FoundWatch,
  { shares, faults }: { shares: readonly RosterShare[]; faults: readonly LineFault[] },
): Promise<PlannedWatch> => {
  refuseFaults([...faults, ...judgeShares(ctx, shares)])
  if (shares.length === 0) throw new Problem('bad_request', rosterWords.empty)
  return writePlan(ctx, found, shares)
}
