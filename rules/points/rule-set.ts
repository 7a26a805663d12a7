import { z } from 'zod'
import { isRealDay } from '../calendar/civil-day.ts'
import { adoptionRule, incidentRule, instructionRule, multiplierRule, repeatField, reportingRule, tableRule } from './item-rules.ts'
import { boundRule, conversionRule, periodRule, quotaRule, zeroRule } from './period-rules.ts'
import { jointField, listOf, nameField, strict, wonPointsField } from './rule-fields.ts'

const dayField = z
  .string('日期写成 YYYY-MM-DD')
  .regex(/^\d{4}-\d{2}-\d{2}$/, '日期写成 YYYY-MM-DD')
  .refine((day) => isRealDay(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))), '没有这一天')

/** The fields of a rule set; `pointsRulesSchema` checks besides how its rules go together. */
export const ruleSetShape = strict({
  /** The first day on which it applies; it does until the next set begins. */
  validFrom: dayField,
  name: nameField,
  source: z.string('写成文字').max(500, '不能超过500字').default(''),
  note: z.string('写成文字').max(2000, '不能超过2000字').optional(),
  /** Points for leaders' instructions; off until a director switches them on (docs/rules.md, Restraint). */
  instructionPoints: z.boolean('写成 true 或 false').default(false),
  /** Places in the tables; off until a director switches them on. */
  ranking: z.boolean('写成 true 或 false').default(false),
  /** The classes that there are; rules naming another one are refused. */
  unitClasses: z.array(nameField).min(1, '至少写一类').max(100, '最多100类').optional(),
  /** Whose points they are within the unit: the first author's, shared out among all, or nobody's. */
  authors: z.enum(['first', 'split_evenly', 'none'], { error: '写成 first、split_evenly 或 none' }).default('first'),
  jointReport: jointField.default('split_evenly'),
  /** The most that one item may win a unit. */
  itemCap: wonPointsField.optional(),
  multiPublication: repeatField.default('sum'),
  multiInstruction: z.enum(['sum', 'max'], { error: '写成 sum(累计)或 max(就高)' }).default('sum'),
  /** Scores of other bodies, by name, for rules with `of: {table}`. */
  tables: z
    .record(nameField, z.array(tableRule).min(1).max(200))
    .refine((tables) => Object.keys(tables).length <= 20, '最多20张表')
    .default({}),
  reporting: listOf(reportingRule),
  adoption: listOf(adoptionRule),
  multipliers: listOf(multiplierRule, 100),
  instruction: listOf(instructionRule),
  incidents: listOf(incidentRule),
  quotas: listOf(quotaRule),
  periods: listOf(periodRule),
  bounds: listOf(boundRule, 100),
  zero: listOf(zeroRule, 50),
  conversion: conversionRule.optional(),
})

/** A rule set as it stands in the file, defaults filled in; reading it again changes nothing. */
export type RuleSet = z.infer<typeof ruleSetShape>
