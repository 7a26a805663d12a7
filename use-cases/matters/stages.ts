import type { MatterKind, MatterState } from '../../rules/lifecycles/index.ts'
import { stageOf, workActions, type MatterStage } from '../../rules/matter-stage.ts'
import type { UseCaseContext } from '../context.ts'
import { notUndone } from './find-last-event.ts'
import { raw, select, sql, within } from './sql.ts'

const workList = workActions.map((action) => `'${action}'`).join(', ')

/** The facts the stage of a matter `m` is derived from, as columns of any query that has it. */
export const stageColumns = `CASE WHEN m.state = 'open' THEN EXISTS (SELECT 1 FROM matter_events AS e WHERE e.matter_id = m.id AND e.action IN (${workList}) AND ${notUndone('e')}) END AS worked,
   CASE WHEN m.state = 'open' THEN (
     SELECT MIN(CASE WHEN o.acknowledged_at IS NULL THEN 0 ELSE 1 END) FROM todos AS o
     INNER JOIN matter_parties AS r ON r.matter_id = o.matter_id AND r.party = o.party AND r.role = 'responsible'
     WHERE o.matter_id = m.id AND o.closed_at IS NULL AND o.duty IN ('handle', 'acknowledge')) END AS acknowledged`

/** A row as both databases return it under `stageColumns`. */
export interface StageRow {
  kind: MatterKind
  state: MatterState
  worked: number | null
  acknowledged: number | null
}

export const stageOfRow = (row: StageRow): MatterStage =>
  stageOf({ kind: row.kind, state: row.state, worked: row.worked === 1, acknowledged: row.acknowledged === 1 })

/** Databases bound how many values one statement takes. */
const mostAtOnce = 1_000

/** The stages of matters that one has in hand, by id; a query for each thousand. */
export const listStages = async (ctx: UseCaseContext, matterIds: readonly string[]): Promise<Map<string, MatterStage>> => {
  const stages = new Map<string, MatterStage>()
  const columns = raw(`m.id, m.kind, m.state, ${stageColumns}`)
  for (let from = 0; from < matterIds.length; from += mostAtOnce) {
    const some = matterIds.slice(from, from + mostAtOnce)
    const rows = await select<StageRow & { id: string }>(ctx.tx, sql`SELECT ${columns} FROM matters AS m WHERE ${within('m.id', some)}`)
    for (const row of rows) stages.set(row.id, stageOfRow(row))
  }
  return stages
}
