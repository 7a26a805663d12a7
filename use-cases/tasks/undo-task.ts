import { Not } from 'typeorm'
import { z } from 'zod'
import { InboundMessageRow, Matter, MatterEvent } from '../../entities/index.ts'
import { MINUTE_MS } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'

const undoWindowMs = 10 * MINUTE_MS

export const undoTaskSchema = z.strictObject({ number: z.int().positive() })

/** 撤回 within ten minutes of creation, if nothing followed; a compensating event, never a deletion (settled.md, Corrections). */
export const undoTask = async (ctx: UseCaseContext, input: z.infer<typeof undoTaskSchema>): Promise<Matter> => {
  const target = await getMatter(ctx, input.number)
  const { matter } = target
  if (ctx.sentAt - matter.createdAt > undoWindowMs)
    throw new Problem('wrong_state', `〔${matter.number}〕已超过10分钟,请用 #撤销 ${matter.number} 原因`)
  const followed = await ctx.tx.countBy(MatterEvent, { matterId: matter.id, action: Not('create') })
  if (followed > 0) throw new Problem('wrong_state', `〔${matter.number}〕已有后续办理,请用 #撤销 ${matter.number} 原因`)
  return changeState(ctx, target, { action: 'undo' })
}

/** Numbers of the matters that the actor's own message opened, found by its text (chat networks quote words, not ids). */
export const findMattersOfMessage = async (ctx: UseCaseContext, quoted: string): Promise<number[]> => {
  const own = await ctx.tx.find(InboundMessageRow, {
    where: { memberId: actorOf(ctx).id },
    order: { receivedAt: 'DESC', id: 'DESC' },
    take: 20,
  })
  const plain = (text: string): string => text.replace(/\s+/gu, '')
  const message = own.find((row) => row.sentAt >= ctx.sentAt - undoWindowMs && plain(row.text) === plain(quoted))
  if (!message) return []
  const events = await ctx.tx.find(MatterEvent, { where: { messageId: message.id, action: 'create' } })
  const numbers: number[] = []
  for (const event of events) {
    const matter = await ctx.tx.findOneBy(Matter, { id: event.matterId })
    if (matter) numbers.push(matter.number)
  }
  return numbers
}
