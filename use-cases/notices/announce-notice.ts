import { actorOf, type UseCaseContext } from '../context.ts'
import { memberIdsOfParty } from '../matters/mention-parties.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { tellPeople } from '../outbox/tell-people.ts'
import { describeFromMiniProgram } from '../../wording/from-mini-program.ts'
import { listLiveGroups } from './tell-groups.ts'

/** Whoever is addressed by name is called; a group that is told as a whole is not. */
const mostMentions = 50

/**
 * Says a notice that was not posted in the chat to those it is for: its whole words in its group, else to each of them alone.
 * Nothing new is said to nobody.
 */
export const announceNotice = async (
  ctx: UseCaseContext,
  { matterId, groupId, parties, text }: { matterId: string; groupId: string | null; parties: readonly string[]; text: string },
): Promise<void> => {
  const memberIds = [...new Set(parties.flatMap((party) => memberIdsOfParty(ctx, party)))]
  const [live] = groupId === null ? [] : await listLiveGroups(ctx, [groupId])
  if (live === undefined || memberIds.length <= mostMentions) {
    await tellPeople(ctx, { matter: { id: matterId, groupId: live ?? null }, text, memberIds })
    return
  }
  const words = describeFromMiniProgram(text, actorOf(ctx).name, [])
  await enqueueMessages(ctx, [{ to: { groupId: live }, text: words, purpose: 'notice', lane: 0, dedupeKey: `act:${ctx.newId()}` }])
}
