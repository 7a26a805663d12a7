import { IsNull } from 'typeorm'
import { WorkGroup } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { groupClosed } from '../../wording/groups.ts'
import { appendAudit } from '../audit/append-audit.ts'
import type { UseCaseContext } from '../context.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { getOwnGroup } from './group-owner.ts'

/**
 * 关闭本群: by who runs it; the bot leaves once its last words are out, open matters go on privately (docs/rules.md, Groups).
 * `fromGroup`: it was said in the group itself, which hears of it as the answer; otherwise it is told.
 */
export const closeGroup = async (ctx: UseCaseContext, input: { groupId: string; fromGroup: boolean }): Promise<WorkGroup> => {
  const group = await getOwnGroup(ctx, input.groupId)
  const { affected } = await ctx.tx.update(WorkGroup, { id: group.id, closedAt: IsNull() }, { closedAt: ctx.now })
  if (affected !== 1) throw new Problem('wrong_state', `${group.name}已经关闭`)
  await appendAudit(ctx, { action: 'groups.close', subject: group.id })
  if (!input.fromGroup) {
    const told = { to: { groupId: group.id }, text: groupClosed, purpose: 'notice' as const, dedupeKey: `closed:${group.id}:${ctx.now}` }
    await enqueueMessages(ctx, [told])
  }
  return { ...group, closedAt: ctx.now }
}
