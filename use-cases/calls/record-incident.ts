import { PointIncident, type Matter } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { today, type UseCaseContext } from '../context.ts'

/** Keeps a fact about a unit that the points rules may count: a call answered late or not at all. Once for a unit and a call. */
export const recordIncident = async (
  ctx: UseCaseContext,
  incident: { kind: 'commission_late' | 'commission_missed'; unitId: string; matter: Pick<Matter, 'id'>; reason: string },
): Promise<void> => {
  const { kind, unitId, matter, reason } = incident
  const activeKey = `${kind}|${unitId}|${matter.id}`
  if (await ctx.tx.existsBy(PointIncident, { activeKey })) return
  await insertRows(ctx.tx, PointIncident, [
    {
      id: ctx.newId(),
      unitId,
      memberId: null,
      kind,
      day: today(ctx),
      points: null,
      reason,
      matterId: matter.id,
      recordedById: ctx.actor?.id ?? null,
      recordedAt: ctx.now,
      activeKey,
      revokedAt: null,
    },
  ])
}
