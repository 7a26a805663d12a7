import { IsNull } from 'typeorm'
import { Todo, type Matter, type Submission } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'

/** Who goes on with a submission that was signed or sent back: those who have it in hand. */
export const listHandlers = async (ctx: UseCaseContext, matterId: string): Promise<string[]> => {
  const todos = await ctx.tx.find(Todo, {
    select: { memberId: true },
    where: [
      { matterId, duty: 'handle', closedAt: IsNull() },
      { matterId, duty: 'review', closedAt: IsNull() },
    ],
    order: { id: 'ASC' },
  })
  return [...new Set(todos.map(({ memberId }) => memberId).filter((id) => id !== null))]
}

/** 报忧 is spoken of in no group: its editors hear privately, at any hour, that it goes on. */
export const tellHandlers = async (
  ctx: UseCaseContext,
  { matter, submission }: { matter: Matter; submission: Submission },
  text: string,
): Promise<void> => {
  if (submission.tone !== 'problem') return
  const handlers = (await listHandlers(ctx, matter.id)).filter((id) => id !== ctx.actor?.id)
  await enqueueMessages(
    ctx,
    handlers.map((memberId) => ({
      to: { memberId },
      text,
      purpose: 'notice' as const,
      dedupeKey: `goes-on:${matter.id}:${matter.version}:${memberId}`,
    })),
  )
}
