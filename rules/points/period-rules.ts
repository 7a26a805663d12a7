import { z } from 'zod'
import {
  adoptionFields,
  countField,
  exactlyOne,
  matching,
  nameField,
  percentField,
  pointsField,
  ruleFields,
  strict,
  unitFields,
  wonPointsField,
} from './rule-fields.ts'

const lengthField = z.enum(['week', 'month', 'quarter', 'half', 'year'], { error: '周期写成 week、month、quarter、half 或 year' })
const longLengthField = z.enum(['month', 'quarter', 'half', 'year'], { error: '周期写成 month、quarter、half 或 year' })

const countableField = z.enum(['reported', 'adopted', 'adoptions'], {
  error: '数什么写成 reported(报送条数)、adopted(采用条数)或 adoptions(采用次数)',
})

const { category, tone, called, form, event, level, publication } = adoptionFields
const filteredCount = strict({ what: countableField, category, tone, called, form, event, level, publication })
/** What is counted: a word, or a word with the kind of items. */
const itemCountField = z.union([countableField, filteredCount], {
  error: '写成 reported、adopted、adoptions,或 {"what": "reported", "category": …}',
})
const kindField = z.enum(['report', 'adoption', 'instruction', 'incident', 'period'], {
  error: '写成 report、adoption、instruction、incident 或 period',
})
/** Points that are counted: of some kinds, rules or categories. */
const pointsCount = strict({
  points: z.literal(true, '写成 true'),
  kinds: z.array(kindField).min(1).optional(),
  rules: z.array(nameField).min(1).optional(),
  category: z.array(nameField).min(1).optional(),
})
const quotaCountField = z.union([countableField, filteredCount, z.literal('points'), pointsCount], {
  error: '写成 reported、adopted、adoptions、points,或 {"what": …}、{"points": true, "kinds": […]}',
})

export type ItemCount = z.infer<typeof itemCountField>
export type QuotaCount = z.infer<typeof quotaCountField>

/** A task of so many items or points in a period, for a class of units or of officers. */
export const quotaRule = strict({
  ...ruleFields,
  ...unitFields,
  for: z.enum(['unit', 'officer'], { error: '写成 unit 或 officer' }).default('unit'),
  officerClass: matching,
  per: lengthField,
  count: quotaCountField.default('reported'),
  min: wonPointsField.optional(),
  /** A figure of its own for one unit, by its code. */
  minFor: z.record(nameField, wonPointsField).optional(),
  binding: z.boolean('写成 true 或 false').default(true),
}).refine(({ min, minFor }) => min !== undefined || minFor !== undefined, { error: '写明任务数 min 或各单位任务数 minFor' })

export type QuotaRule = z.infer<typeof quotaRule>

const quotaNames = z.union([nameField, z.array(nameField).min(1)], { error: '写成一个或一组任务编号' })

/** What must hold for a period rule. */
const conditionField = strict({
  quota: quotaNames.optional(),
  met: z.boolean('写成 true 或 false').optional(),
  count: itemCountField.optional(),
  atLeast: countField.optional(),
  atMost: countField.optional(),
  rate: strict({ of: itemCountField, to: itemCountField }).optional(),
  below: percentField.optional(),
  reaches: percentField.optional(),
})
  .superRefine(exactlyOne(['quota', 'count', 'rate'], '条件写 quota、count 或 rate 中的一个'))
  .refine(({ rate, below, reaches }) => (rate !== undefined) === (below !== undefined || reaches !== undefined), {
    error: '比率 rate 与 below 或 reaches 同用',
  })
  .refine(({ count, atLeast, atMost }) => count !== undefined || (atLeast === undefined && atMost === undefined), {
    error: 'atLeast、atMost 与 count 同用',
  })
  .refine(({ count, atLeast, atMost }) => count === undefined || atLeast !== undefined || atMost !== undefined, {
    error: 'count 要写 atLeast 或 atMost',
  })
  .refine(({ quota, met }) => quota !== undefined || met === undefined, { error: 'met 与 quota 同用' })

export type Condition = z.infer<typeof conditionField>

/** Points for a period as a whole: base points, tasks met or missed, thresholds, rates. */
export const periodRule = strict({
  ...ruleFields,
  ...unitFields,
  per: lengthField,
  if: z.union([conditionField, z.array(conditionField).min(1).max(10)], { error: '条件写成 {…} 或一组条件' }).optional(),
  points: pointsField.optional(),
  /** For each item or point that is missing. */
  perMissing: pointsField.optional(),
  /** For each item or point beyond the task. */
  perExtra: pointsField.optional(),
  /** So many, times what is done of the task, at most the whole. */
  proportion: pointsField.optional(),
  /** When the condition does not hold. */
  otherwise: pointsField.optional(),
  cap: pointsField.optional(),
  floor: pointsField.optional(),
}).superRefine(exactlyOne(['points', 'perMissing', 'perExtra', 'proportion'], '计分写 points、perMissing、perExtra 或 proportion 中的一个'))

export type PeriodRule = z.infer<typeof periodRule>

/** A most and a least of what a unit has in a period: of everything, or of some kinds, rules or categories. */
export const boundRule = strict({
  ...ruleFields,
  ...unitFields,
  per: longLengthField,
  of: strict({
    kinds: z.array(kindField).min(1).optional(),
    rules: z.array(nameField).min(1).optional(),
    category: z.array(nameField).min(1).optional(),
  }).optional(),
  /** For each category by itself. */
  each: z.literal('category', '只能写 category').optional(),
  cap: pointsField.optional(),
  floor: pointsField.optional(),
})
  .refine(({ cap, floor }) => cap !== undefined || floor !== undefined, { error: '写明上限 cap 或下限 floor' })
  .refine(({ cap, floor }) => cap === undefined || floor === undefined || floor <= cap, { error: '下限不能高于上限' })

export type BoundRule = z.infer<typeof boundRule>

/** After so many incidents in a period its total is 0. */
export const zeroRule = strict({
  ...ruleFields,
  ...unitFields,
  incident: matching,
  times: countField.min(1, '至少1次'),
  per: longLengthField,
})

export type ZeroRule = z.infer<typeof zeroRule>

/** How a total becomes part of another evaluation. */
export const conversionRule = strict({
  name: nameField,
  /** `factor`: total × factor. `highest`: the best of the class gets `full`, the others in proportion. */
  by: z.enum(['factor', 'highest'], { error: '写成 factor(乘系数)或 highest(以最高分为满分)' }),
  factor: z.number('系数写成数字').gt(0, '系数要大于0').max(1000).optional(),
  full: wonPointsField.optional(),
  cap: wonPointsField.optional(),
})
  .refine(({ by, factor }) => by !== 'factor' || factor !== undefined, { path: ['factor'], error: '写明系数 factor' })
  .refine(({ by, full }) => by !== 'highest' || full !== undefined, { path: ['full'], error: '写明满分 full' })
