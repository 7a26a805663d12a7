import { z } from 'zod'
import { WatchSlot, type Matter } from '../../entities/index.ts'
import { unitParty, memberParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { composeTitle, readUrgency } from '../../rules/task-text.ts'
import { describeAnswered, describeNoSlot } from '../../wording/watches.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { openLimited } from '../matters/open-limited.ts'
import { rowChange } from '../matters/write-beside.ts'
import { readLimit } from '../tasks/read-limit.ts'
import { openUrgent, type OpenedUrgent } from '../urgent/open-urgent.ts'
import { getWatch, listMySlots, pickNumber, type FoundWatch } from './find-watch.ts'

export const allQuietSchema = z.strictObject({
  number: z.int().positive().nullable().default(null),
  text: z.string().trim().max(1_000).default(''),
})

export const reportFindingSchema = z.strictObject({
  number: z.int().positive().nullable().default(null),
  text: z.string().trim().min(1, '请写明发现的情况').max(4_000),
})

interface MySlot {
  found: FoundWatch
  slot: WatchSlot
  party: string
  onBehalfOfId: string | null
}

/** The slot that is the actor's to answer now. */
const getMySlot = async (ctx: UseCaseContext, number: number | null): Promise<MySlot> => {
  const open = await listMySlots(ctx, ['open'])
  const picked = await pickNumber(ctx, number, open)
  const found = picked === null ? null : await getWatch(ctx, picked)
  const slot = open.find(({ matterId }) => matterId === found?.matter.id)
  if (!found || !slot) {
    const answered = (await listMySlots(ctx, ['quiet', 'found'])).find(({ fromAt, toAt }) => fromAt <= ctx.now && ctx.now < toAt)
    if (answered) throw new Problem('wrong_state', describeAnswered(ctx.office.calendar, answered))
    const [next] = await listMySlots(ctx, ['planned'])
    throw new Problem('wrong_state', describeNoSlot(ctx.office.calendar, next?.fromAt ?? null, ctx.now))
  }
  const onBehalfOfId = slot.memberId === actorOf(ctx).id ? null : slot.memberId
  return { found, slot, party: memberParty(slot.memberId), onBehalfOfId }
}

const closed = (ctx: UseCaseContext, slot: WatchSlot, state: 'quiet' | 'found', text: string, foundId: string | null) =>
  rowChange(WatchSlot, slot, { state, alarmAt: null, closedAt: ctx.sentAt, closedById: actorOf(ctx).id, text: text || null, foundId })

export interface SlotAnswered {
  matter: Matter
  slot: WatchSlot
  /** The start of the actor's next slot; null when none is planned. */
  nextAt: number | null
}

const nextAfter = async (ctx: UseCaseContext, { slot }: MySlot): Promise<number | null> =>
  (await listMySlots(ctx, ['planned'])).find(({ matterId }) => matterId === slot.matterId)?.fromAt ?? null

/** 无异常: one word closes the slot that is open. */
export const allQuiet = async (ctx: UseCaseContext, raw: z.input<typeof allQuietSchema>): Promise<SlotAnswered> => {
  const input = allQuietSchema.parse(raw)
  const mine = await getMySlot(ctx, input.number)
  const { found, slot, party, onBehalfOfId } = mine
  const matter = await changeState(ctx, found, {
    action: 'all_quiet',
    text: input.text,
    data: { slot: slot.id },
    actingParty: party,
    beside: [closed(ctx, slot, 'quiet', input.text, null)],
    onBehalfOfId,
  })
  return { matter, slot, nextAt: await nextAfter(ctx, mine) }
}

export interface FindingReported extends SlotAnswered {
  opened: Matter
  dutyUnitId: string
  /** Told to duty and leaders as an urgent report; null: a task of the duty unit. */
  urgent: OpenedUrgent | null
}

/** The word that makes a finding an urgent report; where it stands in front it is no part of what happened. */
const urgentWord = /紧急/u
const urgentMark = /^\s*紧急(?:信息|情况)?[\s::,,!!、]+/u

const openTask = async (ctx: UseCaseContext, { watch }: FoundWatch, text: string): Promise<Matter> => {
  const actor = actorOf(ctx)
  const { urgency, cut } = readUrgency(text)
  const limit = readLimit(ctx, text, urgency)
  const cuts = [...(cut ? [cut] : []), ...(limit.matched ? [limit.matched] : [])]
  const parties = [{ party: unitParty(watch.dutyUnitId), role: 'responsible' as const }]
  const columns = {
    kind: 'task' as const,
    title: composeTitle(text, cuts),
    body: text,
    urgency,
    groupId: null,
    unitId: actor.unitId,
    issuerId: actor.id,
    parties,
  }
  return (await openLimited(ctx, columns, limit)).matter
}

/** 发现: the slot is closed, and what was found is taken up: a task of the duty unit, or an urgent report where the word says so. */
export const reportFinding = async (ctx: UseCaseContext, raw: z.input<typeof reportFindingSchema>): Promise<FindingReported> => {
  const input = reportFindingSchema.parse(raw)
  const mine = await getMySlot(ctx, input.number)
  const { found, slot, party, onBehalfOfId } = mine
  const urgent = urgentWord.test(input.text) ? await openUrgent(ctx, { text: input.text.replace(urgentMark, ''), groupId: null }) : null
  const opened = urgent?.matter ?? (await openTask(ctx, found, input.text))
  const matter = await changeState(ctx, found, {
    action: 'find',
    text: input.text,
    data: { slot: slot.id, opened: opened.number },
    actingParty: party,
    beside: [closed(ctx, slot, 'found', input.text, opened.id)],
    onBehalfOfId,
  })
  const nextAt = await nextAfter(ctx, mine)
  return { matter, slot, nextAt, opened, dutyUnitId: found.watch.dutyUnitId, urgent }
}
