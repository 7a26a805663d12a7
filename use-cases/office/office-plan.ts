import { z } from 'zod'
import { roles } from '../../rules/roles.ts'
import { publicationPlanSchema } from '../publications/publication-plan.ts'

const words = (longest: number) => z.string().trim().min(1).max(longest)

/** A unit's own code, as the import matches it: no blanks and no `@`, which separates a name from its unit. */
export const unitCodeSchema = words(40).regex(/^[^\s@]+$/, '单位代码不能有空格或 @')
export const personNameSchema = words(40).regex(/^[^\s@]+$/, '姓名不能有空格或 @')
export const mobileSchema = z.string().regex(/^1\d{10}$/, '手机号是 11 位数字')
export const officerSchema = z.enum(['full_time', 'part_time'])

const unitPlan = z.strictObject({
  code: unitCodeSchema,
  name: words(80),
  aliases: z.array(words(80)).max(20).default([]),
  /** Code of the unit above; the first unit without one is the office itself, later ones stand below it. */
  parent: z.string().optional(),
  class: words(20).optional(),
  directReporting: z.boolean().default(false),
})

const personPlan = z.strictObject({
  name: personNameSchema,
  unit: z.string(),
  post: words(60).optional(),
  staffNo: words(32).optional(),
  mobile: mobileSchema.optional(),
  /** Without `unit`: in the person's own unit. */
  roles: z.array(z.strictObject({ role: z.enum(roles), unit: z.string().optional() })).default([]),
  officer: officerSchema.optional(),
})

const groupPlan = z.strictObject({
  name: words(80),
  purpose: words(120).optional(),
  ownerUnit: z.string().optional(),
  owner: z.string().optional(),
  registered: z.boolean().default(true),
  members: z.array(z.strictObject({ person: z.string(), nickname: words(80).optional() })).default([]),
})

/**
 * A whole office as one document (`office.json` of the replay, and the demo office).
 * A person elsewhere in it is a name, or `名字@单位代码` where two share it; a unit is its code.
 */
export const officePlanSchema = z.strictObject({
  office: z.strictObject({
    name: words(60),
    timezone: z.string().optional(),
    workHours: z.unknown().optional(),
    settings: z.record(z.string(), z.unknown()).optional(),
  }),
  units: z.array(unitPlan).min(1),
  people: z.array(personPlan).default([]),
  groups: z.array(groupPlan).default([]),
  publications: z.array(publicationPlanSchema).max(100).default([]),
  /** Rule sets of rules/points; checked whole when the office is laid down. */
  pointsRules: z.array(z.unknown()).max(50).default([]),
  /** Quota rules that hold besides those of the rule sets, from the beginning. */
  quotas: z.array(z.unknown()).max(500).default([]),
  /** Procedures beside, or instead of, those that are built in; checked whole when the office is laid down. */
  procedures: z.array(z.unknown()).max(100).default([]),
})

/** A plan as it is written, with everything optional that has a default. */
export type OfficePlan = z.input<typeof officePlanSchema>
export type CompleteOfficePlan = z.output<typeof officePlanSchema>
