import { Between, In } from 'typeorm'
import { z } from 'zod'
import { WatchSlot, type Matter } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import type { Day, Instant } from '../../rules/instant.ts'
import { memberParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { slotsOfDay, type PlannedSlot } from '../../rules/watch-slots.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { putOn } from '../matters/write-parties.ts'
import { getWatch, type FoundWatch } from './find-watch.ts'

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u, '时间写成 HH:mm')

const line = z.strictObject({
  day: z.iso.date('日期写成 YYYY-MM-DD'),
  memberId: z.string().length(26),
  /** The name of a shift; absent: the whole day. */
  shift: z.string().trim().min(1).max(10).optional(),
  /** Only the slots that begin from then until before then. */
  from: clock.optional(),
  to: clock.optional(),
})

export const planWatchSchema = z.strictObject({
  number: z.int().positive(),
  lines: z.array(line).min(1, '排班表是空的').max(1_000, '一次最多 1000 行'),
})

export type PlanWatchInput = z.input<typeof planWatchSchema>
type Line = z.output<typeof line>

/** What a line of the roster means in slots. */
const slotsOfLine = (ctx: UseCaseContext, { watch }: FoundWatch, each: Line): PlannedSlot[] => {
  const { calendar } = ctx.office
  const all = slotsOfDay(calendar, watch.times, each.day)
  const from: Instant = each.from === undefined ? -Infinity : calendar.at(each.day, each.from)
  const to: Instant = each.to === undefined ? Infinity : calendar.at(each.day, each.to)
  return all.filter(({ shift, fromAt }) => (each.shift === undefined || shift === each.shift) && fromAt >= from && fromAt < to)
}

interface Wanted extends PlannedSlot {
  day: Day
  memberId: string
}

const readLines = (ctx: UseCaseContext, found: FoundWatch, lines: readonly Line[]): Wanted[] => {
  const { directory, calendar } = ctx.office
  const problems: string[] = []
  const wanted = lines.flatMap((each, at): Wanted[] => {
    const where = `第 ${at + 1} 行`
    const member = directory.findMember(each.memberId)
    if (!member || !directory.isActive(member, each.day)) problems.push(`${where}没有这个人,或那天已离岗`)
    const slots = slotsOfLine(ctx, found, each)
    if (slots.length === 0) problems.push(`${where}那天没有这个班次或时段`)
    return slots.map((slot) => ({ ...slot, day: each.day, memberId: each.memberId }))
  })
  const starts = wanted.map(({ fromAt }) => fromAt)
  if (new Set(starts).size < starts.length) problems.push('同一时段排了两个人')
  const days = lines.map(({ day }) => day).toSorted()
  if (calendar.addDays(days[0] ?? '2000-01-01', 370) < (days.at(-1) ?? '2000-01-01')) problems.push('一次最多排一年')
  const shown = problems.slice(0, 20)
  if (problems.length > 0) throw new Problem('bad_request', shown.join('\n'), problems)
  return wanted
}

export interface PlannedWatch {
  matter: Matter
  planned: number
  /** Slots of the past, and those that have begun, which nobody can plan any more. */
  passed: number
}

/** 排班: who is on watch when. A slot that is planned anew goes to whom the new plan says; what has begun stays as it is. */
export const planWatch = async (ctx: UseCaseContext, raw: PlanWatchInput): Promise<PlannedWatch> => {
  const input = planWatchSchema.parse(raw)
  const found = await getWatch(ctx, input.number)
  const wanted = readLines(ctx, found, input.lines)
  const coming = wanted.filter(({ fromAt }) => fromAt > ctx.now)
  const members = [...new Set(coming.map(({ memberId }) => memberId))]
  const matter = await changeState(ctx, found, {
    action: 'plan',
    text: `排班 ${coming.length} 个时段`,
    parties: members.map((id) => putOn(memberParty(id), 'responsible')),
  })
  const starts = coming.map(({ fromAt }) => fromAt)
  const matterId = matter.id
  const span = Between(Math.min(...starts), Math.max(...starts))
  const known = starts.length === 0 ? [] : await ctx.tx.findBy(WatchSlot, { matterId, fromAt: span })
  const again = known.filter(({ fromAt, state }) => state === 'planned' && starts.includes(fromAt))
  for (let at = 0; at < again.length; at += 500)
    await ctx.tx.delete(WatchSlot, { id: In(again.slice(at, at + 500).map(({ id }) => id)), state: 'planned' })
  const rows = coming.map(({ day, fromAt, toAt, memberId }): WatchSlot => ({
    id: ctx.newId(),
    matterId,
    day,
    fromAt,
    toAt,
    memberId,
    state: 'planned',
    alarmAt: fromAt,
    closedAt: null,
    closedById: null,
    text: null,
    foundId: null,
  }))
  await insertRows(ctx.tx, WatchSlot, rows)
  return { matter, planned: coming.length, passed: wanted.length - coming.length }
}
