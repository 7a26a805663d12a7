import { z } from 'zod'
import { businessRoles } from '../roles.ts'

const words = (longest: number) => z.string().trim().min(1).max(longest)
const code = z.string().regex(/^[a-z][a-z0-9_]{1,31}$/u, '代码用小写英文字母、数字和下划线,以字母开头')

/** A limit in working time: whole working days end at the close of work, hours to the minute. 0 working days: the same day. */
export const limitSchema = z.union(
  [
    z.strictObject({ workingDays: z.int().min(0, '工作日不能小于 0').max(250, '最多 250 个工作日') }),
    z.strictObject({ workingHours: z.int().min(1, '至少 1 个工作小时').max(2_000, '最多 2000 个工作小时') }),
  ],
  '时限写成 {"workingDays": 5} 或 {"workingHours": 4}',
)

export type ProcedureLimit = z.infer<typeof limitSchema>

/** Who does a step: a role at the root or in a unit, a unit, one person, or somebody who is known from the applicant. */
const partySchema = z.discriminatedUnion(
  'by',
  [
    z.strictObject({ by: z.literal('role'), role: z.enum(businessRoles, '没有这个角色') }),
    z.strictObject({ by: z.literal('unit_role'), role: z.enum(businessRoles, '没有这个角色'), unit: words(40) }),
    z.strictObject({ by: z.literal('unit'), unit: words(40) }),
    z.strictObject({ by: z.literal('member'), member: words(90) }),
    z.strictObject({ by: z.literal('chosen_unit') }),
    z.strictObject({ by: z.literal('chosen_unit_head') }),
    z.strictObject({ by: z.literal('applicant_head') }),
    z.strictObject({ by: z.literal('applicant') }),
  ],
  '责任方 by 写 role、unit_role、unit、member、chosen_unit、chosen_unit_head、applicant_head、applicant 之一',
)

export type StepParty = z.infer<typeof partySchema>

const stepSchema = z.strictObject({
  key: code,
  name: words(20),
  /** What is to be done in it. */
  content: z.string().trim().max(200).default(''),
  party: partySchema,
  limit: limitSchema.nullable().default(null),
  /** decide: agreed to or refused; handle: done. */
  answer: z.enum(['decide', 'handle']).default('handle'),
  /** Runs beside the step before it. */
  parallel: z.boolean().default(false),
  /** What a refusal does: ends the whole, or sends it back to the stage before. */
  refusal: z.enum(['end', 'back']).default('end'),
})

export type StepDefinition = z.infer<typeof stepSchema>

/** Why a clock stands still. */
export const pauseCauses = ['documents', 'third_party', 'other'] as const
export type PauseCause = (typeof pauseCauses)[number]

const pauseRule = z.enum(['continue', 'restart'], 'pauses 写 continue(接着算)或 restart(重新算)')

const shape = z.strictObject({
  code,
  name: words(20),
  /** absence is kept from everybody but the office's leaders. */
  kind: z.enum(['procedure', 'absence']).default('procedure'),
  /** 即办件, 承诺件, 联办件 */
  form: z.enum(['immediate', 'promised', 'joint']).default('promised'),
  note: z.string().trim().max(400).default(''),
  /** For the whole. */
  limit: limitSchema.nullable().default(null),
  /** What the clock does when it goes on after each cause. */
  pauses: z
    .strictObject({
      documents: pauseRule.default('continue'),
      third_party: pauseRule.default('continue'),
      other: pauseRule.default('continue'),
    })
    .prefault({}),
  steps: z.array(stepSchema).max(20, '最多 20 个环节'),
})

export type ProcedureDefinition = z.output<typeof shape>
/** As it is written, with everything optional that has a default. */
export type ProcedureDraft = z.input<typeof shape>

const formNames = { immediate: '即办件', promised: '承诺件', joint: '联办件' } as const

const isSameDay = (limit: ProcedureLimit | null): boolean =>
  limit !== null && ('workingDays' in limit ? limit.workingDays === 0 : limit.workingHours <= 8)

/** What is wrong between the parts of a definition, in words; empty when nothing is. */
const faultsOf = (definition: ProcedureDefinition): string[] => {
  const { steps, form, kind } = definition
  const keys = steps.map(({ key }) => key)
  const twice = keys.filter((key, at) => keys.indexOf(key) !== at)
  const parties = new Set(steps.map(({ party }) => JSON.stringify(party)))
  return [
    ...(steps.length === 0 && kind !== 'absence' ? ['至少要有一个环节'] : []),
    ...(twice.length > 0 ? [`环节代码重复:${[...new Set(twice)].join('、')}`] : []),
    ...(steps[0]?.parallel ? ['第一个环节不能与前一环节并行'] : []),
    ...(form === 'joint' && parties.size < 2 ? ['联办件至少要有两个不同的责任方'] : []),
    ...(form === 'immediate' && !isSameDay(definition.limit) && !(steps.length > 0 && steps.every(({ limit }) => isSameDay(limit)))
      ? ['即办件须当日办结:时限不超过 0 个工作日(当天)或 8 个工作小时']
      : []),
  ]
}

/** A procedure as data: steps with party, content and limit (docs/rules.md, Procedures). */
export const procedureDefinitionSchema = shape.superRefine((definition, issues) => {
  for (const message of faultsOf(definition)) issues.addIssue({ code: 'custom', message })
})

/** 即办件, 承诺件 or 联办件. */
export const nameForm = (form: ProcedureDefinition['form']): string => formNames[form]

/** The steps in stages: those of one stage run side by side. */
export const stagesOf = (steps: readonly StepDefinition[]): StepDefinition[][] => {
  const stages: StepDefinition[][] = []
  for (const step of steps) {
    const last = stages.at(-1)
    if (step.parallel && last) last.push(step)
    else stages.push([step])
  }
  return stages
}
