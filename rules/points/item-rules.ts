import { z } from 'zod'
import {
  adoptionFields,
  countField,
  exactlyOne,
  factorField,
  itemFields,
  jointField,
  matching,
  nameField,
  rivalFields,
  ruleFields,
  strict,
  unitFields,
  wonPointsField,
} from './rule-fields.ts'

/** Points for reporting itself. */
export const reportingRule = strict({
  ...rivalFields,
  ...itemFields,
  form: matching,
  points: wonPointsField,
  /** Taken back once a use of the item wins points. */
  untilUsed: z.boolean('写成 true 或 false').default(false),
  share: jointField.optional(),
})

/** Other facts to look the score up with: the same item as if it were used elsewhere. */
const asIf = strict({
  event: nameField.optional(),
  level: nameField.optional(),
  publication: nameField.optional(),
  form: nameField.optional(),
})

/** What a multiplication starts from. */
const baseField = z.union(
  [
    z.literal('entered'),
    strict({ table: nameField }),
    strict({ rule: nameField }),
    strict({ as: asIf }),
    strict({ best: strict({ ...adoptionFields }), otherwise: wonPointsField.optional() }),
  ],
  { error: '基数写成 "entered"(人工录入)、{"table": 表名}、{"rule": 规则编号}、{"as": {…}} 或 {"best": {…}}' },
)

/** Points for a use of an item: a figure, or a base times a factor. */
export const adoptionRule = strict({
  ...rivalFields,
  ...adoptionFields,
  points: wonPointsField.optional(),
  of: baseField.optional(),
  times: factorField.optional(),
  share: jointField.optional(),
})
  .superRefine(exactlyOne(['points', 'of'], '写明分值 points,或写明基数 of,二者取一'))
  .refine(({ points, times }) => points === undefined || times === undefined, { path: ['times'], error: '倍数 times 与基数 of 同用' })

/** A row of another body's own table. */
export const tableRule = strict({ ...rivalFields, ...adoptionFields, points: wonPointsField })

/** Every rule of this kind that applies multiplies what the item won. */
export const multiplierRule = strict({
  ...ruleFields,
  ...adoptionFields,
  times: factorField,
  to: z
    .array(z.enum(['report', 'adoption', 'instruction'], { error: '写成 report、adoption 或 instruction' }))
    .min(1, '至少写一项')
    .default(['adoption']),
})

/** Points for a leader's words on an item. */
export const instructionRule = strict({
  ...rivalFields,
  ...itemFields,
  form: matching,
  publication: matching,
  leader: matching,
  points: wonPointsField,
  mode: z.enum(['add', 'set', 'raise'], { error: '写成 add(另加)、set(按此计)或 raise(不足此数补足)' }).default('add'),
  per: z.enum(['item', 'publication', 'instruction'], { error: '写成 item(每条)、publication(每刊)或 instruction(每次)' }).default('item'),
  share: jointField.optional(),
})

const sameField = z.enum(['item', 'level', 'publication', 'event'], { error: '写成 item、level、publication 或 event' })

/** What happens when one item is used several times. */
const repeatRule = strict({
  ...rivalFields,
  ...adoptionFields,
  mode: z.enum(['sum', 'max', 'no_repeat'], { error: '写成 sum(累计)、max(就高)或 no_repeat(不重复计分)' }),
  keep: z.enum(['highest', 'first'], { error: '写成 highest(就高)或 first(只计首次)' }).default('highest'),
  same: sameField.default('item'),
})

export const repeatField = z.union([repeatRule.shape.mode, repeatRule, z.array(repeatRule).min(1).max(50)], {
  error: '多刊采用写成 "sum"、"max"、"no_repeat",或 {"mode": …}',
})

/** Points for something that went wrong, or well: a figure, a range in which a person enters it, or nothing but its effect. */
export const incidentRule = strict({
  ...rivalFields,
  ...unitFields,
  incident: matching,
  points: z.number('分值写成数字').optional(),
  range: strict({ min: z.number('分值写成数字'), max: z.number('分值写成数字') }).optional(),
  /** Counts from which occurrence on within the period. */
  from: countField.min(1).default(1),
  per: z.enum(['month', 'quarter', 'half', 'year'], { error: '写成 month、quarter、half 或 year' }).default('year'),
  voidsItem: z.boolean('写成 true 或 false').default(false),
})
  .refine(({ points, range }) => points === undefined || range === undefined, {
    path: ['range'],
    error: '分值 points 与范围 range 只写一个',
  })
  .refine(({ points, range, voidsItem }) => points !== undefined || range !== undefined || voidsItem, {
    error: '写明分值 points、范围 range 或 voidsItem',
  })
  .refine(({ range }) => range === undefined || range.min < range.max, { path: ['range'], error: '范围的 min 要小于 max' })
