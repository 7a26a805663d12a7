import type { Matter } from '../../entities/index.ts'
import { describeSuggestionAnswered } from '../../wording/suggestions.ts'
import type { UseCaseContext } from '../context.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'

/** A suggestion is always answered to its author, privately: it belongs to no group (docs/rules.md, Suggestions). */
export const tellSuggester = async (ctx: UseCaseContext, matter: Matter, answer: string): Promise<void> => {
  await enqueueMessages(ctx, [
    {
      to: { memberId: matter.issuerId },
      text: describeSuggestionAnswered(matter.number, answer),
      purpose: 'notice',
      lane: 0,
      // An answer that was taken back is followed by another.
      dedupeKey: `answer:${matter.id}:${matter.version}`,
    },
  ])
}
