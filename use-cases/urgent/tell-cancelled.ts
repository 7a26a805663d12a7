import type { Matter } from '../../entities/index.ts'
import { describeUrgentCancelled } from '../../wording/urgent.ts'
import type { UseCaseContext } from '../context.ts'
import type { FollowUp } from '../matters/after-change.ts'
import { listListeners, tellListeners } from './tell-listeners.ts'

/** Whoever was alarmed hears at once that it was cancelled or taken back. */
export const tellCancelled = async (ctx: UseCaseContext, before: Matter, after: Matter): Promise<FollowUp[]> => {
  if (before.state === 'cancelled' || after.state !== 'cancelled') return []
  const hearing = { matter: after, text: describeUrgentCancelled(after), key: String(after.version) }
  await tellListeners(ctx, await listListeners(ctx, after), hearing)
  return []
}
