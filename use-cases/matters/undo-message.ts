import { In } from 'typeorm'
import { z } from 'zod'
import { InboundMessageRow, Matter, MatterEvent, Recurrence } from '../../entities/index.ts'
import { selectRows } from '../../entities/select-rows.ts'
import type { Instant } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { describeNotUndoable, nameAction } from '../../wording/undo.ts'
import { isAboutFiles, takeAttachmentsBack } from '../attachments/take-attachments-back.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { appendEvents } from './append-event.ts'
import { getMatter } from './find-matter.ts'
import { findQuotedMessage, isOpeningEvent, listEventsOfMessage } from './find-message-matters.ts'
import { judgeUndo, listStanding, undoWindowMs, type Act, type Plan } from './judge-undo.ts'
import { undoChange, undoOpening } from './undo-change.ts'
import { readRecord } from './undo-record.ts'
import { rowChange, writeBeside } from './write-beside.ts'

export const undoLastActSchema = z.strictObject({ number: z.int().positive() })

/** What was taken back on one matter. */
export interface Undone {
  matter: Matter
  /** What it was called: 申请办结; several where one message did several things. */
  acts: string[]
  /** The matter itself was taken back. */
  isOpening: boolean
  /** Parties whose duties came or went by this. */
  touched: string[]
}

/** A matter on which nothing was taken back, and why, in words. */
export interface NotUndone {
  number: number
  reason: string
}

export interface UndoOutcome {
  undone: Undone[]
  refused: NotUndone[]
}

/** The series that a matter opened ends with it. */
const endSeriesOf = async (ctx: UseCaseContext, { recurrenceId }: Matter): Promise<void> => {
  const series = recurrenceId === null ? null : await ctx.tx.findOneBy(Recurrence, { id: recurrenceId })
  if (series?.endedAt === null) await writeBeside(ctx.tx, [rowChange(Recurrence, series, { endedAt: ctx.now, nextOpensAt: null })])
}

/** Takes the act back on one matter, last event first, and says so in its timeline. */
const takeBack = async (ctx: UseCaseContext, { target, events, attached }: Plan): Promise<Undone> => {
  const { matter } = target
  const acts = events.map(({ action }) => nameAction(matter.kind, action))
  const [first] = events
  const touched = new Set<string>()
  let current = matter
  for (const event of events.toReversed()) {
    const record = readRecord(event.data)
    const step = { ...target, matter: current }
    const done = record ? await undoChange(ctx, step, event, record) : await undoOpening(ctx, step)
    current = done.matter
    for (const party of done.touched) touched.add(party)
  }
  const isOpening = first !== undefined && isOpeningEvent(matter, first)
  if (isOpening) await endSeriesOf(ctx, matter)
  await takeAttachmentsBack(ctx, attached)
  const undoes = [...events, ...attached].map(({ id }) => id)
  await appendEvents(ctx, [{ matterId: matter.id, action: 'undo', text: isOpening ? '' : acts.join('、'), data: { undoes } }])
  return { matter: current, acts, isOpening, touched: [...touched] }
}

const versionsOf = async (ctx: UseCaseContext, numbers: readonly number[]): Promise<Map<number, number>> => {
  const rows = await ctx.tx.find(Matter, { select: { number: true, version: true }, where: { number: In([...numbers]) } })
  return new Map(rows.map(({ number, version }) => [number, version]))
}

/** One matter after another: a whole before its parts, for a part is judged by how the whole then stands. */
const undoAct = async (ctx: UseCaseContext, act: Act, first: ReadonlyMap<number, Instant>): Promise<UndoOutcome> => {
  const outcome: UndoOutcome = { undone: [], refused: [] }
  const before = await versionsOf(ctx, [...first.keys()])
  for (const [number, since] of [...first].toSorted(([a], [b]) => a - b)) {
    const { plan, hindrance } = await judgeUndo(ctx, act, number, since)
    if (hindrance === null) outcome.undone.push(await takeBack(ctx, plan))
    else outcome.refused.push({ number, reason: hindrance })
  }
  // What was taken back elsewhere may have changed it: then that part of the message is not standing any more.
  const after = outcome.undone.length === 0 || outcome.refused.length === 0 ? before : await versionsOf(ctx, [...first.keys()])
  outcome.refused = outcome.refused.filter(({ number }) => before.get(number) === after.get(number))
  const [refusal] = outcome.refused
  if (outcome.undone.length === 0 && refusal) throw new Problem('wrong_state', outcome.refused.map(({ reason }) => reason).join('\n'))
  return outcome
}

/** When the first of these events happened to each matter, by number. */
const firstByMatter = async (ctx: UseCaseContext, events: readonly MatterEvent[]): Promise<Map<number, Instant>> => {
  const first = new Map<number, Instant>()
  if (events.length === 0) return first
  const ids = [...new Set(events.map(({ matterId }) => matterId))]
  const matters = await ctx.tx.find(Matter, { select: { id: true, number: true }, where: { id: In(ids) }, order: { number: 'ASC' } })
  for (const { id, number } of matters) first.set(number, events.find(({ matterId }) => matterId === id)?.at ?? ctx.now)
  return first
}

/**
 * 撤回: takes back all that one's own message of the last ten minutes did, on every matter it touched (docs/rules.md, Corrections).
 * What cannot be taken back is named with its reason; when that is everything, it is a refusal. Null when the message did nothing to
 * any matter. A compensating event stands in each timeline; nothing is deleted from it.
 */
export const undoMessage = async (ctx: UseCaseContext, messageId: string): Promise<UndoOutcome | null> => {
  const events = await listEventsOfMessage(ctx, messageId)
  if (events.length === 0) return null
  if (events.some((event) => event.actorId !== actorOf(ctx).id)) throw new Problem('forbidden', '只能撤回自己的消息')
  if (events.every(({ action }) => action === 'undo')) throw new Problem('wrong_state', '撤回不能再撤回,请重新发送原来的内容')
  return undoAct(ctx, { isOf: (event) => event.messageId === messageId }, await firstByMatter(ctx, events))
}

/** What a message did and what may still be taken back of it, by matter: proposed when somebody recalls it in the chat. */
export const listUndoable = async (
  ctx: UseCaseContext,
  messageId: string,
): Promise<{ number: number; act: string; isOpening: boolean }[]> => {
  const events = await listEventsOfMessage(ctx, messageId)
  if (events.some((event) => event.actorId !== actorOf(ctx).id)) return []
  const found: { number: number; act: string; isOpening: boolean }[] = []
  for (const [number, since] of await firstByMatter(ctx, events)) {
    const { plan, hindrance } = await judgeUndo(ctx, { isOf: (event) => event.messageId === messageId }, number, since)
    const { matter } = plan.target
    const [first] = plan.events
    const last = plan.events.at(-1)
    if (hindrance === null && first && last) {
      found.push({ number, act: nameAction(matter.kind, last.action), isOpening: isOpeningEvent(matter, first) })
    }
  }
  return found
}

/** 撤回 by number: the actor's last act on the matter, wherever it was done. */
export const undoLastAct = async (ctx: UseCaseContext, { number }: z.infer<typeof undoLastActSchema>): Promise<Undone> => {
  const { id } = actorOf(ctx)
  const { matter } = await getMatter(ctx, number)
  const standing = await listStanding(ctx, matter.id, ctx.sentAt - undoWindowMs)
  const last = standing.findLast((event) => event.actorId === id && !isAboutFiles(event))
  if (!last) {
    const earlier = await ctx.tx.findOne(MatterEvent, { where: { matterId: matter.id, actorId: id }, order: { at: 'DESC', id: 'DESC' } })
    if (!earlier) throw new Problem('forbidden', describeNotUndoable.nothing(number))
    throw new Problem(
      'wrong_state',
      earlier.action === 'undo' ? describeNotUndoable.already(number) : describeNotUndoable.late(number, isOpeningEvent(matter, earlier)),
    )
  }
  // A call of the mini-program has no message: what one person did at one instant is one act.
  const isOf = (event: MatterEvent): boolean =>
    last.messageId === null
      ? event.messageId === null && event.actorId === id && event.at === last.at && !isAboutFiles(event)
      : event.messageId === last.messageId
  const start = standing.find(isOf) ?? last
  const { undone } = await undoAct(ctx, { isOf }, new Map([[number, start.at]]))
  const [only] = undone
  if (!only) throw new Error('an act that was not refused was taken back')
  return only
}

/** Which message of one's own is meant: the quoted one. */
export const findOwnMessage = async (
  ctx: UseCaseContext,
  quote: { text: string; externalId: string | null },
): Promise<InboundMessageRow | null> => {
  const memberId = actorOf(ctx).id
  const byId = quote.externalId === null ? null : await ctx.tx.findOneBy(InboundMessageRow, { memberId, externalId: quote.externalId })
  return byId ?? findQuotedMessage(ctx, quote.text, { memberId }, ctx.sentAt - undoWindowMs)
}

/** One's own messages in this chat within the window, the latest first, this one left out. */
export const listOwnMessages = (ctx: UseCaseContext, groupId: string | null): Promise<InboundMessageRow[]> =>
  selectRows(
    ctx.tx,
    InboundMessageRow,
    `WHERE t.member_id = ? AND t.received_at >= ? AND t.state = 'done' AND t.group_id ${groupId === null ? 'IS NULL' : '= ?'} AND t.id <> ?
      ORDER BY t.received_at DESC, t.id DESC LIMIT 20`,
    [actorOf(ctx).id, ctx.sentAt - undoWindowMs, ...(groupId === null ? [] : [groupId]), ctx.messageId ?? ''],
  )
