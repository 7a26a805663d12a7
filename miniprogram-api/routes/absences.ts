import { z } from 'zod'
import { actorOf } from '../../use-cases/context.ts'
import { comeBack, comeBackSchema } from '../../use-cases/absences/end-absence.ts'
import { listAbsences, listAbsencesSchema } from '../../use-cases/absences/list-absences.ts'
import { reportAbsence, reportAbsenceSchema } from '../../use-cases/absences/report-absence.ts'
import { keyOfAbsence, tellDeciders } from '../../use-cases/absences/tell-deciders.ts'
import { runningSteps } from '../../use-cases/procedures/find-procedure.ts'
import { describeAbsenceAsked } from '../../wording/absences.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { instant, namedOrNull, namedSchema } from '../presenters/common.ts'
import { matterBriefSchema, presentMatterBrief, stateSchema } from '../presenters/present-matter.ts'
import { defineAction, wordingOf } from './define-action.ts'

const absenceSchema = z
  .strictObject({
    number: z.int(),
    member: namedSchema,
    state: stateSchema,
    fromDay: z.string(),
    toDay: z.string(),
    place: z.string().nullable(),
    reason: z.string(),
    presiding: namedOrNull,
    reportedLate: z.boolean().describe('晚于出发报备'),
    returnedAt: instant.nullable(),
  })
  .meta({ id: 'Absence' })

/** Who is away: for the office's leaders, and for oneself. */
export const absenceRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/absences',
    tag: '外出报备',
    summary: '谁外出了:办公室领导看全部,其他人只看自己',
    who: 'member',
    scope: 'own',
    query: listAbsencesSchema,
    response: z.array(absenceSchema),
    handler: (ctx, { query }) => listAbsences(ctx, query),
  }),
  defineRoute({
    method: 'post',
    path: '/absences',
    tag: '外出报备',
    summary: '外出报备(仅办公室领导可见)',
    who: 'member',
    scope: 'own',
    body: reportAbsenceSchema,
    response: matterBriefSchema,
    statuses: { 201: '已登记' },
    handler: async (ctx, { body }) => {
      const { found, absence } = await reportAbsence(ctx, body)
      const { matter } = found
      const presiding = absence.presidingId === null ? null : (ctx.office.directory.findMember(absence.presidingId)?.name ?? null)
      const words = {
        number: matter.number,
        fromDay: body.fromDay,
        toDay: body.toDay,
        reason: body.reason,
        presiding,
        reportedLate: absence.reportedLate,
        isShort: false,
        deciders: [],
      }
      const parties = [...new Set(runningSteps(found).flatMap((step) => step.parties))]
      await tellDeciders(ctx, {
        key: keyOfAbsence(matter),
        parties,
        text: describeAbsenceAsked(wordingOf(ctx), words, actorOf(ctx).name),
      })
      return presentMatterBrief(matter)
    },
  }),
  defineAction(
    'return',
    '销假',
    comeBackSchema.omit({ number: true }),
    async (ctx, number, body) => ({ matter: await comeBack(ctx, { ...body, number }) }),
    { path: '/absences', tag: '外出报备' },
  ),
]
