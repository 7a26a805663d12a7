import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { findLastEvent } from '../matters/find-last-event.ts'
import { getMatter } from '../matters/find-matter.ts'
import { standingsOf } from '../matters/standing.ts'
import { listOpenTodos } from '../matters/todos.ts'
import { refuseOwnDecision } from './refuse-own-decision.ts'

export const decideExtensionSchema = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('grant'), number: z.int().positive(), reason: z.string().trim().max(1_000).default('') }),
  z.strictObject({
    decision: z.literal('refuse'),
    number: z.int().positive(),
    reason: z.string().trim().min(1, '不同意请写明原因').max(1_000),
  }),
])

/** 同意延期 moves the matter's due and all open handle todos; 不同意 leaves them. The first decision closes both todos. */
export const decideExtension = async (ctx: UseCaseContext, input: z.infer<typeof decideExtensionSchema>): Promise<Matter> => {
  const target = await getMatter(ctx, input.number)
  const onBehalfOfId = standingsOf(ctx, target.matter, target.parties).issuerOnBehalfOfId
  const open = await listOpenTodos(ctx, target.matter.id)
  const action = input.decision === 'grant' ? 'grant_extension' : 'refuse_extension'
  if (!open.some((todo) => todo.duty === 'decide_extension')) throw new Problem('wrong_state', `〔${input.number}〕没有待审批的延期申请`)
  refuseOwnDecision(ctx, target)
  if (action === 'refuse_extension') return changeState(ctx, target, { action, text: input.reason, onBehalfOfId })
  const asked = await findLastEvent(ctx, target.matter.id, 'request_extension')
  const dueAt = z.number().parse(asked?.data?.['dueAt'])
  if (dueAt <= ctx.now) throw new Problem('wrong_state', `〔${input.number}〕申请的新时限已过,请直接定时限:#时限 ${input.number} 日期`)
  return changeState(ctx, target, {
    action,
    text: input.reason,
    set: { dueAt, dueText: null },
    data: { from: target.matter.dueAt, dueAt },
    onBehalfOfId,
  })
}
