import { z } from 'zod'
import { readRosterTable } from '../../documents/tables/read-roster-table.ts'
import { rosterTemplate } from '../../documents/tables/roster-template.ts'
import { allQuiet, allQuietSchema, reportFinding, reportFindingSchema } from '../../use-cases/watches/answer-slot.ts'
import { handOverShift, handOverShiftSchema } from '../../use-cases/watches/hand-over-shift.ts'
import { importRoster } from '../../use-cases/watches/import-roster.ts'
import { openWatch, openWatchSchema } from '../../use-cases/watches/open-watch.ts'
import { planWatch, planWatchSchema } from '../../use-cases/watches/plan-watch.ts'
import { readWatch, readWatchSchema } from '../../use-cases/watches/read-watch.ts'
import { answerSwap, answerSwapSchema } from '../../use-cases/watches/answer-swap.ts'
import { endWatch, endWatchSchema } from '../../use-cases/watches/end-watch.ts'
import { askSwap, askSwapSchema } from '../../use-cases/watches/swap-shift.ts'
import { withdrawSwap, withdrawSwapSchema } from '../../use-cases/watches/withdraw-swap.ts'
import { getWatch } from '../../use-cases/watches/find-watch.ts'
import type { PlannedWatch } from '../../use-cases/watches/write-plan.ts'
import { memberIdsOfParty } from '../../use-cases/matters/mention-parties.ts'
import { tellPeople } from '../../use-cases/outbox/tell-people.ts'
import { describeFound } from '../../wording/watches.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { instant, namedSchema } from '../presenters/common.ts'
import { matterBriefSchema, presentMatterBrief } from '../presenters/present-matter.ts'
import { defineAction, wordingOf } from './define-action.ts'
import { numberParams } from './params.ts'

const tag = '值班'
const on = { path: '/watches', tag }
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const plannedSchema = z
  .strictObject({
    matter: matterBriefSchema,
    planned: z.int().describe('排了几个时段'),
    passed: z.int().describe('已经开始、没有改动的时段'),
    replaced: z.int().describe('改由别人值的时段'),
  })
  .meta({ id: 'PlannedWatch' })

const presentPlanned = ({ matter, planned, passed, slots }: PlannedWatch): z.input<typeof plannedSchema> => ({
  matter: presentMatterBrief(matter),
  planned,
  passed,
  replaced: slots.filter(({ beforeId, memberId }) => beforeId !== null && beforeId !== memberId).length,
})

const watchSchema = z
  .strictObject({
    matter: matterBriefSchema,
    form: z.enum(['duty', 'opinion']).describe('值班、舆情监测'),
    slots: z.array(
      z.strictObject({
        day: z.string(),
        fromAt: instant,
        toAt: instant,
        member: namedSchema,
        state: z.enum(['planned', 'open', 'quiet', 'found', 'missed', 'lapsed']).describe('待值、在值、无异常、有情况、未报、系统未开班'),
        closedAt: instant.nullable(),
        text: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Watch' })

/** Rosters: who is on watch when, and what came of it; no count by person. */
export const watchRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/watches',
    tag,
    summary: '建立值班表',
    who: 'member',
    scope: 'own',
    body: openWatchSchema,
    response: matterBriefSchema,
    statuses: { 201: '已建立' },
    handler: async (ctx, { body }) => {
      const { remindMinutes, ...input } = body
      return presentMatterBrief((await openWatch(ctx, { ...input, ...(remindMinutes === undefined ? {} : { remindMinutes }) })).matter)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/watches/roster-template',
    tag,
    summary: '下载排班表模板(.xlsx)',
    who: 'member',
    scope: 'office',
    download: xlsx,
    ahead: rosterTemplate,
    handler: async (_ctx, { ahead }) => ({ fileName: '排班表模板.xlsx', bytes: ahead }),
  }),
  defineRoute({
    method: 'get',
    path: '/watches/:number',
    tag,
    summary: '一张值班表(默认今天起七天)',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    query: readWatchSchema,
    response: watchSchema,
    handler: async (ctx, { params, query }) => {
      const { found, slots } = await readWatch(ctx, params.number, query)
      return { matter: presentMatterBrief(found.matter), form: found.watch.form, slots }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/watches/:number/plan',
    tag,
    summary: '排班',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    body: planWatchSchema.omit({ number: true }),
    response: plannedSchema,
    handler: async (ctx, { params, body }) => {
      const lines = body.lines.map(({ shift, from, to, ...line }) => ({
        ...line,
        ...(shift === undefined ? {} : { shift }),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      }))
      return presentPlanned(await planWatch(ctx, { number: params.number, lines }))
    },
  }),
  defineRoute({
    method: 'post',
    path: '/watches/:number/roster',
    tag,
    summary: '导入排班表:.xlsx 或 .csv(日期、姓名、单位代码、班次、开始、结束),最大 5 MB',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    body: z.instanceof(Buffer),
    upload: [xlsx, 'text/csv', 'application/octet-stream'],
    response: plannedSchema,
    ahead: async ({ body }) => readRosterTable(body),
    handler: async (ctx, { params, ahead }) => presentPlanned(await importRoster(ctx, params.number, ahead)),
  }),
  defineAction(
    'all-quiet',
    '本时段无异常',
    allQuietSchema.omit({ number: true }),
    async (ctx, number, body) => ({ matter: (await allQuiet(ctx, { ...body, number })).matter }),
    on,
  ),
  defineAction(
    'finding',
    '报告发现的情况',
    reportFindingSchema.omit({ number: true }),
    async (ctx, number, body) => {
      const { opened, dutyUnitId, urgent } = await reportFinding(ctx, { ...body, number })
      const text = describeFound(wordingOf(ctx), { number, opened, dutyUnitId })
      if (!urgent) await tellPeople(ctx, { matter: opened, text, memberIds: memberIdsOfParty(ctx, `u:${dutyUnitId}`) })
      return { matter: opened }
    },
    on,
  ),
  defineAction(
    'swap',
    '申请换班(对方同意后生效)',
    askSwapSchema.omit({ number: true }),
    async (ctx, number, body) => ({ matter: (await askSwap(ctx, { ...body, number })).matter }),
    on,
  ),
  defineAction(
    'withdraw-swap',
    '撤回还没有答复的换班申请',
    withdrawSwapSchema.omit({ number: true }),
    async (ctx, number, body) => ({ matter: (await withdrawSwap(ctx, { ...body, number })).matter }),
    on,
  ),
  defineAction(
    'end',
    '结束值班',
    endWatchSchema.omit({ number: true }),
    async (ctx, number, body) => ({ matter: await endWatch(ctx, { ...body, number }) }),
    on,
  ),
  defineAction(
    'answer-swap',
    '同意或不同意换班',
    answerSwapSchema.omit({ number: true }),
    async (ctx, number, body) => {
      await answerSwap(ctx, { ...body, number })
      return { matter: (await getWatch(ctx, number)).matter }
    },
    on,
  ),
  defineAction(
    'hand-over',
    '把在值的班交给别人',
    handOverShiftSchema.omit({ number: true }),
    async (ctx, number, body) => ({ matter: (await handOverShift(ctx, { ...body, number })).matter }),
    on,
  ),
]
