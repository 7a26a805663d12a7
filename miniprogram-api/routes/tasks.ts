import { z } from 'zod'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { requireSeat } from '../../use-cases/groups/require-seat.ts'
import { memberIdsOfParty } from '../../use-cases/matters/mention-parties.ts'
import { tellPeople } from '../../use-cases/outbox/tell-people.ts'
import { createTask, createTaskSchema, type CreatedTask } from '../../use-cases/tasks/create-task.ts'
import { splitTask, splitTaskSchema } from '../../use-cases/tasks/split-task.ts'
import { describeRegistered } from '../../wording/tasks.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { instant } from '../presenters/common.ts'
import { matterBriefSchema, presentMatterBrief } from '../presenters/present-matter.ts'
import { wordingOf } from './define-action.ts'
import { numberParams } from './params.ts'

const createdSchema = z
  .strictObject({
    matter: matterBriefSchema,
    limit: z.enum(['set', 'question', 'recurring']).describe('时限:已定、有疑问(请用 set-due 定)、循环'),
    readings: z.array(z.strictObject({ label: z.string().describe('读法'), dueAt: instant })).describe('时限有疑问时的几种读法'),
    byDefault: z.boolean().describe('没写时限,按紧急程度默认'),
    similar: z.strictObject({ number: z.int(), title: z.string() }).nullable().describe('相似的在办任务'),
    nextMorning: instant.nullable().describe('下班后发布的一般任务,可改到这个时刻'),
  })
  .meta({ id: 'CreatedTask' })

const presentCreated = ({ matter, limit, similar, nextMorning }: CreatedTask): z.input<typeof createdSchema> => ({
  matter: presentMatterBrief(matter),
  limit: limit.kind,
  readings: limit.kind === 'question' ? limit.readings.map(({ label, due }) => ({ label, dueAt: due })) : [],
  byDefault: limit.kind === 'set' && limit.byDefault !== null,
  similar: similar && { number: similar.number, title: similar.title },
  nextMorning,
})

/** Those who owe hear of it as if it had been posted in the chat. */
const tellParties = (ctx: UseCaseContext, created: CreatedTask): Promise<void> => {
  const { matter, parties, limit, similar, nextMorning } = created
  const issuedFor = matter.postedById === null ? null : (ctx.office.directory.findMember(matter.issuerId)?.name ?? null)
  const text = describeRegistered(wordingOf(ctx), { ...matter, parties, limit, similar, nextMorning, issuedFor })
  return tellPeople(ctx, { matter, text, memberIds: parties.flatMap(({ party }) => memberIdsOfParty(ctx, party)) })
}

/** 任务 and 分解. */
export const taskRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/tasks',
    tag: '办理',
    summary: '立项',
    who: 'member',
    scope: 'own',
    body: createTaskSchema.omit({ parentId: true }),
    response: createdSchema,
    statuses: { 201: '已立项' },
    handler: async (ctx, { body }) => {
      if (body.groupId !== null) await requireSeat(ctx, body.groupId)
      const created = await createTask(ctx, body)
      await tellParties(ctx, created)
      return presentCreated(created)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/matters/:number/split',
    tag: '办理',
    summary: '分解为子任务',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    body: splitTaskSchema.omit({ number: true }),
    response: z.strictObject({ number: z.int(), children: z.array(createdSchema) }),
    statuses: { 201: '已分解' },
    handler: async (ctx, { params, body }) => {
      const { number, children } = await splitTask(ctx, { ...body, number: params.number })
      for (const child of children) await tellParties(ctx, child)
      return { number, children: children.map(presentCreated) }
    },
  }),
]
