import { z } from 'zod'
import { Absence, Procedure, ProcedureStep } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { describeNotYourStep, describePausedAlready, describeToDecide, describeUnseenStep } from '../../wording/procedures.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { changeState, type Change } from '../matters/change-state.ts'
import { actingParties } from '../matters/standing.ts'
import { rowChange, type RowChange } from '../matters/write-beside.ts'
import { parseSaid } from '../parse-input.ts'
import { describeRunning, getProcedure, runningSteps, withSteps, type FoundProcedure } from './find-procedure.ts'
import { noteStepOverrun, noteWholeOverrun, settleOverruns } from './note-overruns.ts'
import type { StepScope } from './resolve-step-parties.ts'
import { earliest, startStage } from './start-stage.ts'

export const answerStepSchema = z.strictObject({
  number: z.int().positive(),
  verdict: z.enum(['agree', 'refuse', 'done']),
  text: z.string().trim().max(4_000, '意见不超过 4000 字').default(''),
  /** The name of the step that is meant; refused when it is another one's turn by now. Absent: whichever is the actor's. */
  step: z.string().trim().min(1).max(20).optional().describe('环节名称;已转到别的环节时不予受理'),
})

export type AnswerStepInput = z.input<typeof answerStepSchema>

/** What an answer led to. */
export interface StepAnswered {
  found: FoundProcedure
  /** The steps that were answered. */
  answered: string[]
  outcome: 'part' | 'next' | 'completed' | 'refused' | 'sent_back'
  /** Who is to be told: those whose steps run now, the applicant at the end. */
  memberParties: string[]
}

/**
 * Words that were said before a stage began cannot have meant it where their speaker could have meant the stage before: a colleague was
 * quicker, and nobody answers unseen.
 */
const refuseUnseen = (ctx: UseCaseContext, found: FoundProcedure, mine: readonly ProcedureStep[]): void => {
  const unseen = mine.find(({ startedAt }) => startedAt !== null && startedAt > ctx.sentAt)
  if (!unseen) return
  const own = new Set(actingParties(ctx, found.parties).map(({ party }) => party.party))
  const before = found.steps.find(({ stage, parties }) => stage === unseen.stage - 1 && parties.some((party) => own.has(party)))
  if (before) throw new Problem('wrong_state', describeUnseenStep(found.matter.number, before.definition.name, unseen.definition.name))
}

/** The running steps that the actor answers for, and for whom. */
const pickMine = (ctx: UseCaseContext, found: FoundProcedure): { mine: ProcedureStep[]; party: string; onBehalfOfId: string | null } => {
  const { matter } = found
  if (matter.state === 'paused') throw new Problem('wrong_state', describePausedAlready(matter.number))
  const running = runningSteps(found)
  for (const { party, onBehalfOfId } of actingParties(ctx, found.parties)) {
    const mine = running.filter(({ parties }) => parties.includes(party.party))
    if (mine.length === 0) continue
    refuseUnseen(ctx, found, mine)
    return { mine, party: party.party, onBehalfOfId }
  }
  if (running.length === 0) throw new Problem('wrong_state', `〔${matter.number}〕已经办结,没有待办的环节`)
  throw new Problem('forbidden', describeNotYourStep(matter.number, describeRunning(ctx, found)))
}

/** Those of one's steps that such an answer answers: what is to be decided is not 办结, what is to be handled is not refused. */
const answeredBy = (
  number: number,
  mine: readonly ProcedureStep[],
  { verdict, text, step }: z.output<typeof answerStepSchema>,
): ProcedureStep[] => {
  const meant = step === undefined ? [...mine] : mine.filter(({ definition }) => definition.name === step)
  const [first] = mine
  if (meant.length === 0) throw new Problem('stale', `〔${number}〕现在是“${first?.definition.name ?? ''}”,请刷新后再办`)
  if (verdict === 'agree') return meant
  if (verdict === 'done') {
    const handled = meant.filter(({ definition }) => definition.answer === 'handle')
    if (handled.length === 0) throw new Problem('wrong_state', describeToDecide(number, meant[0]?.definition.name ?? ''))
    return handled
  }
  const handled = meant.find(({ definition }) => definition.answer === 'handle')
  if (handled)
    throw new Problem('wrong_state', `〔${number}〕“${handled.definition.name}”是办理环节,不用 #不同意;缺材料可发 #暂停 ${number} 原因`)
  if (text === '') throw new Problem('bad_request', `不同意请写明原因,例如:#不同意 ${number} 材料不全`)
  return meant
}

const finished = (ctx: UseCaseContext, step: ProcedureStep, state: 'done' | 'refused', text: string): RowChange =>
  rowChange(ProcedureStep, step, { state, alarmAt: null, finishedAt: ctx.sentAt, finishedById: actorOf(ctx).id, answer: text || null })

/** Steps that stop because the whole ends or goes back. */
const stopped = (steps: readonly ProcedureStep[]): RowChange[] =>
  steps.map((step) => rowChange(ProcedureStep, step, { state: 'waiting', alarmAt: null }))

/** A whole that is over: its clock is looked at no more. */
const ended = (procedure: Procedure, outcome: 'completed' | 'refused', answer: string): RowChange =>
  rowChange(Procedure, procedure, { alarmAt: null, outcome, answer: answer || null })

type Plan = Pick<Change, 'action' | 'set' | 'targets' | 'dues' | 'parties'> & {
  outcome: StepAnswered['outcome']
  beside: RowChange[]
  memberParties: string[]
}

const scopeOf = ({ matter, procedure }: FoundProcedure): StepScope => ({
  applicantId: matter.issuerId,
  unitId: matter.unitId,
  chosenUnitId: procedure.chosenUnitId,
})

/** A stage that begins, forwards or backwards. */
const toStage = (ctx: UseCaseContext, found: FoundProcedure, stage: number, action: 'pass' | 'send_back'): Plan => {
  const { changes, targets, dues, parties, dueAt } = startStage(
    ctx,
    found.steps.filter((step) => step.stage === stage),
    scopeOf(found),
    found.procedure.dueAt,
  )
  const outcome = action === 'pass' ? 'next' : 'sent_back'
  return { action, outcome, set: { dueAt }, targets, dues, parties, beside: changes, memberParties: targets }
}

const refusalPlan = (ctx: UseCaseContext, found: FoundProcedure, mine: readonly ProcedureStep[], text: string): Plan => {
  const others = runningSteps(found).filter((step) => !mine.includes(step))
  const [first] = mine
  const back = first?.definition.refusal === 'back' && first.stage > 0 ? first.stage - 1 : null
  if (back !== null) {
    const plan = toStage(ctx, found, back, 'send_back')
    // What is gone through again begins anew.
    const again = mine.map((step) => rowChange(ProcedureStep, step, { state: 'waiting', alarmAt: null, answer: text }))
    return { ...plan, beside: [...again, ...stopped(others), ...plan.beside] }
  }
  const beside = [...mine.map((step) => finished(ctx, step, 'refused', text)), ...stopped(others), ended(found.procedure, 'refused', text)]
  return { action: 'refuse', outcome: 'refused', beside, memberParties: [`m:${found.matter.issuerId}`] }
}

const consentPlan = (ctx: UseCaseContext, found: FoundProcedure, mine: readonly ProcedureStep[], text: string): Plan => {
  const done = mine.map((step) => finished(ctx, step, 'done', text))
  const others = runningSteps(found).filter((step) => !mine.includes(step))
  if (others.length > 0) {
    const stillOwing = new Set(others.flatMap(({ parties }) => parties))
    const targets = [...new Set(mine.flatMap(({ parties }) => parties))].filter((party) => !stillOwing.has(party))
    const dueAt = earliest([found.procedure.dueAt, ...others.map((step) => step.dueAt)])
    return { action: 'pass_part', outcome: 'part', targets, set: { dueAt }, dues: {}, beside: done, memberParties: [] }
  }
  const next = Math.min(...found.steps.filter(({ state }) => state === 'waiting').map(({ stage }) => stage))
  if (Number.isFinite(next)) {
    const plan = toStage(ctx, found, next, 'pass')
    return { ...plan, beside: [...done, ...plan.beside] }
  }
  const beside = [...done, ended(found.procedure, 'completed', text)]
  return { action: 'complete', outcome: 'completed', beside, memberParties: [`m:${found.matter.issuerId}`] }
}

/** An absence that is refused ends at once: nobody is away by it. */
const absenceEnds = async (ctx: UseCaseContext, { matter }: FoundProcedure, outcome: Plan['outcome']): Promise<RowChange[]> => {
  const row = matter.kind === 'absence' && outcome === 'refused' ? await ctx.tx.findOneBy(Absence, { matterId: matter.id }) : null
  return row ? [rowChange(Absence, row, { endsAt: null })] : []
}

/** What went over its limit is noted before it is settled, even when the clock has not come round yet. */
const noteFirst = async (ctx: UseCaseContext, found: FoundProcedure, mine: readonly ProcedureStep[]): Promise<void> => {
  for (const step of mine) await noteStepOverrun(ctx, found.matter, step, ctx.sentAt)
  const parties = [...new Set(runningSteps(found).flatMap((step) => step.parties))]
  await noteWholeOverrun(ctx, found.matter, found.procedure, parties, ctx.sentAt)
}

/**
 * 同意, 不同意, 办结 of the step that is the actor's: the next stage begins, the whole ends, or it goes back (docs/rules.md, Procedures).
 * Throws `forbidden` with who has it now, `wrong_state` while the clock stands still.
 */
export const answerStep = async (ctx: UseCaseContext, raw: AnswerStepInput): Promise<StepAnswered> => {
  const input = parseSaid(answerStepSchema, raw)
  const found = await getProcedure(ctx, input.number)
  const { mine: asked, party, onBehalfOfId } = pickMine(ctx, found)
  const mine = answeredBy(input.number, asked, input)
  await noteFirst(ctx, found, mine)
  const plan = input.verdict === 'refuse' ? refusalPlan(ctx, found, mine, input.text) : consentPlan(ctx, found, mine, input.text)
  const isOver = plan.outcome === 'completed' || plan.outcome === 'refused'
  const ids = new Set(mine.map(({ id }) => id))
  const settled = await settleOverruns(ctx, found.matter.id, ({ stepId }) => isOver || (stepId !== null && ids.has(stepId)))
  const answered = mine.map(({ definition }) => definition.name)
  const { outcome, beside, memberParties, ...change } = plan
  const matter = await changeState(ctx, found, {
    ...change,
    text: input.text,
    data: { steps: answered },
    beside: [...beside, ...settled, ...(await absenceEnds(ctx, found, outcome))],
    actingParty: party,
    onBehalfOfId,
  })
  const after = await withSteps(ctx, { ...found, matter })
  if (!after) throw new Error('a procedure lost its row')
  return { found: after, answered, outcome, memberParties }
}
