import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { actingParties } from '../matters/standing.ts'
import { tellSuggester } from './tell-suggester.ts'

export const answerSuggestionSchema = z.strictObject({
  number: z.int().positive(),
  text: z.string().trim().min(1, '请写明答复').max(4_000, '答复不超过 4000 字'),
})

/** 答复: whoever of those who owe the answer gives it first closes the suggestion, and its author is told (docs/rules.md, Suggestions). */
export const answerSuggestion = async (ctx: UseCaseContext, raw: z.infer<typeof answerSuggestionSchema>): Promise<Matter> => {
  const { number, text } = answerSuggestionSchema.parse(raw)
  const target = await getMatter(ctx, number)
  if (target.matter.kind !== 'suggestion') {
    throw new Problem('wrong_state', `〔${number}〕不是建议,报进展请用 #反馈 ${number} …,办好了请用 #办结 ${number}`)
  }
  const [acting] = actingParties(ctx, target.parties)
  const matter = await changeState(ctx, target, {
    action: 'complete',
    text,
    ...(acting ? { actingParty: acting.party.party } : {}),
    onBehalfOfId: acting?.onBehalfOfId ?? null,
  })
  await tellSuggester(ctx, matter, text)
  return matter
}
