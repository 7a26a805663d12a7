import { describeChannelAway } from '../../wording/administration.ts'
import { today, type UseCaseContext } from '../context.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'

/**
 * Tells every system administrator that a chat account is away and why: at once in the mini-program's messages, in the chat when it is
 * back. Once an hour at most.
 */
export const reportChannelAway = async (ctx: UseCaseContext, channel: { name: string; reason: string }): Promise<void> => {
  const { directory, calendar } = ctx.office
  const root = directory.findRoot()
  if (!root) return
  const { day, hour } = calendar.toLocal(ctx.now)
  await enqueueMessages(
    ctx,
    directory.holders('system_admin', root.id, today(ctx)).map(({ id }) => ({
      to: { memberId: id },
      text: describeChannelAway(channel.reason),
      purpose: 'notice' as const,
      dedupeKey: `away:${channel.name}:${day}T${hour}:${id}`,
    })),
  )
}
