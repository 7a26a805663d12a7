import { LessThanOrEqual, MoreThanOrEqual } from 'typeorm'
import { z } from 'zod'
import { Absence, Matter } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { Problem } from '../../rules/problems.ts'
import { describeDays } from '../../wording/absences.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { parseSaid } from '../parse-input.ts'
import { getDefinition } from '../procedures/definitions.ts'
import type { FoundProcedure } from '../procedures/find-procedure.ts'
import { beginProcedure } from '../procedures/open-procedure.ts'

export const reportAbsenceSchema = z
  .strictObject({
    fromDay: z.iso.date('日期写成 YYYY-MM-DD'),
    toDay: z.iso.date('日期写成 YYYY-MM-DD'),
    reason: z.string().trim().min(1, '请写明外出事由').max(1_000, '外出事由不超过 1000 字'),
    place: z.string().trim().min(1).max(40, '去向不超过 40 字').nullable().default(null),
    presidingId: z.string().length(26).nullable().default(null),
  })
  .refine(({ fromDay, toDay }) => fromDay <= toDay, '外出的起止日期前后颠倒')

export type ReportAbsenceInput = z.input<typeof reportAbsenceSchema>

export interface ReportedAbsence {
  found: FoundProcedure
  absence: Absence
}

/** Somebody is away once at a time: the same days are not reported twice. */
const refuseOverlap = async (ctx: UseCaseContext, memberId: string, fromDay: string, toDay: string): Promise<void> => {
  const near = await ctx.tx.findBy(Absence, { memberId, fromDay: LessThanOrEqual(toDay), toDay: MoreThanOrEqual(fromDay) })
  for (const { matterId } of near) {
    const { number, state } = await ctx.tx.findOneByOrFail(Matter, { id: matterId })
    if (state === 'open' || state === 'signed')
      throw new Problem('conflict', `这几天已报备〔${number}〕;有变动请先 #撤销 ${number} 原因,再重新报备`)
  }
}

const longestAbsenceDays = 366

/** 外出报备: where, from when to when, why, who presides; a late one is taken and marked as such (docs/rules.md, Absences). */
export const reportAbsence = async (ctx: UseCaseContext, raw: ReportAbsenceInput): Promise<ReportedAbsence> => {
  const input = parseSaid(reportAbsenceSchema, raw)
  const actor = actorOf(ctx)
  const { calendar, directory } = ctx.office
  const { fromDay, toDay } = input
  if (calendar.addDays(fromDay, longestAbsenceDays) < toDay) throw new Problem('bad_request', '一次外出不超过一年,请核对日期')
  if (input.presidingId !== null && directory.findMember(input.presidingId) === undefined)
    throw new Problem('bad_request', '没有这位主持工作的人')
  if (input.presidingId === actor.id) throw new Problem('bad_request', '外出期间请另写一位主持工作的人')
  await refuseOverlap(ctx, actor.id, fromDay, toDay)
  const found = await beginProcedure(ctx, await getDefinition(ctx, 'absence'), {
    title: `外出报备:${actor.name} ${describeDays(calendar, fromDay, toDay, ctx.now)}`,
    body: input.reason,
    issuerId: actor.id,
    unitId: actor.unitId,
    applicant: null,
    chosenUnitId: null,
    groupId: null,
    recurrenceId: null,
  })
  const absence: Absence = {
    matterId: found.matter.id,
    memberId: actor.id,
    fromDay,
    toDay,
    place: input.place,
    presidingId: input.presidingId,
    reportedLate: ctx.sentAt > calendar.openOfWork(fromDay),
    endsAt: calendar.closeOfWork(calendar.addWorkingDays(toDay, 1)),
    returnedAt: null,
  }
  await insertRows(ctx.tx, Absence, [absence])
  return { found, absence }
}
