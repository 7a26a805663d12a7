import { ProcedureOverrun } from '../../entities/index.ts'
import type { Instant } from '../../rules/instant.ts'
import type { PauseCause } from '../../rules/procedures/definition.ts'
import { nameParty } from '../../wording/names.ts'
import type { UseCaseContext } from '../context.ts'
import { memberName, type Named } from '../matters/names.ts'
import { getProcedure, type FoundProcedure } from './find-procedure.ts'

export interface StepDetail {
  name: string
  content: string
  /** Steps of one stage run side by side. */
  stage: number
  state: 'waiting' | 'running' | 'done' | 'refused'
  parties: string[]
  startedAt: Instant | null
  dueAt: Instant | null
  /** Working time left (ms) while the clock stands still. */
  leftMs: number | null
  finishedAt: Instant | null
  finishedBy: Named | null
  answer: string | null
}

export interface ProcedureDetail {
  found: FoundProcedure
  pause: { cause: PauseCause; reason: string; since: Instant } | null
  steps: StepDetail[]
  overruns: { step: string; dueAt: Instant; settledAt: Instant | null; lateMs: number | null }[]
}

/** One procedure whole: where it stands, who had what, what went over its limit. */
export const readProcedure = async (ctx: UseCaseContext, number: number): Promise<ProcedureDetail> => {
  const found = await getProcedure(ctx, number)
  const { directory } = ctx.office
  const { pausedAt, pauseCause, pauseReason } = found.procedure
  const overruns = await ctx.tx.find(ProcedureOverrun, { where: { matterId: found.matter.id }, order: { id: 'ASC' } })
  return {
    found,
    pause: pausedAt === null || pauseCause === null ? null : { cause: pauseCause, reason: pauseReason ?? '', since: pausedAt },
    steps: found.steps.map((step) => ({
      name: step.definition.name,
      content: step.definition.content,
      stage: step.stage,
      state: step.state,
      parties: step.parties.map((party) => nameParty(directory, party)),
      startedAt: step.startedAt,
      dueAt: step.dueAt,
      leftMs: step.leftMs,
      finishedAt: step.finishedAt,
      finishedBy: step.finishedById === null ? null : memberName(directory, step.finishedById),
      answer: step.answer,
    })),
    overruns: overruns.map(({ name, dueAt, settledAt, lateMs }) => ({ step: name, dueAt, settledAt, lateMs })),
  }
}
