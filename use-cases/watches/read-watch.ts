import { Between } from 'typeorm'
import { z } from 'zod'
import { WatchSlot } from '../../entities/index.ts'
import type { Instant } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { today, type UseCaseContext } from '../context.ts'
import { memberName, type Named } from '../matters/names.ts'
import { getWatch, type FoundWatch } from './find-watch.ts'

export const readWatchSchema = z.strictObject({
  from: z.iso.date('日期写成 YYYY-MM-DD').optional(),
  to: z.iso.date('日期写成 YYYY-MM-DD').optional(),
})

export interface SlotItem {
  day: string
  fromAt: Instant
  toAt: Instant
  member: Named
  state: WatchSlot['state']
  closedAt: Instant | null
  text: string | null
}

const longestDays = 62

/** A roster day by day, with what came of each slot: facts, without a count by person. */
export const readWatch = async (
  ctx: UseCaseContext,
  number: number,
  input: z.infer<typeof readWatchSchema> = {},
): Promise<{ found: FoundWatch; slots: SlotItem[] }> => {
  const found = await getWatch(ctx, number)
  const { calendar, directory } = ctx.office
  const from = input.from ?? today(ctx)
  const to = input.to ?? calendar.addDays(from, 6)
  if (to < from || calendar.addDays(from, longestDays) < to) throw new Problem('bad_request', `一次最多看 ${longestDays} 天`)
  const span = Between(calendar.at(from, '00:00'), calendar.at(calendar.addDays(to, 1), '00:00') - 1)
  const rows = await ctx.tx.find(WatchSlot, { where: { matterId: found.matter.id, fromAt: span }, order: { fromAt: 'ASC' } })
  return {
    found,
    slots: rows.map(({ day, fromAt, toAt, memberId, state, closedAt, text }) => ({
      day,
      fromAt,
      toAt,
      member: memberName(directory, memberId),
      state,
      closedAt,
      text,
    })),
  }
}
