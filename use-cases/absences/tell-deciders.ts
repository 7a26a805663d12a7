import type { Matter } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { memberIdsOfParty } from '../matters/mention-parties.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import type { StepAnswered } from '../procedures/answer-step.ts'

/** What is told of an absence as it now is. */
export const keyOfAbsence = ({ id, version }: Pick<Matter, 'id' | 'version'>): string => `absence:${id}:${version}`

/** Tells those who are asked for their word, each in private, the actor never; `key` names what is told, once for each of them. */
export const tellDeciders = async (
  ctx: UseCaseContext,
  { key, parties, text }: { key: string; parties: readonly string[]; text: string },
): Promise<string[]> => {
  const memberIds = [...new Set(parties.flatMap((party) => memberIdsOfParty(ctx, party)))].filter((id) => id !== ctx.actor?.id)
  await enqueueMessages(
    ctx,
    memberIds.map((memberId) => ({
      to: { memberId },
      text,
      purpose: 'notice',
      lane: 0,
      dedupeKey: `${key}:${memberId}`,
    })),
  )
  return memberIds
}

/** Tells who comes next in a procedure that is nobody else's business: the next deciders, or who asked. */
export const tellApplicant = (ctx: UseCaseContext, { found, memberParties }: StepAnswered, text: string): Promise<string[]> =>
  tellDeciders(ctx, { key: keyOfAbsence(found.matter), parties: memberParties, text })
