import { IsNull } from 'typeorm'
import { z } from 'zod'
import { Recurrence, type Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { appendEvents } from '../matters/append-event.ts'
import { getMatter } from '../matters/find-matter.ts'
import { standingsOf } from '../matters/standing.ts'
import { recordOf } from '../matters/undo-record.ts'
import { rowChange, writeBeside } from '../matters/write-beside.ts'

export const skipOccurrenceSchema = z.strictObject({ number: z.int().positive() })

/** 跳过: the next occurrence of a recurring task is not opened, once. */
export const skipOccurrence = async (ctx: UseCaseContext, input: z.infer<typeof skipOccurrenceSchema>): Promise<Matter> => {
  const { matter, parties } = await getMatter(ctx, input.number)
  if (!standingsOf(ctx, matter, parties).all.has('issuer')) throw new Problem('forbidden', `〔${input.number}〕只有交办人可以跳过下一期`)
  if (matter.recurrenceId === null) throw new Problem('wrong_state', `〔${input.number}〕不是循环任务`)
  const series = await ctx.tx.findOneBy(Recurrence, { id: matter.recurrenceId, endedAt: IsNull() })
  if (!series) throw new Problem('wrong_state', `〔${input.number}〕所属循环任务已停止`)
  const beside = await writeBeside(ctx.tx, [rowChange(Recurrence, series, { skipNext: true })])
  await appendEvents(ctx, [{ matterId: matter.id, action: 'skip_next', data: { undo: recordOf({ beside }) } }])
  return matter
}
