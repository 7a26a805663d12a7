import { z } from 'zod'

const isDecimal = (value: number): boolean => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6

/** Points as people write them: at most two decimals, not beyond ±10000. */
export const pointsField = z
  .number('分值写成数字')
  .min(-10_000, '分值不能小于-10000')
  .max(10_000, '分值不能大于10000')
  .refine(isDecimal, '分值最多两位小数')

/** Points that are won. */
export const wonPointsField = pointsField.refine((value) => value >= 0, '此处分值不能是负数')

/** A factor of a multiplication: above 0, at most 100, at most two decimals. */
export const factorField = z.number('倍数写成数字').gt(0, '倍数要大于0').max(100, '倍数不能大于100').refine(isDecimal, '倍数最多两位小数')

/** A share of a hundred. */
export const percentField = z.number('百分比写成数字').min(0, '百分比不能小于0').max(1000, '百分比不能大于1000')

/** How many of something. */
export const countField = z.int('数量写成整数').min(0, '数量不能是负数').max(1_000_000, '数量太大')

export const nameField = z.string('写成文字').trim().min(1, '不能空着').max(120, '不能超过120字')

const words = z.array(nameField, '写成一组文字').min(1, '至少写一项').max(500, '最多写500项')
const nameOrNames = z.union([nameField, words], { error: '写成一个名称或一组名称' })

const matchField = z.union([nameField, words, z.strictObject({ not: nameOrNames })], {
  error: '写成一个名称、一组名称,或 {"not": …};"*" 表示不限',
})
const yesNoField = z.boolean('写成 true 或 false')

/** A demand on one fact; absent: it may be anything. */
export const matching = matchField.optional()

/** Who the rule is about. */
export const unitFields = { unitClass: matching, unit: matching }

/** What kind of item the rule is about. */
export const itemFields = {
  ...unitFields,
  category: matching,
  tone: matching,
  called: yesNoField.optional(),
  late: yesNoField.optional(),
  /** Whether we sent the item up (`forward`). */
  forwarded: yesNoField.optional(),
  joint: yesNoField.optional(),
}

/** Which use of an item the rule is about. */
export const adoptionFields = {
  ...itemFields,
  event: matching,
  level: matching,
  publication: matching,
  form: matching,
}

/** What every rule has. */
export const ruleFields = {
  /** Named in the ledger; by its place in the list when absent. */
  id: nameField.max(60, '规则编号不能超过60字').optional(),
  /** What people read; the id when absent. */
  label: nameField.optional(),
  note: z.string('写成文字').max(500, '不能超过500字').optional(),
}

/** What a rule that competes with others has. */
export const rivalFields = { ...ruleFields, priority: z.int('priority 写成整数').min(-100).max(100).optional() }

/** Among the fields of an object exactly one of some. */
export const exactlyOne =
  (fields: readonly string[], message: string) =>
  (value: object, ctx: z.RefinementCtx): void => {
    const given = fields.filter((field) => field in value && (value as Record<string, unknown>)[field] !== undefined)
    if (given.length !== 1) ctx.addIssue({ code: 'custom', message })
  }

/** How a joint report counts for its units (docs/rules.md, Points). */
export const jointField = z.union(
  [
    z.enum(['split_evenly', 'full']),
    z.strictObject({ fixed: wonPointsField }),
    z.strictObject({ lead: percentField.max(100), others: percentField.max(100), each: z.boolean().default(false) }),
  ],
  { error: '合报写成 "split_evenly"(均分)、"full"(各计全分)、{"fixed": 分值} 或 {"lead": 60, "others": 40}' },
)

export type JointPolicy = z.infer<typeof jointField>

/** An object of ours: unknown fields are refused by name. */
export const strict = <Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> =>
  z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') return `不认识的字段:${(issue as { keys?: string[] }).keys?.join('、') ?? ''}`
      return issue.code === 'invalid_type' ? '写成对象 {…}' : undefined
    },
  })

/** A list of rules; an absent one is empty. */
export const listOf = <Rule extends z.ZodType>(rule: Rule, most = 500): z.ZodDefault<z.ZodArray<Rule>> =>
  z.array(rule, '写成一组规则 […]').max(most, `最多${most}条`).default([])
