import { In, IsNull } from 'typeorm'
import { z } from 'zod'
import { Matter, Recurrence } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { appendEvents } from '../matters/append-event.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter, type MatterWithParties } from '../matters/find-matter.ts'
import { standingsOf } from '../matters/standing.ts'
import { recordOf } from '../matters/undo-record.ts'
import { rowChange, writeBeside, type RowChange } from '../matters/write-beside.ts'
import { describeCancelledWithWhole } from '../../wording/progress.ts'

export const cancelTaskSchema = z.strictObject({
  number: z.int().positive(),
  reason: z.string().trim().min(1, '撤销请写明原因').max(1_000),
})

export interface Cancelled {
  matter: Matter
  seriesEnded: boolean
  /** Numbers of the parts that went with it. */
  parts: number[]
}

/** What ends the series of a matter: no occurrence opens any more. Empty when it belongs to none, or to one that has ended. */
const endOfSeries = async (ctx: UseCaseContext, { recurrenceId }: Pick<Matter, 'recurrenceId'>): Promise<RowChange[]> => {
  const series = recurrenceId === null ? null : await ctx.tx.findOneBy(Recurrence, { id: recurrenceId, endedAt: IsNull() })
  return series ? [rowChange(Recurrence, series, { endedAt: ctx.now, nextOpensAt: null })] : []
}

/** Ends the series a matter opened. False when it belongs to no series, or to one that has ended. */
export const endSeries = async (ctx: UseCaseContext, matter: Pick<Matter, 'recurrenceId'>): Promise<boolean> =>
  (await writeBeside(ctx.tx, await endOfSeries(ctx, matter))).length > 0

/** The parts of a whole that is cancelled go with it, and theirs with them. */
const cancelParts = async (ctx: UseCaseContext, whole: Matter, reason: string): Promise<number[]> => {
  const parts = await ctx.tx.find(Matter, {
    select: { id: true, number: true },
    where: { parentId: whole.id, state: In(['open', 'submitted']) },
    order: { number: 'ASC' },
  })
  const numbers: number[] = []
  for (const { number } of parts) {
    const part = await getMatter({ ...ctx, actor: null }, number)
    const text = describeCancelledWithWhole(whole.number, reason)
    const cancelled = await changeState(ctx, part, { action: 'cancel', text, follows: true })
    numbers.push(number, ...(await cancelParts(ctx, cancelled, reason)))
  }
  return numbers
}

/** A series whose last occurrence is closed can still be stopped. */
const stopSeries = async (ctx: UseCaseContext, { matter, parties }: MatterWithParties, reason: string): Promise<Cancelled | null> => {
  const { all, issuerOnBehalfOfId: onBehalfOfId } = standingsOf(ctx, matter, parties)
  if (matter.state !== 'closed' || !(all.has('issuer') || all.has('root_supervisor'))) return null
  const beside = await writeBeside(ctx.tx, await endOfSeries(ctx, matter))
  if (beside.length === 0) return null
  const data = { undo: recordOf({ beside }) }
  await appendEvents(ctx, [{ matterId: matter.id, action: 'end_series', text: reason, data, onBehalfOfId }])
  return { matter, seriesEnded: true, parts: [] }
}

/**
 * 撤销 at any time while open: the parts it was split into go with it. On a recurring task it ends the series as well, also when its
 * last occurrence is closed (docs/rules.md, Actions and todos).
 */
export const cancelTask = async (ctx: UseCaseContext, input: z.infer<typeof cancelTaskSchema>): Promise<Cancelled> => {
  const target = await getMatter(ctx, input.number)
  const stopped = await stopSeries(ctx, target, input.reason)
  if (stopped) return stopped
  const { issuerOnBehalfOfId: onBehalfOfId } = standingsOf(ctx, target.matter, target.parties)
  const beside = await endOfSeries(ctx, target.matter)
  const matter = await changeState(ctx, target, { action: 'cancel', text: input.reason, onBehalfOfId, beside })
  return { matter, seriesEnded: beside.length > 0, parts: await cancelParts(ctx, matter, input.reason) }
}
