import { z } from 'zod'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { openCall, type OpenedCall } from '../calls/open-call.ts'
import { changeState } from '../matters/change-state.ts'
import { parseSaid } from '../parse-input.ts'
import { readLimit } from '../tasks/read-limit.ts'
import { getMeeting } from './answer-meeting.ts'

export const raiseTopicSchema = z.strictObject({
  number: z.int().positive(),
  text: z.string().trim().min(1, '请写明议题').max(2_000, '议题不超过 2000 字'),
  topic: z.string().trim().min(1, '请写明议题').max(60, '议题名称不超过 60 字').optional(),
  /** Who is to prepare it; absent: the units that are asked to come. */
  unitIds: z.array(z.string().length(26)).max(500, '准备单位不超过 500 个').default([]),
})

/** Materials for a topic are due before the meeting: at the close of work of the working day before, or when it begins. */
const dueFor = (ctx: UseCaseContext, text: string, startsAt: number | null): number | undefined => {
  const limit = readLimit(ctx, text, 'normal')
  const isSaid = limit.kind !== 'set' || limit.byDefault === null
  if (isSaid || startsAt === null || startsAt <= ctx.now) return undefined
  const { calendar } = ctx.office
  const before = calendar.closeOfWork(calendar.addWorkingDays(calendar.dayOf(startsAt), -1))
  return before > ctx.now ? before : startsAt
}

/** 议题: a topic of a meeting becomes a call to the units that prepare it (docs/rules.md, Meetings). */
export const raiseTopic = async (ctx: UseCaseContext, raw: z.input<typeof raiseTopicSchema>): Promise<OpenedCall> => {
  const input = parseSaid(raiseTopicSchema, raw)
  const target = await getMeeting(ctx, input.number)
  const { directory } = ctx.office
  const invited = target.parties
    .filter(({ removedAt }) => removedAt === null)
    .map(({ unitId, memberId }) => unitId ?? directory.findMember(memberId ?? '')?.unitId ?? '')
  const unitIds = [...new Set(input.unitIds.length > 0 ? input.unitIds : invited)].filter((id) => id !== '')
  if (unitIds.length === 0) throw new Problem('bad_request', '请写明准备议题的单位')
  const dueAt = dueFor(ctx, input.text, target.matter.dueAt)
  const call = await openCall(ctx, {
    body: input.text,
    ...(input.topic === undefined ? {} : { topic: input.topic }),
    unitIds,
    groupId: target.matter.groupId,
    ...(dueAt === undefined ? {} : { dueAt }),
  })
  await changeState(ctx, target, { action: 'topic', text: input.text, data: { call: call.matter.number } })
  return call
}
