import { Not } from 'typeorm'
import { z } from 'zod'
import { MatterEvent, type Matter } from '../../entities/index.ts'
import { MINUTE_MS } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { endSeries } from './cancel-task.ts'
import { listMattersQuoted } from '../matters/find-message-matters.ts'

const undoWindowMs = 10 * MINUTE_MS

export const undoTaskSchema = z.strictObject({ number: z.int().positive() })

/** 撤回 within ten minutes of creation, if nothing followed; a compensating event, never a deletion (docs/rules.md, Corrections). */
export const undoTask = async (ctx: UseCaseContext, input: z.infer<typeof undoTaskSchema>): Promise<Matter> => {
  const target = await getMatter(ctx, input.number)
  const { matter } = target
  if (ctx.sentAt - matter.createdAt > undoWindowMs)
    throw new Problem('wrong_state', `〔${matter.number}〕已超过10分钟,请用 #撤销 ${matter.number} 原因`)
  const followed = await ctx.tx.countBy(MatterEvent, { matterId: matter.id, action: Not('create') })
  if (followed > 0) throw new Problem('wrong_state', `〔${matter.number}〕已有后续办理,请用 #撤销 ${matter.number} 原因`)
  const undone = await changeState(ctx, target, { action: 'undo' })
  await endSeries(ctx, undone)
  return undone
}

/** Numbers of the matters that the actor's own message of the last ten minutes opened, found by the words they quote. */
export const findMattersOfMessage = async (ctx: UseCaseContext, quoted: string): Promise<number[]> => {
  const matters = await listMattersQuoted(ctx, quoted, { memberId: actorOf(ctx).id }, ctx.sentAt - undoWindowMs)
  return matters.map((matter) => matter.number)
}
