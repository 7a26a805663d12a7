import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { listOpenTodos } from '../matters/todos.ts'
import { getCall } from './find-call.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { recordIncident } from './record-incident.ts'

export const finishCallSchema = z.strictObject({ number: z.int().positive(), text: z.string().trim().max(1_000).default('') })

/** Ends a call that one has in hand; units that were past the limit and had sent nothing are recorded as such. */
export const endCall = async (
  ctx: UseCaseContext,
  target: MatterWithParties,
  text: string,
): Promise<{ matter: Matter; missed: string[] }> => {
  const { matter } = target
  const owing = (await listOpenTodos(ctx, matter.id)).filter(({ duty }) => duty === 'submit')
  const isPast = matter.dueAt !== null && ctx.now > matter.dueAt
  const missed = isPast ? owing.map(({ unitId }) => unitId).filter((id) => id !== null) : []
  const next = await changeState(ctx, target, { action: 'finish', text, data: { missed } })
  for (const unitId of missed)
    await recordIncident(ctx, { kind: 'commission_missed', unitId, matter, reason: `约稿〔${matter.number}〕未报` })
  return { matter: next, missed }
}

/** 结束约稿 by its organiser. */
export const finishCall = async (
  ctx: UseCaseContext,
  input: z.infer<typeof finishCallSchema>,
): Promise<{ matter: Matter; missed: string[] }> => endCall(ctx, await getCall(ctx, input.number), input.text)
