import { z } from 'zod'
import { checkRuleSet } from './check-rule-set.ts'
import { ruleSetShape } from './rule-set.ts'

/** One rule set: fields, references between rules, and no two rules between which the facts could not decide. */
export const ruleSetSchema = ruleSetShape.superRefine((set, ctx) => {
  for (const { path, message } of checkRuleSet(set)) ctx.addIssue({ code: 'custom', path, message })
})

/**
 * The points rules of an office: sets by the day from which they apply. Everything in them is checked, with messages in Chinese; figures
 * stay as people write them (docs/rules.md, Points).
 */
export const pointsRulesSchema = z
  .array(ruleSetSchema, '积分规则写成一组规则集 […]')
  .max(50, '最多50套')
  .superRefine((sets, ctx) => {
    for (const [at, { validFrom }] of sets.entries())
      if (sets.findIndex((other) => other.validFrom === validFrom) < at)
        ctx.addIssue({ code: 'custom', path: [at, 'validFrom'], message: `另有一套规则也从${validFrom}起执行` })
  })
