import { Problem } from '../rules/problems.ts'
import type { UseCaseContext } from '../use-cases/context.ts'
import { acknowledgeRecent, acknowledgeTasks } from '../use-cases/tasks/acknowledge-tasks.ts'
import type { Reception } from './answer-message.ts'

/** A bare 收到, or one that quotes a number. Says whether it hit an open todo; it is never answered, and what hits nothing is chat. */
export const acknowledgeMessage = async (ctx: UseCaseContext, { contact }: Reception, numbers: readonly number[]): Promise<boolean> => {
  if (numbers.length === 0) return contact.group !== null && (await acknowledgeRecent(ctx, contact.group.id)).length > 0
  try {
    return (await acknowledgeTasks(ctx, { numbers: [...numbers] })).some(({ isNew }) => isNew)
  } catch (error) {
    if (error instanceof Problem && error.code !== 'stale') return false
    throw error
  }
}
