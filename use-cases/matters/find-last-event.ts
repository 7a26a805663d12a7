import { z } from 'zod'
import { MatterEvent } from '../../entities/index.ts'
import { selectRows } from '../../entities/select-rows.ts'
import type { UseCaseContext } from '../context.ts'

const undoneSchema = z.array(z.string()).catch([])

/** Ids of the events that an event of 撤回 took back. */
export const undoneBy = ({ action, data }: Pick<MatterEvent, 'action' | 'data'>): string[] =>
  action === 'undo' ? undoneSchema.parse(data?.['undoes']) : []

/** SQL: whether an event under this alias was not taken back, for queries that read what was done. */
export const notUndone = (alias: string): string =>
  `NOT EXISTS (SELECT 1 FROM matter_events AS taken WHERE taken.matter_id = ${alias}.matter_id AND taken.action = 'undo' AND INSTR(taken.data, ${alias}.id) > 0)`

/** The latest event of that action which has not been taken back; null when there is none. */
export const findLastEvent = async (ctx: UseCaseContext, matterId: string, action: string): Promise<MatterEvent | null> => {
  const where = "WHERE t.matter_id = ? AND t.action IN (?, 'undo') ORDER BY t.at DESC, t.id DESC"
  const events = await selectRows(ctx.tx, MatterEvent, where, [matterId, action])
  const undone = new Set(events.flatMap(undoneBy))
  return events.find((event) => event.action === action && !undone.has(event.id)) ?? null
}
