import { z } from 'zod'
import { assessments, sourceKinds } from '../../rules/supervision.ts'
import type { LedgerRow } from '../../documents/supervision/build-ledger-xlsx.ts'
import type { SupervisionSummary } from '../../use-cases/supervision/read-summary.ts'
import type { SupervisionView } from '../../use-cases/supervision/view-supervision.ts'
import { instant, namedOrNull, namedSchema } from './common.ts'

/** Source, steps and assessment of a task or instruction. */
export const supervisionSchema = z
  .strictObject({
    source: z.strictObject({
      kind: z.enum(sourceKinds).describe('批示、会议、文件、群消息'),
      text: z.string().nullable().describe('来源的原话'),
    }),
    milestones: z
      .array(z.strictObject({ title: z.string(), dueAt: instant, doneAt: instant.nullable(), doneBy: namedOrNull }))
      .describe('序时节点'),
    assessment: z.enum(assessments).nullable().describe('满意、基本满意、不满意;未评价为空'),
  })
  .meta({ id: 'Supervision' })

/** A person's id stays inside where their name is said. */
export const presentSupervision = ({ source, milestones, assessment }: SupervisionView): z.input<typeof supervisionSchema> => ({
  source,
  milestones: milestones.map(({ title, dueAt, doneAt, doneBy }) => ({ title, dueAt, doneAt, doneBy })),
  assessment,
})

const figuresSchema = z.strictObject({
  opened: z.int().describe('本月立项'),
  closed: z.int().describe('本月办结'),
  inTime: z.int().describe('按期办结'),
  late: z.int().describe('逾期办结'),
  going: z.int().describe('月末在办'),
  overdue: z.int().describe('在办已逾期'),
})

const rate = z.number().nullable()

const ratesSchema = z.strictObject({
  closedRate: rate.describe('办结率:办结占办结与在办之和,百分数'),
  inTimeRate: rate.describe('按期率:按期办结占办结,百分数'),
  shares: z
    .strictObject({ inTime: z.number(), late: z.number(), goingInTime: z.number(), overdue: z.number() })
    .nullable()
    .describe('按期办结、逾期办结、在办未到期、在办已逾期各占多少,合计 100.0'),
})

/** The monthly summary. */
export const summarySchema = z
  .strictObject({
    month: z.string(),
    office: z.strictObject({ counts: figuresSchema, rates: ratesSchema }).nullable().describe('全部;只看本单位的人为空'),
    units: z.array(z.strictObject({ unit: namedSchema, counts: figuresSchema, rates: ratesSchema })).describe('按单位,不排名'),
  })
  .meta({ id: 'SupervisionSummary' })

export const presentSummary = (summary: SupervisionSummary): z.input<typeof summarySchema> => summary

/** One line of the ledger, in the columns that offices keep. */
export const ledgerRowSchema = z
  .strictObject({
    number: z.int().describe('编号'),
    source: z.string().describe('来源'),
    matter: z.string().describe('事项'),
    leader: z.string().describe('领导'),
    assignedAt: instant.nullable().describe('交办时间'),
    lead: z.array(z.string()).describe('牵头'),
    assisting: z.array(z.string()).describe('配合'),
    dueAt: instant.nullable().describe('时限'),
    progress: z.string().describe('进展'),
    state: z.string().describe('状态'),
    light: z.string().describe('灯;已办结、已撤销的为空'),
    feedbackAt: instant.nullable().describe('反馈时间'),
    note: z.string().describe('备注'),
  })
  .meta({ id: 'SupervisionLedgerRow' })

export const presentLedgerRow = ({ light, lead, assisting, ...row }: LedgerRow): z.input<typeof ledgerRowSchema> => ({
  ...row,
  lead: [...lead],
  assisting: [...assisting],
  light: light.name,
})
