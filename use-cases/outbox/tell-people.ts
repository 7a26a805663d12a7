import { WorkGroup, type Matter } from '../../entities/index.ts'
import { describeFromMiniProgram, type DoneWhere } from '../../wording/from-mini-program.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { enqueueMessages, type NewMessage } from './enqueue-message.ts'

export interface Telling {
  matter: Pick<Matter, 'id' | 'groupId'>
  /** The words the bot would have answered in the chat. */
  text: string
  /** Whom it concerns; the actor is left out. */
  memberIds: readonly string[]
  where?: DoneWhere
}

const isOpen = async (ctx: UseCaseContext, groupId: string): Promise<boolean> => {
  const group = await ctx.tx.findOneBy(WorkGroup, { id: groupId })
  return group !== null && group.registeredAt !== null && group.closedAt === null
}

/**
 * Tells those concerned of an act that was not done in the chat, where its answer would have told them: in the matter's group with
 * mentions, privately when it has none or the group is closed. Tells nobody when nobody else is concerned.
 */
export const tellPeople = async (ctx: UseCaseContext, { matter, text, memberIds, where }: Telling): Promise<void> => {
  const actor = actorOf(ctx)
  const { directory } = ctx.office
  const concerned = [...new Set(memberIds)].filter((id) => id !== actor.id)
  if (concerned.length === 0) return
  const names = concerned.map((id) => directory.findMember(id)?.name ?? '').filter((name) => name !== '')
  const act = ctx.newId()
  const shared = { purpose: 'notice', lane: 0 } as const
  const messages: NewMessage[] =
    matter.groupId !== null && (await isOpen(ctx, matter.groupId))
      ? [
          {
            ...shared,
            to: { groupId: matter.groupId },
            text: describeFromMiniProgram(text, actor.name, names, where),
            mentionIds: concerned,
            dedupeKey: `act:${act}`,
          },
        ]
      : concerned.map((memberId) => ({
          ...shared,
          to: { memberId },
          text: describeFromMiniProgram(text, actor.name, [], where),
          dedupeKey: `act:${act}:${memberId}`,
        }))
  await enqueueMessages(ctx, messages)
}
