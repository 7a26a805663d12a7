import { z } from 'zod'
import { instant, namedOrNull, namedSchema } from './common.ts'
import { matterBriefSchema, stateSchema } from './present-matter.ts'

/** A procedure in force. */
export const definitionSchema = z
  .strictObject({ version: z.int().describe('0 为内置'), definition: z.unknown().describe('环节、责任方、时限') })
  .meta({ id: 'ProcedureDefinition' })

/** A procedure in a list, with the steps that run. */
export const itemSchema = z
  .strictObject({
    number: z.int(),
    title: z.string(),
    code: z.string(),
    state: stateSchema,
    outcome: z.enum(['completed', 'refused']).nullable(),
    applicant: z.string().nullable().describe('外部申请人'),
    issuer: namedSchema,
    unit: namedSchema,
    createdAt: instant,
    dueAt: instant.nullable(),
    closedAt: instant.nullable(),
    running: z.array(z.strictObject({ name: z.string(), parties: z.array(z.string()), dueAt: instant.nullable() })).describe('现在的环节'),
  })
  .meta({ id: 'ProcedureItem' })

/** A limit that was gone over. */
export const overrunSchema = z
  .strictObject({
    number: z.int(),
    title: z.string(),
    step: z.string().describe('环节,或“全程”'),
    parties: z.array(z.string()),
    dueAt: instant,
    settledAt: instant.nullable(),
    lateMs: z.number().nullable().describe('超时的工作时间(毫秒);未办为空'),
  })
  .meta({ id: 'ProcedureOverrun' })

const stepSchema = z.strictObject({
  name: z.string(),
  content: z.string(),
  stage: z.int().describe('同一数字的环节并行'),
  state: z.enum(['waiting', 'running', 'done', 'refused']),
  parties: z.array(z.string()),
  startedAt: instant.nullable(),
  dueAt: instant.nullable(),
  leftMs: z.number().nullable().describe('暂停时剩余的工作时间(毫秒)'),
  finishedAt: instant.nullable(),
  finishedBy: namedOrNull,
  answer: z.string().nullable(),
})

/** One procedure: steps, clocks, what went over its limit. */
export const detailSchema = z
  .strictObject({
    matter: matterBriefSchema,
    code: z.string(),
    version: z.int(),
    form: z.enum(['immediate', 'promised', 'joint']).describe('即办件、承诺件、联办件'),
    applicant: z.string().nullable(),
    outcome: z.enum(['completed', 'refused']).nullable(),
    answer: z.string().nullable(),
    dueAt: instant.nullable().describe('全程时限'),
    pause: z.union([
      z.strictObject({ cause: z.enum(['documents', 'third_party', 'other']), reason: z.string(), since: instant }),
      z.null(),
    ]),
    steps: z.array(stepSchema),
    overruns: z.array(z.strictObject({ step: z.string(), dueAt: instant, settledAt: instant.nullable(), lateMs: z.number().nullable() })),
  })
  .meta({ id: 'ProcedureDetail' })
