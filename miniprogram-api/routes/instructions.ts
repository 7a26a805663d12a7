import { z } from 'zod'
import { requireSeat } from '../../use-cases/groups/require-seat.ts'
import { instructAgain, instructAgainSchema } from '../../use-cases/instructions/instruct-again.ts'
import { listMyInstructions, listMyInstructionsSchema } from '../../use-cases/instructions/list-my-instructions.ts'
import { openInstruction, openInstructionSchema } from '../../use-cases/instructions/open-instruction.ts'
import { readInstruction } from '../../use-cases/instructions/read-instruction.ts'
import { turnIntoSubmission } from '../../use-cases/instructions/turn-into-submission.ts'
import { memberIdsOfParty } from '../../use-cases/matters/mention-parties.ts'
import { tellPeople } from '../../use-cases/outbox/tell-people.ts'
import { tellNext } from '../../use-cases/submissions/tell-next.ts'
import { describeInstruction, describeNextRound } from '../../wording/instructions.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { instant, namedSchema, pageOf, presentPage } from '../presenters/common.ts'
import { matterBriefSchema, presentMatterBrief, stateSchema } from '../presenters/present-matter.ts'
import { defineAction, wordingOf } from './define-action.ts'
import { numberParams } from './params.ts'

const tag = '批示'

const answeredSchema = z
  .strictObject({
    number: z.int(),
    title: z.string(),
    state: stateSchema,
    dueAt: instant.nullable(),
    round: z.int().describe('第几轮'),
    answer: z.string().nullable().describe('书面办理情况;为空即还没有'),
    progress: z.union([z.strictObject({ text: z.string(), at: instant }), z.null()]).describe('最近一次进展'),
    parties: z.array(z.strictObject({ party: z.string(), name: z.string(), role: z.enum(['responsible', 'assisting']) })),
  })
  .meta({ id: 'AnsweredInstruction' })

const detailSchema = z
  .strictObject({
    matter: matterBriefSchema,
    text: z.string().describe('批示原文'),
    leader: namedSchema,
    on: z.union([z.strictObject({ number: z.int() }), z.null()]).describe('批在哪件事项上'),
    paper: z.union([z.strictObject({ title: z.string(), number: z.string().nullable() }), z.null()]).describe('批在哪份文件上'),
    givenOn: z.string().describe('批示日期'),
    fromPaper: z.boolean().describe('由督查科等代登记'),
    round: z.int().describe('第几轮'),
    answer: z.string().nullable().describe('书面办理情况;为空即还没有'),
  })
  .meta({ id: 'InstructionDetail' })

/** Leaders' instructions and their answers; progress, 办结, 确认, 退回 and the rest are the actions of any matter. */
export const instructionRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/instructions',
    tag,
    summary: '批示;督查科可代登记',
    who: 'member',
    scope: 'own',
    body: openInstructionSchema,
    response: matterBriefSchema,
    statuses: { 201: '已登记' },
    handler: async (ctx, { body }) => {
      if (body.groupId !== null) await requireSeat(ctx, body.groupId)
      const { matter, parties, limit, askedIds } = await openInstruction(ctx, body)
      const { directory } = ctx.office
      const nameOf = (id: string): string => directory.findMember(id)?.name ?? ''
      const text = describeInstruction(wordingOf(ctx), {
        number: matter.number,
        title: matter.title,
        leader: nameOf(matter.issuerId),
        parties,
        on: body.number === undefined ? null : { number: body.number },
        paper: body.paperTitle === undefined ? null : `《${body.paperTitle}》`,
        limit,
        askedNames: askedIds.map(nameOf),
        words: body.text,
      })
      const memberIds = [...parties.flatMap(({ party }) => memberIdsOfParty(ctx, party)), ...askedIds]
      await tellPeople(ctx, { matter, text, memberIds })
      return presentMatterBrief(matter)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/instructions/mine',
    tag,
    summary: '我的批示与回音',
    who: 'member',
    scope: 'own',
    query: listMyInstructionsSchema.extend({ limit: z.coerce.number().int().min(1).max(100).optional() }),
    response: pageOf(answeredSchema),
    handler: async (ctx, { query }) =>
      presentPage(await listMyInstructions(ctx, query), ({ parties, ...item }) => ({
        ...item,
        parties: parties.map(({ party, name, role }) => ({ party, name, role })),
      })),
  }),
  defineRoute({
    method: 'get',
    path: '/instructions/:number',
    tag,
    summary: '一件批示:批在哪里、第几轮、书面办理情况',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    response: detailSchema,
    handler: async (ctx, { params }) => {
      const { matter, ...detail } = await readInstruction(ctx, params.number)
      return { ...detail, matter: presentMatterBrief(matter), text: matter.body }
    },
  }),
  defineAction(
    'again',
    '再批示(新的一轮)',
    instructAgainSchema.omit({ number: true }),
    async (ctx, number, body, w) => {
      const { matter, round, askedIds, owing } = await instructAgain(ctx, { ...body, number })
      const { directory } = ctx.office
      const nameOf = (id: string): string => directory.findMember(id)?.name ?? ''
      const text = describeNextRound(w, {
        number,
        round,
        dueAt: matter.dueAt,
        leader: nameOf(matter.issuerId),
        askedNames: askedIds.map(nameOf),
        words: body.text,
      })
      return { matter, tell: { text, memberIds: [...owing.flatMap((party) => memberIdsOfParty(ctx, party)), ...askedIds] } }
    },
    { path: '/instructions', tag },
  ),
  defineRoute({
    method: 'post',
    path: '/instructions/:number/submission',
    tag,
    summary: '办理情况转为信息',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    response: matterBriefSchema,
    statuses: { 201: '已报送' },
    handler: async (ctx, { params }) => {
      const opened = await turnIntoSubmission(ctx, { number: params.number })
      await tellNext(ctx, opened)
      return presentMatterBrief(opened.matter)
    },
  }),
]
