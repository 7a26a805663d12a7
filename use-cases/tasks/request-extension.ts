import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { listOpenTodos } from '../matters/todos.ts'
import { checkLimit } from './check-limit.ts'
import { pickActingParty } from './pick-acting-party.ts'

export const requestExtensionSchema = z.strictObject({
  number: z.int().positive(),
  dueAt: z.int().positive(),
  reason: z.string().trim().min(1, '延期请写明原因').max(1_000),
})

/** 延期: asked before the due, one pending per matter; issuer and supervisors decide, reminders go on (docs/rules.md, Extension). */
export const requestExtension = async (ctx: UseCaseContext, input: z.infer<typeof requestExtensionSchema>): Promise<Matter> => {
  const target = await getMatter(ctx, input.number)
  const { matter } = target
  const open = await listOpenTodos(ctx, matter.id)
  if (matter.state === 'open') {
    if (matter.dueAt === null) throw new Problem('wrong_state', `〔${matter.number}〕时限未定,请交办人先 #时限 ${matter.number}`)
    if (ctx.sentAt >= matter.dueAt) throw new Problem('wrong_state', `〔${matter.number}〕已到期,延期须在到期前申请,请直接反馈进展`)
    if (input.dueAt <= matter.dueAt) throw new Problem('bad_request', `〔${matter.number}〕新时限须晚于原时限`)
    if (open.some((todo) => todo.duty === 'decide_extension')) throw new Problem('conflict', `〔${matter.number}〕已有延期申请,待审批`)
    checkLimit(ctx, input.dueAt)
  }
  const acting = pickActingParty(ctx, target)
  return changeState(ctx, target, {
    action: 'request_extension',
    text: input.reason,
    data: { dueAt: input.dueAt },
    onBehalfOfId: acting?.onBehalfOfId ?? null,
  })
}
