import { LessThan } from 'typeorm'
import { Matter, Procedure, ProcedureOverrun, ProcedureStep } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import type { Instant } from '../../rules/instant.ts'
import { lateBy } from '../../rules/procedures/clock.ts'
import { describeOverrun } from '../../wording/procedures.ts'
import type { UseCaseContext } from '../context.ts'
import { appendEvents } from '../matters/append-event.ts'
import { rowChange, type RowChange } from '../matters/write-beside.ts'

/** How many clocks one transaction looks at. */
export const overrunBatch = 100

const wholeName = '全程'

interface Late {
  step: ProcedureStep | null
  dueAt: Instant
  parties: readonly string[]
}

const write = async (ctx: UseCaseContext, matter: Pick<Matter, 'id' | 'kind'>, { step, dueAt, parties }: Late): Promise<void> => {
  const name = step?.definition.name ?? wholeName
  const row: ProcedureOverrun = {
    id: ctx.newId(),
    matterId: matter.id,
    kind: matter.kind,
    stepId: step?.id ?? null,
    name,
    parties: [...parties],
    dueAt,
    sameKey: `${step?.id ?? matter.id}:${dueAt}`,
    settledAt: null,
    lateMs: null,
  }
  await insertRows(ctx.tx, ProcedureOverrun, [row])
  const text = describeOverrun(ctx.office.calendar, { name, dueAt, now: ctx.now })
  await appendEvents({ ...ctx, actor: null, messageId: null }, [
    { matterId: matter.id, action: 'overrun', text, data: { dueAt, step: name } },
  ])
}

/** Notes a step that went over its limit, once: whoever takes its alarm away writes the fact. */
export const noteStepOverrun = async (
  ctx: UseCaseContext,
  matter: Pick<Matter, 'id' | 'kind'>,
  step: ProcedureStep,
  at: Instant,
): Promise<void> => {
  const { alarmAt, dueAt } = step
  if (alarmAt === null || dueAt === null || dueAt >= at) return
  const { affected } = await ctx.tx.update(ProcedureStep, { id: step.id, alarmAt }, { alarmAt: null })
  step.alarmAt = null
  if (affected === 1) await write(ctx, matter, { step, dueAt, parties: step.parties })
}

/** The same for the whole. */
export const noteWholeOverrun = async (
  ctx: UseCaseContext,
  matter: Pick<Matter, 'id' | 'kind'>,
  procedure: Procedure,
  parties: readonly string[],
  at: Instant,
): Promise<void> => {
  const { alarmAt, dueAt } = procedure
  if (alarmAt === null || dueAt === null || dueAt >= at) return
  const { affected } = await ctx.tx.update(Procedure, { matterId: procedure.matterId, alarmAt }, { alarmAt: null })
  procedure.alarmAt = null
  if (affected === 1) await write(ctx, matter, { step: null, dueAt, parties })
}

/** Facts that are settled by what is done now: when, and how late in working time. */
export const settleOverruns = async (
  ctx: UseCaseContext,
  matterId: string,
  isSettled: (overrun: ProcedureOverrun) => boolean,
): Promise<RowChange[]> => {
  const open = (await ctx.tx.find(ProcedureOverrun, { where: { matterId }, order: { id: 'ASC' } })).filter(
    ({ settledAt }) => settledAt === null,
  )
  const { calendar } = ctx.office
  return open
    .filter(isSettled)
    .map((row) => rowChange(ProcedureOverrun, row, { settledAt: ctx.sentAt, lateMs: lateBy(calendar, row.dueAt, ctx.sentAt) }))
}

/** One batch of clocks that ran out. What no longer runs loses its alarm without a word. Returns how many were looked at. */
export const noteOverruns = async (ctx: UseCaseContext): Promise<number> => {
  const due = { alarmAt: LessThan(ctx.now) }
  const steps = await ctx.tx.find(ProcedureStep, { where: due, order: { alarmAt: 'ASC', id: 'ASC' }, take: overrunBatch })
  for (const step of steps) {
    const matter = await ctx.tx.findOneByOrFail(Matter, { id: step.matterId })
    if (matter.state === 'open' && step.state === 'running') await noteStepOverrun(ctx, matter, step, ctx.now)
    else await ctx.tx.update(ProcedureStep, { id: step.id }, { alarmAt: null })
  }
  const wholes = await ctx.tx.find(Procedure, { where: due, order: { alarmAt: 'ASC', matterId: 'ASC' }, take: overrunBatch })
  for (const procedure of wholes) {
    const { matterId } = procedure
    const matter = await ctx.tx.findOneByOrFail(Matter, { id: matterId })
    const running = await ctx.tx.findBy(ProcedureStep, { matterId, state: 'running' })
    const parties = [...new Set(running.flatMap((step) => step.parties))]
    if (matter.state === 'open') await noteWholeOverrun(ctx, matter, procedure, parties, ctx.now)
    else await ctx.tx.update(Procedure, { matterId }, { alarmAt: null })
  }
  return Math.max(steps.length, wholes.length)
}
