import { z } from 'zod'
import { consult } from '../../database/stage.ts'
import { makePaper } from '../../documents/page/make-paper.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { arrangeIssue, arrangeIssueSchema } from '../../use-cases/issues/arrange-issue.ts'
import { cancelIssue } from '../../use-cases/issues/cancel-issue.ts'
import { createIssue, createIssueSchema } from '../../use-cases/issues/create-issue.ts'
import { issueDocument, issueFileName } from '../../use-cases/issues/issue-document.ts'
import { passIssue, passIssueSchema } from '../../use-cases/issues/pass-issue.ts'
import { publishIssue } from '../../use-cases/issues/publish-issue.ts'
import { readIssue } from '../../use-cases/issues/read-issue.ts'
import { sendBackIssue, sendBackIssueSchema } from '../../use-cases/issues/send-back-issue.ts'
import { signIssue, signIssueSchema } from '../../use-cases/issues/sign-issue.ts'
import { tellTurn } from '../../use-cases/issues/tell-turn.ts'
import { withdrawIssue, withdrawIssueSchema } from '../../use-cases/issues/withdraw-issue.ts'
import { describeIssueSentBack, describeIssueSigned } from '../../wording/issues.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { issueSchema, presentIssue } from '../presenters/present-issue.ts'
import { defineAction } from './define-action.ts'
import { numberParams } from './params.ts'

const tag = '刊物'
const on = { path: '/issues', tag }
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const withoutNumber = { number: true } as const

const present = async (ctx: UseCaseContext, number: number): Promise<z.input<typeof issueSchema>> =>
  presentIssue(await readIssue(ctx, number))

const compiling: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/issues',
    tag,
    summary: '编发:把信息编成一期(信息科)',
    who: 'member',
    scope: 'own',
    body: createIssueSchema,
    response: issueSchema,
    statuses: { 201: '已编' },
    handler: async (ctx, { body }) => present(ctx, (await createIssue(ctx, body)).matter.number),
  }),
  defineRoute({
    method: 'get',
    path: '/issues/:number',
    tag,
    summary: '一期的全文、审核进度和签发记录;编入后又改过的条目 newestVersion 大于 version',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    response: issueSchema,
    handler: (ctx, { params }) => present(ctx, params.number),
  }),
  defineRoute({
    method: 'put',
    path: '/issues/:number/arrangement',
    tag,
    summary: '编排:条目、顺序、刊登标题、形式、编者按;条目要换最新版写 newest',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    body: arrangeIssueSchema.omit(withoutNumber),
    response: issueSchema,
    handler: async (ctx, { params, body }) => {
      await arrangeIssue(ctx, { ...body, number: params.number })
      return present(ctx, params.number)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/issues/:number/docx',
    tag,
    summary: '下载 .docx:签发前是送审稿,签发后有期号和日期',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    download: docx,
    // Built in a thread of its own, before the handler's turn at the database.
    ahead: async ({ params }, { stage, session }) => {
      const { data, fileName } = await consult(stage, { memberId: session?.memberId ?? null }, async (ctx) => {
        const view = await readIssue(ctx, params.number)
        return { data: issueDocument(ctx, view), fileName: issueFileName(view) }
      })
      return { fileName, bytes: await makePaper('issue', data) }
    },
    handler: async (_ctx, { ahead }) => ahead,
  }),
]

const deciding: readonly Route[] = [
  defineAction(
    'request-signature',
    '送签:进入刊物的审核流程',
    passIssueSchema.omit(withoutNumber),
    async (ctx, number, body) => {
      const passed = await passIssue(ctx, { ...body, number, expects: 'request' })
      await tellTurn(ctx, passed)
      return { matter: passed.found.matter }
    },
    on,
  ),
  defineAction(
    'pass',
    '审核通过,转下一道(最后一道是签发)',
    passIssueSchema.omit(withoutNumber),
    async (ctx, number, body) => {
      const passed = await passIssue(ctx, { ...body, number, expects: 'pass' })
      await tellTurn(ctx, passed)
      return { matter: passed.found.matter }
    },
    on,
  ),
  defineAction(
    'sign',
    '签发:取期号,签发当天为刊物日期',
    signIssueSchema.omit(withoutNumber),
    async (ctx, number, body, wording) => {
      const { found, asDeputy, onBehalfOfId } = await signIssue(ctx, { ...body, number })
      const text = describeIssueSigned(wording, { ...found.issue, number, asDeputy, onBehalfOfId })
      return { matter: found.matter, tell: { text, memberIds: [found.matter.issuerId] } }
    },
    on,
  ),
  defineAction(
    'send-back',
    '退回编辑(写明原因)',
    sendBackIssueSchema.omit(withoutNumber),
    async (ctx, number, body) => {
      const { matter } = await sendBackIssue(ctx, { ...body, number })
      return { matter, tell: { text: describeIssueSentBack(number, body.reason), memberIds: [matter.issuerId] } }
    },
    on,
  ),
  defineAction(
    'publish',
    '印发:其中信息即算本刊采用',
    z.strictObject({}),
    async (ctx, number) => ({ matter: (await publishIssue(ctx, { number })).found.matter }),
    on,
  ),
  defineAction(
    'withdraw',
    '撤刊(写明原因):期号不再使用,信息退回采编',
    withdrawIssueSchema.omit(withoutNumber),
    async (ctx, number, body) => ({ matter: (await withdrawIssue(ctx, { ...body, number })).found.matter }),
    on,
  ),
  defineAction(
    'cancel',
    '撤销还没签发的一期(写明原因)',
    withdrawIssueSchema.omit(withoutNumber),
    async (ctx, number, body) => ({ matter: await cancelIssue(ctx, { ...body, number }) }),
    on,
  ),
]

/** From submissions to a signed and published issue (docs/rules.md, Issues). */
export const issueRoutes: readonly Route[] = [...compiling, ...deciding]
