import { DAY_MS } from '../rules/instant.ts'
import { Problem } from '../rules/problems.ts'
import type { UseCaseContext } from '../use-cases/context.ts'
import { listMattersQuoted } from '../use-cases/matters/find-message-matters.ts'
import { findQuotedNotices } from '../use-cases/notices/find-quoted-notice.ts'
import { acknowledgeRecent, acknowledgeTasks } from '../use-cases/tasks/acknowledge-tasks.ts'

/** How far back a quoted task may lie. */
export const quoteReachMs = 30 * DAY_MS

/** Each for itself: a quoted list names matters of other people too. */
const acknowledgeNumbers = async (ctx: UseCaseContext, numbers: readonly number[]): Promise<boolean> => {
  let hit = false
  for (const number of numbers) {
    try {
      hit = (await acknowledgeTasks(ctx, { numbers: [number] })).some(({ isNew }) => isNew) || hit
    } catch (error) {
      if (!(error instanceof Problem) || error.code === 'stale') throw error
    }
  }
  return hit
}

/**
 * A bare 收到, one that quotes a number, or one that quotes the very words of a notice or that opened a task. Says whether it hit an open todo;
 * it is never answered, and what hits nothing is chat.
 */
export const acknowledgeMessage = async (
  ctx: UseCaseContext,
  groupId: string | null,
  { numbers, quoted }: { numbers: number[]; quoted: string | null },
): Promise<boolean> => {
  if (numbers.length > 0) return acknowledgeNumbers(ctx, numbers)
  if (groupId === null) return false
  if (quoted === null) return (await acknowledgeRecent([{ ctx, groupId }])).some((hits) => hits > 0)
  const notices = await findQuotedNotices(ctx, quoted, groupId)
  if (notices.length > 0) return acknowledgeNumbers(ctx, notices)
  const matters = await listMattersQuoted(ctx, quoted, { groupId }, ctx.sentAt - quoteReachMs)
  return (
    matters.length > 0 &&
    acknowledgeNumbers(
      ctx,
      matters.map((matter) => matter.number),
    )
  )
}
