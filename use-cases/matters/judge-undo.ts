import { In } from 'typeorm'
import { Matter, MatterEvent } from '../../entities/index.ts'
import { selectRows } from '../../entities/select-rows.ts'
import { MINUTE_MS, type Instant } from '../../rules/instant.ts'
import { findAction } from '../../rules/lifecycles/index.ts'
import { Problem } from '../../rules/problems.ts'
import { describeNotUndoable, nameAction } from '../../wording/undo.ts'
import type { UseCaseContext } from '../context.ts'
import { isAboutFiles } from '../attachments/take-attachments-back.ts'
import { undoneBy } from './find-last-event.ts'
import { getMatter, type MatterWithParties } from './find-matter.ts'
import { isOpeningEvent } from './find-message-matters.ts'
import { readRecord, tooLargeToUndo } from './undo-record.ts'

/** How long one may take back what one's message did. */
export const undoWindowMs = 10 * MINUTE_MS

/** One person's doing: by a message, or by one call of the mini-program. */
export interface Act {
  isOf(event: MatterEvent): boolean
}

/** An act on one matter, judged; its events from first to last. */
export interface Plan {
  target: MatterWithParties
  events: MatterEvent[]
  /** Files that the same person attached after it: they go with it. */
  attached: MatterEvent[]
}

const isOver = ({ state }: Pick<Matter, 'state'>): boolean => state === 'closed' || state === 'cancelled'

/** The timeline of a matter from an instant on, without what was taken back and the taking back. */
export const listStanding = async (ctx: UseCaseContext, matterId: string, since: Instant): Promise<MatterEvent[]> => {
  const events = await selectRows(ctx.tx, MatterEvent, 'WHERE t.matter_id = ? AND t.at >= ? ORDER BY t.at, t.id', [matterId, since])
  const undone = new Set(events.flatMap(undoneBy))
  return events.filter(({ id, action }) => action !== 'undo' && !undone.has(id))
}

/** What the matter's state will be once the act is taken back. */
const stateAfter = ({ matter }: MatterWithParties, events: readonly MatterEvent[]): Matter['state'] => {
  const [first] = events
  if (first && isOpeningEvent(matter, first)) return 'cancelled'
  return events.map(({ data }) => readRecord(data)?.matter?.state).find((state) => state !== undefined) ?? matter.state
}

/** A part is not open under a whole that is over; whoever ends the whole at this moment looks again. */
const findClosedWhole = async (ctx: UseCaseContext, { matter, events, target }: Plan & { matter: Matter }): Promise<Matter | null> => {
  if (matter.parentId === null || !isOver(matter) || isOver({ state: stateAfter(target, events) })) return null
  const whole = await ctx.tx.findOneByOrFail(Matter, { id: matter.parentId })
  if (isOver(whole)) return whole
  const { affected } = await ctx.tx.update(Matter, { id: whole.id, version: whole.version }, { version: whole.version + 1 })
  if (affected !== 1) throw new Problem('stale', `〔${whole.number}〕刚被他人更新,请重试`)
  return null
}

const countOpenParts = ({ tx }: UseCaseContext, matterId: string): Promise<number> =>
  tx.countBy(Matter, { parentId: matterId, state: In(['open', 'submitted']) })

/** Todos that these events opened, closed, re-dated or marked as read. */
const todosOf = (events: readonly MatterEvent[]): Set<string> =>
  new Set(
    events.flatMap(({ data }) => {
      const { opened = [], closed = [], dues = [], read = [] } = readRecord(data) ?? {}
      return [...opened, ...closed, ...read, ...dues.flatMap(([, ids]) => ids)]
    }),
  )

/** Files that one attached to what one said, or took away again, stand in no way of taking it back. */
const isOwnFile = (later: MatterEvent, [first]: readonly MatterEvent[]): boolean => isAboutFiles(later) && later.actorId === first?.actorId

/** Somebody has read something else meanwhile: that builds on nothing of these events. After an opening (null) everything builds on it. */
const isAside = (later: MatterEvent, events: readonly MatterEvent[] | null): boolean => {
  if (later.action !== 'acknowledge' || events === null || !readRecord(later.data)) return false
  const touched = todosOf(events)
  return [...todosOf([later])].every((id) => !touched.has(id))
}

/** Why an act cannot be taken back on this matter; null when it can. */
const findHindrance = async (ctx: UseCaseContext, plan: Plan, standing: readonly MatterEvent[]): Promise<string | null> => {
  const { target, events } = plan
  const { matter } = target
  const [first] = events
  const { number } = matter
  if (!first) return describeNotUndoable.already(number)
  const isNew = isOpeningEvent(matter, first)
  if (ctx.sentAt - first.at > undoWindowMs) return describeNotUndoable.late(number, isNew)
  const later = standing
    .slice(standing.indexOf(first))
    .find((event) => !events.includes(event) && !isOwnFile(event, events) && !isAside(event, isNew ? null : events))
  if (later) return describeNotUndoable.followed(number, isNew, nameAction(matter.kind, later.action))
  for (const event of events) {
    const beyond = findAction(matter.kind, event.action)?.beyond
    if (beyond !== undefined) return describeNotUndoable.beyond(number, nameAction(matter.kind, event.action), beyond)
    if (event.data?.['undo'] === tooLargeToUndo) return describeNotUndoable.tooLarge(number)
    if (!isOpeningEvent(matter, event) && !readRecord(event.data))
      return describeNotUndoable.unknown(number, nameAction(matter.kind, event.action))
  }
  const whole = await findClosedWhole(ctx, { ...plan, matter })
  if (whole) return describeNotUndoable.wholeOver(number, whole.number)
  if (!isOver(matter) && isOver({ state: stateAfter(target, events) }) && (await countOpenParts(ctx, matter.id)) > 0)
    return describeNotUndoable.partsOpen(number)
  return null
}

/** An act on one matter, and why it cannot be taken back there; `hindrance` is null when it can. `since`: no later than its first event. */
export const judgeUndo = async (
  ctx: UseCaseContext,
  act: Act,
  number: number,
  since: Instant,
): Promise<{ plan: Plan; hindrance: string | null }> => {
  // One's own act, wherever one stands by now: who handed a task on may still take that back.
  const target = await getMatter({ ...ctx, actor: null }, number)
  const standing = await listStanding(ctx, target.matter.id, since)
  const events = standing.filter((event) => act.isOf(event))
  const [first] = events
  const after = first ? standing.slice(standing.indexOf(first)) : []
  const attached = after.filter((event) => event.action === 'attach' && isOwnFile(event, events) && !events.includes(event))
  const plan = { target, events, attached }
  return { plan, hindrance: await findHindrance(ctx, plan, standing) }
}
