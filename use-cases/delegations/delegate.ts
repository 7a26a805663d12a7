import { IsNull } from 'typeorm'
import { z } from 'zod'
import { Delegation } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { Problem } from '../../rules/problems.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { bumpDirectory } from '../office/load-office.ts'

export const delegateSchema = z.strictObject({
  kind: z.enum(['stand_in', 'posting']),
  toId: z.string().length(26),
  /** Required for a stand-in; a posting permission holds until it is taken back. */
  endsAt: z.int().positive().nullable(),
})

/**
 * 代理 (until an instant: sees and answers, events name both) or 授权 (a secretary may post in the leader's name).
 * One of a kind to one person: saying it again replaces the end.
 */
export const delegate = async (ctx: UseCaseContext, input: z.infer<typeof delegateSchema>): Promise<Delegation> => {
  const actor = actorOf(ctx)
  const to = ctx.office.directory.findMember(input.toId)
  if (!to || !ctx.office.directory.isActive(to, today(ctx))) throw new Problem('bad_request', '没有这个人,或已离岗')
  if (to.id === actor.id) throw new Problem('bad_request', '不能委托给自己')
  if (input.kind === 'stand_in' && (input.endsAt === null || input.endsAt <= ctx.now)) {
    throw new Problem('bad_request', '请写明代理到什么时候,例如:#代理 @李四 到周五')
  }
  await endDelegation(ctx, { kind: input.kind, toId: to.id })
  const row: Delegation = {
    id: ctx.newId(),
    kind: input.kind,
    fromId: actor.id,
    toId: to.id,
    startsAt: ctx.now,
    endsAt: input.endsAt,
    revokedAt: null,
  }
  await insertRows(ctx.tx, Delegation, [row])
  await bumpDirectory(ctx.tx)
  await appendAudit(ctx, { action: `delegation.${input.kind}`, subject: to.id, detail: { endsAt: input.endsAt } })
  return row
}

/** Ends the actor's own delegations of a kind, to one person or to all. Returns how many ended. */
export const endDelegation = async (ctx: UseCaseContext, input: { kind: Delegation['kind']; toId?: string }): Promise<number> => {
  const { affected } = await ctx.tx.update(
    Delegation,
    { kind: input.kind, fromId: actorOf(ctx).id, revokedAt: IsNull(), ...(input.toId ? { toId: input.toId } : {}) },
    { revokedAt: ctx.now },
  )
  if (!affected) return 0
  await bumpDirectory(ctx.tx)
  await appendAudit(ctx, { action: 'delegation.end', subject: input.toId, detail: { kind: input.kind, ended: affected } })
  return affected
}
