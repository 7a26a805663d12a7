import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import { composeTitle } from '../../rules/task-text.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'

export const correctTaskSchema = z.strictObject({
  number: z.int().positive(),
  body: z.string().trim().min(1, '请写明修改后的内容').max(4_000),
  title: z.string().trim().min(1).max(60).optional(),
})

/** 修改: new words for the same duty; limit and parties stay (they have verbs of their own). The old text stays in the timeline. */
export const correctTask = async (ctx: UseCaseContext, input: z.infer<typeof correctTaskSchema>): Promise<Matter> => {
  const target = await getMatter(ctx, input.number)
  const title = input.title ?? composeTitle(input.body, [])
  return changeState(ctx, target, {
    action: 'correct',
    text: input.body,
    set: { title, body: input.body },
    data: { title: target.matter.title, body: target.matter.body },
  })
}
