import { z } from 'zod'
import { Procedure, ProcedureStep } from '../../entities/index.ts'
import { noClock, pauseClock, resumeClock, startClock, type ProcedureClock } from '../../rules/procedures/clock.ts'
import { pauseCauses, type PauseCause, type ProcedureLimit } from '../../rules/procedures/definition.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { actingParties } from '../matters/standing.ts'
import { rowChange } from '../matters/write-beside.ts'
import { parseSaid } from '../parse-input.ts'
import { getProcedure, runningSteps, withSteps, type FoundProcedure } from './find-procedure.ts'
import { noteStepOverrun, noteWholeOverrun } from './note-overruns.ts'
import { duesOf, earliest } from './start-stage.ts'

export const pauseProcedureSchema = z.strictObject({
  number: z.int().positive(),
  reason: z.string().trim().min(1, '暂停请写明原因,例如:#暂停 160 征求第三方意见').max(1_000, '暂停的原因不超过 1000 字'),
  cause: z.enum(pauseCauses).optional(),
})

export const resumeProcedureSchema = z.strictObject({
  number: z.int().positive(),
  text: z.string().trim().max(1_000, '恢复的说明不超过 1000 字').default(''),
})

const causeWords: readonly [PauseCause, RegExp][] = [
  ['third_party', /第三方|征求|听证|鉴定|检验|检测|评审|论证|公示|其他机关|利害关系/u],
  ['documents', /补正|补充|补齐|补件|材料|资料|证明/u],
]

/** Why a clock stands still, by the words of the reason. */
export const readCause = (reason: string): PauseCause => causeWords.find(([, pattern]) => pattern.test(reason))?.[0] ?? 'other'

const reread = async (ctx: UseCaseContext, found: FoundProcedure, matter: FoundProcedure['matter']): Promise<FoundProcedure> => {
  const after = await withSteps(ctx, { ...found, matter })
  if (!after) throw new Error('a procedure lost its row')
  return after
}

const behalfOf = (ctx: UseCaseContext, found: FoundProcedure): string | null => actingParties(ctx, found.parties)[0]?.onBehalfOfId ?? null

/** 暂停: every running clock stands still, with what is left; the todos stay, without a due. */
export const pauseProcedure = async (
  ctx: UseCaseContext,
  raw: z.input<typeof pauseProcedureSchema>,
): Promise<{ found: FoundProcedure; cause: PauseCause }> => {
  const input = parseSaid(pauseProcedureSchema, raw)
  const found = await getProcedure(ctx, input.number)
  const { calendar } = ctx.office
  const running = runningSteps(found)
  for (const step of running) await noteStepOverrun(ctx, found.matter, step, ctx.now)
  await noteWholeOverrun(ctx, found.matter, found.procedure, [...new Set(running.flatMap(({ parties }) => parties))], ctx.now)
  const cause = input.cause ?? readCause(input.reason)
  const still = (clock: ProcedureClock) => ({ ...pauseClock(calendar, clock, ctx.now), alarmAt: null })
  const matter = await changeState(ctx, found, {
    action: 'pause',
    text: input.reason,
    data: { cause },
    set: { dueAt: null },
    dues: duesOf(
      running.map(({ parties }) => ({ parties, dueAt: null })),
      null,
    ),
    beside: [
      ...running.map((step) => rowChange(ProcedureStep, step, still(step))),
      rowChange(Procedure, found.procedure, {
        ...still(found.procedure),
        pausedAt: ctx.now,
        pauseCause: cause,
        pauseReason: input.reason,
      }),
    ],
    onBehalfOfId: behalfOf(ctx, found),
  })
  return { found: await reread(ctx, found, matter), cause }
}

/** 恢复: the clocks go on with what was left, or begin anew where the definition says so for this cause. */
export const resumeProcedure = async (
  ctx: UseCaseContext,
  raw: z.input<typeof resumeProcedureSchema>,
): Promise<{ found: FoundProcedure; restarted: boolean }> => {
  const input = parseSaid(resumeProcedureSchema, raw)
  const found = await getProcedure(ctx, input.number)
  const { calendar } = ctx.office
  const { procedure } = found
  const restarts = procedure.pauseCause !== null && procedure.definition.pauses[procedure.pauseCause] === 'restart'
  const goOn = (clock: ProcedureClock, limit: ProcedureLimit | null) => {
    const next = restarts
      ? { ...noClock, ...startClock(calendar, limit, ctx.now) }
      : resumeClock(calendar, { dueAt: clock.dueAt, leftMs: clock.leftMs }, { at: ctx.now, limit })
    // What had nothing left was noted before: it is not noted twice.
    return { ...next, alarmAt: clock.leftMs === 0 && !restarts ? null : next.dueAt }
  }
  const whole = goOn(procedure, procedure.definition.limit)
  const running = runningSteps(found).map((step) => ({ step, columns: goOn(step, step.definition.limit) }))
  const owed = running.map(({ step, columns }) => ({ parties: step.parties, dueAt: columns.dueAt }))
  const matter = await changeState(ctx, found, {
    action: 'resume',
    text: input.text,
    data: { cause: procedure.pauseCause, restarts, pausedAt: procedure.pausedAt },
    set: { dueAt: earliest([whole.dueAt, ...owed.map(({ dueAt }) => dueAt)]) },
    dues: duesOf(owed, whole.dueAt),
    beside: [
      ...running.map(({ step, columns }) => rowChange(ProcedureStep, step, columns)),
      rowChange(Procedure, procedure, { ...whole, pausedAt: null, pauseCause: null, pauseReason: null }),
    ],
    onBehalfOfId: behalfOf(ctx, found),
  })
  return { found: await reread(ctx, found, matter), restarted: restarts }
}
