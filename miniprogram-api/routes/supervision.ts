import { perform } from '../../database/stage.ts'
import { makePaper } from '../../documents/page/make-paper.ts'
import { memberIdsOfParties } from '../../use-cases/matters/mention-parties.ts'
import { assessMatter, assessMatterSchema } from '../../use-cases/supervision/assess-matter.ts'
import { finishMilestone, finishMilestoneSchema } from '../../use-cases/supervision/finish-milestone.ts'
import { handlingReport } from '../../use-cases/supervision/handling-report.ts'
import { planMilestones, planMilestonesSchema } from '../../use-cases/supervision/plan-milestones.ts'
import { setSource, setSourceSchema } from '../../use-cases/supervision/set-source.ts'
import { supervisionPaper, supervisionPaperSchema } from '../../use-cases/supervision/supervision-paper.ts'
import { describeMilestoneDone, describeMilestones } from '../../wording/supervision.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { defineAction } from './define-action.ts'
import { numberParams } from './params.ts'

const tag = '督查'
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const withoutNumber = { number: true } as const
const on = { path: '/matters', tag }

const actions: readonly Route[] = [
  defineAction(
    'milestones',
    '定序时节点,代替原来的;内容相同的保留完成情况',
    planMilestonesSchema.omit(withoutNumber),
    async (ctx, number, body, wording) => {
      const { matter, milestones } = await planMilestones(ctx, { ...body, number })
      return {
        matter,
        tell: { text: describeMilestones(wording, matter, milestones), memberIds: await memberIdsOfParties(ctx, matter.id) },
      }
    },
    on,
  ),
  defineAction(
    'finish-milestone',
    '节点完成;不写第几个就是最早一个没完成的',
    finishMilestoneSchema.omit(withoutNumber),
    async (ctx, number, body, wording) => {
      const { matter, milestones, position } = await finishMilestone(ctx, { ...body, number })
      return { matter, tell: { text: describeMilestoneDone(wording, number, milestones, position), memberIds: [matter.issuerId] } }
    },
    on,
  ),
  defineAction(
    'source',
    '登记或更正来源',
    setSourceSchema.omit(withoutNumber),
    async (ctx, number, body) => ({ matter: (await setSource(ctx, { ...body, number })).matter }),
    on,
  ),
  defineAction(
    'assess',
    '评价已办结的事项:满意、基本满意、不满意;只告诉承办人',
    assessMatterSchema.omit(withoutNumber),
    async (ctx, number, body) => ({ matter: (await assessMatter(ctx, { ...body, number })).matter }),
    on,
  ),
]

const papers: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/matters/:number/supervision-paper.docx',
    tag,
    summary: '下载督查通知单、交办单、催办单、三色督办单(.docx);制发记入审计日志',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    query: supervisionPaperSchema,
    download: docx,
    // Built in a thread of its own, before the handler's turn at the database.
    ahead: async ({ params, query }, { stage, session }) => {
      const { data, fileName } = await perform(stage, { memberId: session?.memberId ?? null }, (ctx) =>
        supervisionPaper(ctx, { number: params.number, kind: query.kind }),
      )
      return { fileName, bytes: await makePaper('supervision-paper', data) }
    },
    handler: async (_ctx, { ahead }) => ahead,
  }),
  defineRoute({
    method: 'get',
    path: '/matters/:number/handling-report.docx',
    tag,
    summary: '下载办理情况报告(.docx);制发记入审计日志',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    download: docx,
    ahead: async ({ params }, { stage, session }) => {
      const { data, fileName } = await perform(stage, { memberId: session?.memberId ?? null }, (ctx) => handlingReport(ctx, params.number))
      return { fileName, bytes: await makePaper('handling-report', data) }
    },
    handler: async (_ctx, { ahead }) => ahead,
  }),
]

/** Supervision of single tasks and instructions (docs/rules.md, Supervision). */
export const supervisionRoutes: readonly Route[] = [...actions, ...papers]
