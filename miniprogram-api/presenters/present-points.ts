import { z } from 'zod'
import type { PointLine } from '../../use-cases/points/explain-points.ts'
import type { IncidentLine } from '../../use-cases/points/point-incidents.ts'
import { instant, namedOrNull, namedSchema } from './common.ts'

const points = z.int().describe('积分,以百分之一分计')

export const pointLineSchema = z
  .strictObject({
    day: z.string(),
    unit: namedSchema,
    member: namedOrNull,
    number: z.int().nullable().describe('信息编号'),
    title: z.string().nullable(),
    rule: z.string().describe('规则编号'),
    ruleSet: z.string().describe('规则集的执行日期'),
    kind: z.string().describe('report、adoption、instruction、incident、period、bound、zero'),
    points,
    note: z.string().describe('计分说明'),
  })
  .meta({ id: 'PointLine' })

export const presentPointLine = (line: PointLine): z.input<typeof pointLineSchema> => line

export const rankingSchema = z
  .strictObject({ ranking: z.boolean().describe('表中列名次'), instructionPoints: z.boolean().describe('批示计分') })
  .meta({ id: 'RankingSwitch' })

export const rulesSchema = z
  .strictObject({
    rules: z.array(z.looseObject({})).describe('规则集,写法见积分规则'),
    reason: z.string().nullable(),
    changedBy: namedOrNull,
    changedAt: instant.nullable(),
    ranking: rankingSchema,
  })
  .meta({ id: 'PointsRules' })

export const incidentSchema = z
  .strictObject({
    id: z.string(),
    unit: namedSchema,
    member: namedOrNull,
    kind: z.string(),
    name: z.string().describe('情形'),
    day: z.string(),
    points: points.nullable().describe('录入的分值,以百分之一分计;由规则确定的为空'),
    reason: z.string(),
    number: z.int().nullable().describe('相关信息编号'),
    recordedBy: namedOrNull.describe('为空即自动登记'),
    revoked: z.boolean(),
  })
  .meta({ id: 'PointIncident' })

export const presentIncident = (line: IncidentLine): z.input<typeof incidentSchema> => line
