import { z } from 'zod'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { pickActingParty } from './pick-acting-party.ts'
import { createTask, createTaskSchema, type CreatedTask } from './create-task.ts'

export const splitTaskSchema = z.strictObject({
  number: z.int().positive(),
  children: z
    .array(createTaskSchema.omit({ parentId: true, groupId: true, issuerId: true }))
    .min(1, '请逐行写明分解任务')
    .max(30),
})

/** 分解: child tasks with numbers of their own, all or none; the parent's 办结 waits for them (docs/rules.md, Actions and todos). */
export const splitTask = async (
  ctx: UseCaseContext,
  input: z.input<typeof splitTaskSchema>,
): Promise<{ number: number; children: CreatedTask[] }> => {
  const { number, children } = splitTaskSchema.parse(input)
  const target = await getMatter(ctx, number)
  const acting = pickActingParty(ctx, target)
  const matter = await changeState(ctx, target, {
    action: 'split',
    data: { count: children.length },
    onBehalfOfId: acting?.onBehalfOfId ?? null,
  })
  const opened: CreatedTask[] = []
  for (const child of children) opened.push(await createTask(ctx, { ...child, parentId: matter.id, groupId: matter.groupId }))
  return { number, children: opened }
}
