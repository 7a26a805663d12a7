import { z } from 'zod'
import { procedureDefinitionSchema } from '../../rules/procedures/definition.ts'
import { actorOf } from '../../use-cases/context.ts'
import { requireSeat } from '../../use-cases/groups/require-seat.ts'
import { tellApplicant } from '../../use-cases/absences/tell-deciders.ts'
import { memberIdsOfParty } from '../../use-cases/matters/mention-parties.ts'
import { tellPeople } from '../../use-cases/outbox/tell-people.ts'
import { answerStep, answerStepSchema } from '../../use-cases/procedures/answer-step.ts'
import { listDefinitions, publishDefinition } from '../../use-cases/procedures/definitions.ts'
import { runningSteps, type FoundProcedure } from '../../use-cases/procedures/find-procedure.ts'
import { listOverruns, listOverrunsSchema } from '../../use-cases/procedures/list-overruns.ts'
import { listProcedures, listProceduresSchema } from '../../use-cases/procedures/list-procedures.ts'
import { openProcedure, openProcedureSchema } from '../../use-cases/procedures/open-procedure.ts'
import { pauseProcedure, pauseProcedureSchema, resumeProcedure, resumeProcedureSchema } from '../../use-cases/procedures/pause-procedure.ts'
import { readProcedure } from '../../use-cases/procedures/read-procedure.ts'
import {
  describePaused,
  describeProcedureOpened,
  describeResumed,
  describeStepAnswered,
  type SpokenStep,
} from '../../wording/procedures.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { pageOf, presentPage } from '../presenters/common.ts'
import { matterBriefSchema, presentMatterBrief } from '../presenters/present-matter.ts'
import { definitionSchema, detailSchema, itemSchema, overrunSchema } from '../presenters/present-procedure.ts'
import { defineAction, wordingOf } from './define-action.ts'
import { numberParams } from './params.ts'

const tag = '办件'
const on = { path: '/procedures', tag }
const limitParam = z.coerce.number().int().min(1).max(100).optional()

const spoken = (found: FoundProcedure): SpokenStep[] =>
  runningSteps(found).map(({ definition, parties, dueAt }) => ({ name: definition.name, answer: definition.answer, parties, dueAt }))

const membersOf = (ctx: Parameters<typeof memberIdsOfParty>[0], parties: readonly string[]): string[] => [
  ...new Set(parties.flatMap((party) => memberIdsOfParty(ctx, party))),
]

const owing = (ctx: Parameters<typeof memberIdsOfParty>[0], steps: readonly SpokenStep[]): string[] =>
  membersOf(
    ctx,
    steps.flatMap(({ parties }) => parties),
  )

/** Procedures, and what went over its limit. */
export const procedureRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/procedures/definitions',
    tag,
    summary: '可用的流程',
    who: 'member',
    scope: 'office',
    response: z.array(definitionSchema),
    handler: async (ctx) => (await listDefinitions(ctx)).map(({ version, definition }) => ({ version, definition })),
  }),
  defineRoute({
    method: 'post',
    path: '/procedures/definitions',
    tag,
    summary: '发布流程(新版本;在办的不受影响)',
    who: ['supervisor', 'director', 'system_admin'],
    scope: 'office',
    body: procedureDefinitionSchema,
    response: definitionSchema,
    statuses: { 201: '已发布' },
    handler: (ctx, { body }) => publishDefinition(ctx, body),
  }),
  defineRoute({
    method: 'get',
    path: '/procedures/overruns',
    tag,
    summary: '电子监察:超过时限的环节',
    who: ['leader', 'director', 'deputy_director', 'supervisor'],
    scope: 'office',
    query: listOverrunsSchema.extend({ limit: limitParam }),
    response: pageOf(overrunSchema),
    handler: async (ctx, { query }) => presentPage(await listOverruns(ctx, query), (item) => item),
  }),
  defineRoute({
    method: 'get',
    path: '/procedures',
    tag,
    summary: '我看得到的办件,新的在前',
    who: 'member',
    scope: 'own',
    query: listProceduresSchema.extend({ limit: limitParam }),
    response: pageOf(itemSchema),
    handler: async (ctx, { query }) => presentPage(await listProcedures(ctx, query), (item) => item),
  }),
  defineRoute({
    method: 'post',
    path: '/procedures',
    tag,
    summary: '按流程申请办件',
    who: 'member',
    scope: 'own',
    body: openProcedureSchema,
    response: matterBriefSchema,
    statuses: { 201: '已提交' },
    handler: async (ctx, { body }) => {
      if (body.groupId !== null) await requireSeat(ctx, body.groupId)
      const found = await openProcedure(ctx, body)
      const { matter, procedure } = found
      const steps = spoken(found)
      const path = procedure.definition.steps.map(({ name }) => name)
      const words = {
        number: matter.number,
        title: matter.title,
        form: procedure.definition.form,
        path,
        dueAt: procedure.dueAt,
        steps,
        applicant: procedure.applicant,
      }
      await tellPeople(ctx, { matter, text: describeProcedureOpened(wordingOf(ctx), words), memberIds: owing(ctx, steps) })
      return presentMatterBrief(matter)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/procedures/:number',
    tag,
    summary: '一件办件:环节、时钟、超时',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    response: detailSchema,
    handler: async (ctx, { params }) => {
      const { found, pause, steps, overruns } = await readProcedure(ctx, params.number)
      const { code, version, definition, applicant, outcome, answer, dueAt } = found.procedure
      return {
        matter: presentMatterBrief(found.matter),
        code,
        version,
        form: definition.form,
        applicant,
        outcome,
        answer,
        dueAt,
        pause,
        steps,
        overruns,
      }
    },
  }),
  defineAction(
    'answer',
    '同意、不同意或办结本环节',
    answerStepSchema.omit({ number: true }),
    async (ctx, number, body, w) => {
      const answered = await answerStep(ctx, { ...body, number })
      const { found, outcome, memberParties } = answered
      const words = {
        number,
        title: found.matter.title,
        names: answered.answered,
        outcome,
        by: actorOf(ctx).name,
        text: body.text,
        steps: spoken(found),
      }
      const text = describeStepAnswered(w, found.matter.kind === 'absence' ? { ...words, completed: '已同意' } : words)
      if (found.matter.kind !== 'absence') return { matter: found.matter, tell: { text, memberIds: membersOf(ctx, memberParties) } }
      await tellApplicant(ctx, answered, text)
      return { matter: found.matter }
    },
    on,
  ),
  defineAction(
    'pause',
    '暂停时钟(写明原因)',
    pauseProcedureSchema.omit({ number: true }),
    async (ctx, number, body) => {
      const { found, cause } = await pauseProcedure(ctx, {
        number,
        reason: body.reason,
        ...(body.cause === undefined ? {} : { cause: body.cause }),
      })
      const text = describePaused(number, cause, body.reason, found.procedure.leftMs)
      return { matter: found.matter, tell: { text, memberIds: [found.matter.issuerId] } }
    },
    on,
  ),
  defineAction(
    'resume',
    '恢复时钟',
    resumeProcedureSchema.omit({ number: true }),
    async (ctx, number, body, w) => {
      const { found, restarted } = await resumeProcedure(ctx, { ...body, number })
      const steps = spoken(found)
      return { matter: found.matter, tell: { text: describeResumed(w, number, restarted, steps), memberIds: owing(ctx, steps) } }
    },
    on,
  ),
]
