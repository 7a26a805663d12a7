import { MatterEvent, type Todo } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { marksFor } from '../../entities/select-rows.ts'
import { changeRows } from '../../entities/update-rows.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { eventRow } from './append-event.ts'
import { recordOf } from './undo-record.ts'

/** One todo that somebody has read. */
export interface Stamp {
  ctx: UseCaseContext
  todo: Todo
  /** Kept with the event: how it came to be read. */
  data?: Record<string, unknown> | undefined
}

/** Reading is all that this todo asks (docs/rules.md, Notices): read, it is done. */
const isDoneByReading = ({ todo }: Stamp): boolean => todo.duty === 'acknowledge'

const silenced = "outcome = 'acknowledge', open_key = NULL, next_reminder_at = NULL, reminder_slot = NULL, level_changes_at = NULL"

/** Writes the stamps of one sort in one statement, each by its own actor. */
const writeStamps = async (stamps: readonly Stamp[], closes: boolean): Promise<void> => {
  const [first] = stamps
  if (!first) return
  const { tx, now } = first.ctx
  const ids = stamps.map(({ todo }) => todo.id)
  const actors = stamps.map(({ ctx }) => actorOf(ctx).id)
  const isOne = new Set(actors).size === 1
  const who = isOne ? '?' : `CASE id ${stamps.map(() => 'WHEN ? THEN ?').join(' ')} END`
  const whose = isOne ? actors.slice(0, 1) : stamps.flatMap(({ todo }, n) => [todo.id, actors[n]])
  const changed = await changeRows(
    tx,
    `UPDATE todos SET acknowledged_at = ?, acknowledged_by_id = ${who}${closes ? `, closed_at = ?, closed_by_id = ${who}, ${silenced}` : ''}
      WHERE id IN (${marksFor(ids)}) AND acknowledged_at IS NULL AND closed_at IS NULL`,
    [now, ...whose, ...(closes ? [now, ...whose] : []), ...ids],
  )
  if (changed !== stamps.length) throw new Problem('stale', '事项刚被他人更新,请重试')
}

/**
 * Marks open todos as read, each by its own actor, and says so in their timelines; one that asks for nothing else is closed by it.
 * The matter's own row is left alone: thousands may do this at once. Throws `stale` when one of them has just changed.
 */
export const stampTodos = async (stamps: readonly Stamp[]): Promise<void> => {
  const [first] = stamps
  if (!first) return
  await writeStamps(
    stamps.filter((stamp) => !isDoneByReading(stamp)),
    false,
  )
  await writeStamps(stamps.filter(isDoneByReading), true)
  const events = stamps.map((stamp) => {
    const { ctx, todo, data } = stamp
    const undo = recordOf({ read: [todo.id], ...(isDoneByReading(stamp) ? { closed: [todo.id] } : {}) })
    return eventRow(ctx, {
      matterId: todo.matterId,
      action: 'acknowledge',
      data: { party: todo.party, ...data, undo },
      onBehalfOfId: todo.memberId !== null && todo.memberId !== actorOf(ctx).id ? todo.memberId : null,
    })
  })
  await insertRows(first.ctx.tx, MatterEvent, events)
}
