import type { UseCaseContext } from '../context.ts'
import { memberIdsOfParty } from '../matters/mention-parties.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import type { StepAnswered } from '../procedures/answer-step.ts'

/** Tells those who are asked for their word, each in private: nothing of an absence is said in a group. */
export const tellDeciders = async (
  ctx: UseCaseContext,
  { matterId, version, parties, text }: { matterId: string; version: number; parties: readonly string[]; text: string },
): Promise<string[]> => {
  const memberIds = [...new Set(parties.flatMap((party) => memberIdsOfParty(ctx, party)))].filter((id) => id !== ctx.actor?.id)
  await enqueueMessages(
    ctx,
    memberIds.map((memberId) => ({
      to: { memberId },
      text,
      purpose: 'notice',
      lane: 0,
      dedupeKey: `absence:${matterId}:${version}:${memberId}`,
    })),
  )
  return memberIds
}

/** Tells who comes next in a procedure that is nobody else's business: the next deciders, or who asked. */
export const tellApplicant = (ctx: UseCaseContext, { found, memberParties }: StepAnswered, text: string): Promise<string[]> =>
  tellDeciders(ctx, { matterId: found.matter.id, version: found.matter.version, parties: memberParties, text })
