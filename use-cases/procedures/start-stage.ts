import { ProcedureStep } from '../../entities/index.ts'
import { startClock, type ProcedureClock } from '../../rules/procedures/clock.ts'
import type { Instant } from '../../rules/instant.ts'
import type { UseCaseContext } from '../context.ts'
import { putOn, type PartyChange } from '../matters/write-parties.ts'
import { rowChange, type RowChange } from '../matters/write-beside.ts'
import { resolveStepParties, type StepScope } from './resolve-step-parties.ts'

/** The earliest of some dues; null when there is none. */
export const earliest = (dues: readonly (Instant | null)[]): Instant | null => {
  const known = dues.filter((due) => due !== null)
  return known.length === 0 ? null : Math.min(...known)
}

/** What running steps ask of whom: by party the earliest due, that of the whole among them. */
export const duesOf = (
  steps: readonly { parties: readonly string[]; dueAt: Instant | null }[],
  whole: Instant | null,
): Record<string, Instant | null> => {
  const dues: Record<string, Instant | null> = {}
  for (const { parties, dueAt } of steps)
    for (const party of parties) dues[party] = earliest([party in dues ? (dues[party] ?? null) : null, dueAt, whole])
  return dues
}

/** A stage that begins: its steps' columns, who owes by when. */
export interface StageStart {
  changes: RowChange[]
  targets: string[]
  dues: Record<string, Instant | null>
  parties: PartyChange[]
  dueAt: Instant | null
}

type Running = Pick<
  ProcedureStep,
  'state' | 'parties' | 'startedAt' | 'dueAt' | 'leftMs' | 'alarmAt' | 'finishedAt' | 'finishedById' | 'answer'
>

/** The columns of a step that begins now. */
export const runningColumns = (ctx: UseCaseContext, definition: ProcedureStep['definition'], scope: StepScope): Running => {
  const clock: ProcedureClock = startClock(ctx.office.calendar, definition.limit, ctx.now)
  return {
    state: 'running',
    parties: resolveStepParties(ctx, definition, scope),
    startedAt: ctx.now,
    ...clock,
    alarmAt: clock.dueAt,
    finishedAt: null,
    finishedById: null,
    answer: null,
  }
}

/** Begins every step of a stage. */
export const startStage = (ctx: UseCaseContext, steps: readonly ProcedureStep[], scope: StepScope, whole: Instant | null): StageStart => {
  const begun = steps.map((step) => ({ step, columns: runningColumns(ctx, step.definition, scope) }))
  const dues = duesOf(
    begun.map(({ columns }) => columns),
    whole,
  )
  return {
    changes: begun.map(({ step, columns }) => rowChange(ProcedureStep, step, columns)),
    targets: Object.keys(dues),
    dues,
    parties: Object.keys(dues).map((party) => putOn(party, 'responsible')),
    dueAt: earliest([whole, ...begun.map(({ columns }) => columns.dueAt)]),
  }
}
