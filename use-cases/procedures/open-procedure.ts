import { z } from 'zod'
import { Procedure, ProcedureStep } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { Problem } from '../../rules/problems.ts'
import { startClock } from '../../rules/procedures/clock.ts'
import { stagesOf, type ProcedureDefinition } from '../../rules/procedures/definition.ts'
import { composeTitle } from '../../rules/task-text.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { openMatter } from '../matters/open-matter.ts'
import { parseSaid } from '../parse-input.ts'
import { openRecurrence } from '../recurrences/open-recurrence.ts'
import { readLimit } from '../tasks/read-limit.ts'
import { getDefinition, type DefinitionInForce } from './definitions.ts'
import type { FoundProcedure } from './find-procedure.ts'
import type { StepScope } from './resolve-step-parties.ts'
import { duesOf, earliest, runningColumns } from './start-stage.ts'

export const openProcedureSchema = z.strictObject({
  /** Code or name of the procedure. */
  procedure: z.string().trim().min(1, '请写明流程').max(40, '流程名称不超过 40 字'),
  body: z.string().trim().min(1, '请写明申请内容').max(4_000, '申请内容不超过 4000 字'),
  title: z.string().trim().min(1).max(60).optional(),
  /** Who asks, where that is nobody of the office. */
  applicant: z.string().trim().min(1).max(60, '申请人不超过 60 字').nullable().default(null),
  /** The unit that handles it, where the procedure leaves that open. */
  unitId: z.string().length(26).nullable().default(null),
  groupId: z.string().length(26).nullable().default(null),
})

export type OpenProcedureInput = z.input<typeof openProcedureSchema>

/** What every procedure begins from, whoever begins it. */
export interface ProcedureBeginning {
  title: string
  body: string
  issuerId: string
  unitId: string
  applicant: string | null
  chosenUnitId: string | null
  groupId: string | null
  recurrenceId: string | null
  data?: Record<string, unknown>
}

const blankStep = {
  state: 'waiting',
  parties: [],
  startedAt: null,
  dueAt: null,
  leftMs: null,
  alarmAt: null,
  finishedAt: null,
  finishedById: null,
  answer: null,
} as const

/** The rows of all steps; those of the first stage run. */
const makeSteps = (ctx: UseCaseContext, { steps }: ProcedureDefinition, scope: StepScope): Omit<ProcedureStep, 'matterId'>[] => {
  let position = 0
  return stagesOf(steps).flatMap((stage, at) =>
    stage.map((definition) => ({
      id: ctx.newId(),
      position: position++,
      stage: at,
      definition,
      ...(at === 0 ? runningColumns(ctx, definition, scope) : { ...blankStep, parties: [] }),
    })),
  )
}

/** Begins a procedure: its matter, its steps, the todos of the first stage, the clocks. Without steps it is done at once. */
export const beginProcedure = async (
  ctx: UseCaseContext,
  { version, definition }: DefinitionInForce,
  beginning: ProcedureBeginning,
): Promise<FoundProcedure> => {
  const { chosenUnitId, applicant, data, ...columns } = beginning
  const scope = { applicantId: beginning.issuerId, unitId: beginning.unitId, chosenUnitId }
  const steps = makeSteps(ctx, definition, scope)
  const clock = startClock(ctx.office.calendar, definition.limit, ctx.now)
  const running = steps.filter(({ state }) => state === 'running')
  const dues = duesOf(running, clock.dueAt)
  const opened = await openMatter(ctx, {
    kind: definition.kind,
    ...columns,
    urgency: 'normal',
    dueAt: earliest([clock.dueAt, ...running.map(({ dueAt }) => dueAt)]),
    dueText: null,
    parties: Object.keys(dues).map((party) => ({ party, role: 'responsible' as const })),
    targets: Object.keys(dues),
    dues,
    opening: steps.length === 0 ? 'report' : 'create',
    data: { ...data, procedure: definition.name },
  })
  const matterId = opened.matter.id
  const procedure: Procedure = {
    matterId,
    code: definition.code,
    version,
    definition,
    applicant,
    chosenUnitId,
    ...clock,
    alarmAt: clock.dueAt,
    pausedAt: null,
    pauseCause: null,
    pauseReason: null,
    outcome: steps.length === 0 ? 'completed' : null,
    answer: null,
  }
  const rows: ProcedureStep[] = steps.map((step) => ({ ...step, matterId }))
  await insertRows(ctx.tx, Procedure, [procedure])
  await insertRows(ctx.tx, ProcedureStep, rows)
  return { ...opened, procedure, steps: rows }
}

/** 申请: begins a procedure of the office; a recurring limit in the words begins it again each time (docs/rules.md, Procedures). */
export const openProcedure = async (ctx: UseCaseContext, raw: OpenProcedureInput): Promise<FoundProcedure> => {
  const input = parseSaid(openProcedureSchema, raw)
  const actor = actorOf(ctx)
  const inForce = await getDefinition(ctx, input.procedure)
  const { definition } = inForce
  if (definition.kind !== 'procedure') throw new Problem('bad_request', `“${definition.name}”请用 #外出 报备`)
  const unit = input.unitId === null ? null : ctx.office.directory.findUnit(input.unitId)
  if (unit === undefined || unit?.closed) throw new Problem('bad_request', '承办单位不存在或已撤销')
  const needsUnit = definition.steps.some(({ party }) => party.by === 'chosen_unit' || party.by === 'chosen_unit_head')
  if (needsUnit && input.unitId === null)
    throw new Problem('bad_request', `请写明承办单位,例如:#申请 ${definition.name} ${input.body.slice(0, 20)} @应急局`)
  const limit = readLimit(ctx, input.body, 'normal')
  const cuts = limit.kind === 'recurring' ? [limit.matched] : []
  const title = input.title ?? `${definition.name}:${composeTitle(input.body, cuts)}`
  const beginning = {
    title,
    body: input.body,
    issuerId: actor.id,
    unitId: actor.unitId,
    applicant: input.applicant,
    chosenUnitId: input.unitId,
    groupId: input.groupId,
  }
  if (limit.kind !== 'recurring') return beginProcedure(ctx, inForce, { ...beginning, recurrenceId: null })
  const template = {
    kind: 'procedure',
    title,
    body: input.body,
    urgency: 'normal',
    groupId: input.groupId,
    issuerId: actor.id,
    postedById: null,
  } as const
  const recurrenceId = await openRecurrence(ctx, limit, { ...template, parties: [] })
  return beginProcedure(ctx, inForce, { ...beginning, recurrenceId })
}

/** The next turn of a recurring procedure: what the last one was, by the definition that is in force now. Null when that cannot be. */
export const openNextProcedure = async (
  ctx: UseCaseContext,
  recurrenceId: string,
  template: Pick<ProcedureBeginning, 'title' | 'body' | 'issuerId' | 'unitId' | 'groupId' | 'data'>,
): Promise<FoundProcedure | null> => {
  const last = await ctx.tx
    .createQueryBuilder(Procedure, 'procedure')
    .innerJoin('matters', 'matter', 'matter.id = procedure.matter_id')
    .where('matter.recurrence_id = :recurrenceId', { recurrenceId })
    .orderBy('procedure.matterId', 'DESC')
    .limit(1)
    .getOne()
  if (!last) return null
  const { applicant, chosenUnitId } = last
  return beginProcedure(ctx, await getDefinition(ctx, last.code), { ...template, applicant, chosenUnitId, recurrenceId })
}
