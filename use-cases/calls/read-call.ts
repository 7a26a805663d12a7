import { In } from 'typeorm'
import { Adoption, Todo, type Matter } from '../../entities/index.ts'
import { groupBy } from '../../rules/group-by.ts'
import type { Instant } from '../../rules/instant.ts'
import type { UseCaseContext } from '../context.ts'
import { unitName, type Named } from '../matters/names.ts'
import { getCall } from './find-call.ts'

/** How far a unit has come with a call; the later ones include the earlier. */
export type CallStage = 'called' | 'taken' | 'delivered' | 'adopted'

export interface CallUnit {
  unit: Named
  stage: CallStage
  /** Owes it past the limit, or delivered after it. */
  overdue: boolean
  takenAt: Instant | null
  deliveredAt: Instant | null
  submissions: { number: number; title: string }[]
}

export interface CallProgress {
  matter: Matter
  units: CallUnit[]
}

interface Delivery {
  unitId: string
  id: string
  number: number
  title: string
  reportedAt: Instant
}

const listDeliveries = async (ctx: UseCaseContext, callId: string): Promise<Delivery[]> => {
  const rows = await ctx.tx.query<{ unit_id: string; id: string; number: number; title: string; reported_at: number }[]>(
    `SELECT s.unit_id, m.id, m.number, m.title, s.reported_at FROM submissions AS s INNER JOIN matters AS m ON m.id = s.matter_id
      WHERE s.call_id = ? AND m.state <> 'cancelled' ORDER BY m.id`,
    [callId],
  )
  return rows.map((row) => ({ unitId: row.unit_id, id: row.id, number: row.number, title: row.title, reportedAt: row.reported_at }))
}

const adoptedAmong = async (ctx: UseCaseContext, ids: readonly string[]): Promise<Set<string>> => {
  if (ids.length === 0) return new Set()
  const rows = await ctx.tx.find(Adoption, { select: { submissionId: true, revokedAt: true }, where: { submissionId: In([...ids]) } })
  return new Set(rows.filter(({ revokedAt }) => revokedAt === null).map(({ submissionId }) => submissionId))
}

/** A call unit by unit: who has taken it, who has delivered what, whose was adopted, who is late. Four queries, whatever its size. */
export const readCall = async (ctx: UseCaseContext, number: number): Promise<CallProgress> => {
  const { matter, parties } = await getCall(ctx, number)
  const todos = await ctx.tx.find(Todo, { where: { matterId: matter.id, duty: 'submit' }, order: { id: 'ASC' } })
  const todoOf = new Map(todos.map((todo) => [todo.unitId, todo]))
  const deliveries = await listDeliveries(ctx, matter.id)
  const adopted = await adoptedAmong(
    ctx,
    deliveries.map(({ id }) => id),
  )
  const byUnit = groupBy(deliveries, ({ unitId }) => unitId)
  const units = parties
    .filter((party) => party.removedAt === null && party.unitId !== null)
    .map((party): CallUnit => {
      const unitId = party.unitId ?? ''
      const own = byUnit.get(unitId) ?? []
      const takenAt = todoOf.get(unitId)?.acknowledgedAt ?? null
      const deliveredAt = own[0]?.reportedAt ?? null
      const stage =
        own.length === 0 ? (takenAt === null ? 'called' : 'taken') : own.some(({ id }) => adopted.has(id)) ? 'adopted' : 'delivered'
      return {
        unit: unitName(ctx.office.directory, unitId),
        stage,
        overdue: matter.dueAt !== null && (deliveredAt ?? ctx.now) > matter.dueAt,
        takenAt,
        deliveredAt,
        submissions: own.map(({ number: each, title }) => ({ number: each, title })),
      }
    })
  return { matter, units }
}
