import { z } from 'zod'
import type { QuotaLine } from '../../use-cases/quotas/read-quotas.ts'
import type { StatisticsReport } from '../../use-cases/statistics/report-statistics.ts'
import { namedSchema } from './common.ts'

const percent = z.number().describe('百分数,一位小数')
const percentOrNull = z.number().nullable().describe('百分数,一位小数;分母为零时为空')

const measuresSchema = z
  .strictObject({
    reported: z.int().describe('报送'),
    problems: z.int().describe('其中报忧'),
    adopted: z.int().describe('采用(首次采用计在其当月)'),
    adoptions: z.int().describe('采用次数'),
    instructed: z.int().describe('领导批示'),
    points: z.int().describe('积分,以百分之一分计'),
  })
  .meta({ id: 'Measures' })

export const statisticsSchema = z
  .strictObject({
    by: z.string(),
    from: z.string().describe('YYYY-MM'),
    to: z.string().describe('YYYY-MM'),
    rows: z.array(
      z.strictObject({
        subject: z.string().describe('单位或人员的 id、类别代码、刊物、级别、月份 …'),
        name: z.string(),
        unitClass: z.string().nullable(),
        period: measuresSchema,
        yearToDate: measuresSchema,
        adoptionRate: percentOrNull,
        instructionRate: percentOrNull,
        reportedShare: percent.describe('占报送总数,整列合计 100.0'),
        adoptedShare: percent.describe('占采用总数,整列合计 100.0'),
        problemShare: percentOrNull.describe('报忧占本行报送'),
        positiveShare: percentOrNull.describe('报喜占本行报送,与报忧合计 100.0'),
        quotaPercent: z.number().nullable().describe('任务完成百分数,不封顶;没有任务、或须看 /quotas 的为空'),
      }),
    ),
    total: z.strictObject({
      period: measuresSchema,
      yearToDate: measuresSchema,
      adoptionRate: percentOrNull,
      instructionRate: percentOrNull,
    }),
  })
  .meta({ id: 'Statistics' })

export const presentStatistics = (report: StatisticsReport): z.input<typeof statisticsSchema> => report

export const quotaSchema = z
  .strictObject({
    kind: z.enum(['unit', 'officer']),
    who: namedSchema,
    unit: namedSchema,
    label: z.string(),
    per: z.string().describe('week、month、quarter、half、year'),
    period: z.string().describe('2026-11、2026-Q4、2026 …'),
    from: z.string(),
    to: z.string(),
    isOver: z.boolean(),
    measure: z.enum(['item', 'point']).describe('按条数还是按分;分以百分之一计'),
    required: z.number(),
    done: z.number(),
    missing: z.number(),
    percent: z.number().nullable().describe('完成百分数,不封顶'),
    isMet: z.boolean(),
    isBinding: z.boolean().describe('否即鼓励性任务'),
  })
  .meta({ id: 'Quota' })

export const presentQuota = (line: QuotaLine): z.input<typeof quotaSchema> => line
