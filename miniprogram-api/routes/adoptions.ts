import { z } from 'zod'
import { perform } from '../../database/stage.ts'
import { adoptionsTemplate } from '../../documents/adoptions/adoptions-template.ts'
import { readAdoptionsTable } from '../../documents/adoptions/read-adoptions-table.ts'
import { importAdoptions } from '../../use-cases/adoptions/import-adoptions.ts'
import { listUses } from '../../use-cases/adoptions/list-adoptions.ts'
import { recordAdoption, recordAdoptionSchema } from '../../use-cases/adoptions/record-adoption.ts'
import {
  recordInstruction,
  recordInstructionSchema,
  revokeInstruction,
  revokeInstructionSchema,
} from '../../use-cases/adoptions/record-instruction.ts'
import { revokeAdoption, revokeAdoptionSchema } from '../../use-cases/adoptions/revoke-adoption.ts'
import { describeAdopted, describeRevoked } from '../../wording/adoptions.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { presentUses, usesSchema } from '../presenters/present-adoption.ts'
import { defineAction } from './define-action.ts'
import { numberParams } from './params.ts'

const tag = '采用'
const on = { path: '/submissions', tag }
const withoutNumber = { number: true } as const
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const press = ['editor', 'director', 'deputy_director'] as const

const single: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/submissions/:number/adoptions',
    tag,
    summary: '一条信息的采用和批示登记',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    response: usesSchema,
    handler: async (ctx, { params }) => presentUses(await listUses(ctx, params.number)),
  }),
  defineAction(
    'adopt',
    '登记上级采用(信息科)',
    recordAdoptionSchema.omit(withoutNumber),
    async (ctx, number, body, wording) => {
      const { matter, adoption } = await recordAdoption(ctx, { ...body, number })
      const text = describeAdopted(wording, number, { ...adoption, day: adoption.adoptedOn })
      return { matter, tell: { text, memberIds: [matter.issuerId] } }
    },
    on,
  ),
  defineAction(
    'revoke-adoption',
    '撤销登记错的采用(信息科);本办公室刊物产生的随撤刊撤销',
    revokeAdoptionSchema.omit(withoutNumber),
    async (ctx, number, body, wording) => {
      const { matter, adoption } = await revokeAdoption(ctx, { ...body, number })
      const text = describeRevoked(wording, number, { ...adoption, day: adoption.adoptedOn })
      return { matter, tell: { text, memberIds: [matter.issuerId] } }
    },
    on,
  ),
  defineAction(
    'instruct',
    '登记领导批示(信息科、督查科、签发人)',
    recordInstructionSchema.omit(withoutNumber),
    async (ctx, number, body) => ({ matter: (await recordInstruction(ctx, { ...body, number })).matter }),
    on,
  ),
  defineAction(
    'revoke-instruction',
    '撤销登记错的批示',
    revokeInstructionSchema.omit(withoutNumber),
    async (ctx, number, body) => ({ matter: (await revokeInstruction(ctx, { ...body, number })).matter }),
    on,
  ),
]

const inBulk: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/adoptions/template',
    tag,
    summary: '下载采用登记表模板(.xlsx)',
    who: press,
    scope: 'office',
    download: xlsx,
    ahead: adoptionsTemplate,
    handler: async (_ctx, { ahead }) => ({ fileName: '采用登记表模板.xlsx', bytes: ahead }),
  }),
  defineRoute({
    method: 'post',
    path: '/adoptions/import',
    tag,
    summary: '批量登记采用:直接上传 .xlsx 或 .csv,最大 5 MB;已登记过的行不影响其余,中断后再传一次即可',
    who: press,
    scope: 'office',
    body: z.instanceof(Buffer),
    upload: [xlsx, 'text/csv', 'application/octet-stream'],
    query: z.strictObject({
      partial: z.boolean().optional().describe('有错行时先登记正确的行'),
      dryRun: z.boolean().optional().describe('只检查,不写入'),
    }),
    response: z
      .strictObject({
        applied: z.boolean().describe('是否已写入;有错行又没有选 partial 时为否'),
        recorded: z.int().describe('登记的采用次数'),
        items: z.int().describe('涉及的信息条数'),
        problems: z.array(z.strictObject({ line: z.int().describe('行号'), reasons: z.array(z.string()) })),
      })
      .meta({ id: 'AdoptionsImported' }),
    inSteps: true,
    // Unpacking and parsing run in a worker; the rows are recorded in short transactions of their own, so that nobody waits for the table.
    ahead: async ({ body, query }, { stage, session }) => {
      const { rows } = await readAdoptionsTable(body)
      const occasion = { memberId: session?.memberId ?? null }
      const options = { partial: query.partial ?? false, dryRun: query.dryRun ?? false }
      return importAdoptions((work) => perform(stage, occasion, work), rows, options)
    },
    handler: async (_ctx, { ahead }) => ahead,
  }),
]

/** Adoptions and leaders' instructions on items, one by one and in bulk (docs/rules.md, Adoptions). */
export const adoptionRoutes: readonly Route[] = [...single, ...inBulk]
