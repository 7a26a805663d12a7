import { z } from 'zod'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { listOpenTodos } from '../matters/todos.ts'
import { answeringUnit, getCall } from './find-call.ts'

export const takeCallSchema = z.strictObject({ number: z.int().positive() })

/** 认领: this unit will deliver. Returns the unit, and whether it had taken the call before. */
export const takeCall = async (ctx: UseCaseContext, input: z.infer<typeof takeCallSchema>): Promise<{ unitId: string; isNew: boolean }> => {
  const target = await getCall(ctx, input.number)
  const { party, onBehalfOfId } = answeringUnit(ctx, target)
  const todo = (await listOpenTodos(ctx, target.matter.id)).find((each) => each.party === party.party && each.duty === 'submit')
  if (!todo) throw new Problem('wrong_state', `〔${input.number}〕${target.matter.state === 'open' ? '贵单位已经报送' : '约稿已经结束'}`)
  const unitId = party.unitId ?? ''
  if (todo.acknowledgedAt !== null) return { unitId, isNew: false }
  await changeState(ctx, target, { action: 'take', readBy: party.party, actingParty: party.party, onBehalfOfId })
  return { unitId, isNew: true }
}
