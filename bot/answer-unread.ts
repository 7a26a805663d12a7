import { InboundMessageRow } from '../entities/index.ts'
import { MINUTE_MS } from '../rules/instant.ts'
import type { UseCaseContext } from '../use-cases/context.ts'
import { listUndoable } from '../use-cases/matters/undo-message.ts'
import { attachmentUnread } from '../wording/replies.ts'
import { describeRecalled } from '../wording/undo.ts'
import { NothingToDo } from './nothing-to-do.ts'
import type { Answer } from './commands/command.ts'
import type { InboundMessage } from './channel.ts'

/** A picture or file this soon after a tag belongs to it. */
const attachmentReachMs = 2 * MINUTE_MS

/** An image, file, voice or forwarded record after one's own tag: said once that it was not read (docs/rules.md, Secrecy). */
export const answerAttachment = async (ctx: UseCaseContext, groupId: string | null): Promise<Answer[]> => {
  if (!ctx.actor) throw new NothingToDo()
  const recent = await ctx.tx.find(InboundMessageRow, {
    where: { memberId: ctx.actor.id },
    order: { receivedAt: 'DESC', id: 'DESC' },
    take: 2,
  })
  const last = recent.find((row) => row.id !== ctx.messageId)
  const followsTag = last !== undefined && last.groupId === groupId && last.text !== '' && ctx.sentAt - last.sentAt <= attachmentReachMs
  if (!followsTag) throw new NothingToDo()
  return [{ text: attachmentUnread, to: 'chat' }]
}

/** A chat message taken back proposes 撤回 to its sender, privately, while that is possible; it never deletes (docs/rules.md, Corrections). */
export const answerRecall = async (ctx: UseCaseContext, message: InboundMessage, recalledId: string): Promise<Answer[]> => {
  const { channel, account } = message
  const recalled = ctx.actor ? await ctx.tx.findOneBy(InboundMessageRow, { channel, account, externalId: recalledId }) : null
  const left = recalled ? await listUndoable(ctx, recalled.id) : []
  if (left.length === 0) throw new NothingToDo()
  return [{ text: describeRecalled(left), to: 'speaker' }]
}
