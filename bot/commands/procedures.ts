import { Matter } from '../../entities/index.ts'
import type { MatterKind } from '../../rules/lifecycles/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { tellApplicant } from '../../use-cases/absences/tell-deciders.ts'
import { answerSwap, answerSwapSchema } from '../../use-cases/watches/answer-swap.ts'
import { memberIdsOfParty } from '../../use-cases/matters/mention-parties.ts'
import { parseSaid } from '../../use-cases/parse-input.ts'
import { answerStep } from '../../use-cases/procedures/answer-step.ts'
import { runningSteps, type FoundProcedure } from '../../use-cases/procedures/find-procedure.ts'
import { pauseProcedure, resumeProcedure } from '../../use-cases/procedures/pause-procedure.ts'
import { actorOf } from '../../use-cases/context.ts'
import { describePaused, describeResumed, describeStepAnswered, type SpokenStep } from '../../wording/procedures.ts'
import { describeSwapAnswered } from '../../wording/watches.ts'
import { answerPrivately } from './answer-privately.ts'
import { inChat, onlyNumber, toSpeaker, type Answer, type Call, type Command } from './command.ts'
import { refuseSecond } from './refuse-second.ts'

/** The steps that run, as words need them. */
export const spokenSteps = (found: FoundProcedure): SpokenStep[] =>
  runningSteps(found).map(({ definition, parties, dueAt }) => ({ name: definition.name, answer: definition.answer, parties, dueAt }))

/** People of these parties who are to be mentioned; the speaker is left out. */
export const concerned = (ctx: UseCaseContext, parties: readonly string[]): string[] =>
  [...new Set(parties.flatMap((party) => memberIdsOfParty(ctx, party)))].filter((id) => id !== ctx.actor?.id)

/** The answer to a step, said where it may be said: of an absence in private. */
const answer = async (ctx: UseCaseContext, call: Call, number: number, verdict: 'agree' | 'refuse' | 'done'): Promise<Answer[]> => {
  if (verdict !== 'agree') await refuseSecond(ctx, call)
  const answered = await answerStep(ctx, { number, verdict, text: call.body })
  const { matter } = answered.found
  const text = describeStepAnswered(call.wording, {
    ...(matter.kind === 'absence' ? { completed: '已同意' } : {}),
    number,
    title: matter.title,
    names: answered.answered,
    outcome: answered.outcome,
    by: actorOf(ctx).name,
    text: call.body,
    steps: spokenSteps(answered.found),
  })
  if (matter.kind === 'absence') {
    await tellApplicant(ctx, answered, text)
    return toSpeaker(text)
  }
  return inChat(text, concerned(ctx, answered.memberParties))
}

/** A swap of shifts is between two people, refusals included. */
const swap = (ctx: UseCaseContext, call: Call, number: number, agrees: boolean): Promise<Answer[]> =>
  answerPrivately(async () => {
    const answered = await answerSwap(ctx, parseSaid(answerSwapSchema, { number, agrees, text: call.body }))
    return toSpeaker(describeSwapAnswered(call.wording, number, answered))
  })(ctx, call)

/** What 同意 means for kinds whose todos are steps; bot/commands/approvals.ts asks. */
export const stepApprovals = (kind: MatterKind) => {
  const refuse = async (_ctx: UseCaseContext, _call: Call, number: number): Promise<Answer[]> => {
    throw new Problem('wrong_state', `〔${number}〕请用 #同意 或 #不同意`)
  }
  const approve = (ctx: UseCaseContext, call: Call, number: number): Promise<Answer[]> =>
    kind === 'watch' ? swap(ctx, call, number, true) : answer(ctx, call, number, 'agree')
  return { approve, sendBack: refuse, sign: refuse }
}

export const refuseCommand: Command = {
  tags: ['不同意', '不予批准'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#不同意 160 预算依据不足',
  help: '不同意本环节(写明原因)',
  audience: '审核签发',
  run: async (ctx, call) => {
    const number = onlyNumber(call)
    const matter = await ctx.tx.findOneBy(Matter, { number })
    if (matter?.kind === 'watch') return swap(ctx, call, number, false)
    return answer(ctx, call, number, 'refuse')
  },
}

/** 办结 of a step, where the number is a procedure's; null where it is something else's. */
export const answerIfProcedure = async (ctx: UseCaseContext, call: Call): Promise<Answer[] | null> => {
  const matter = await ctx.tx.findOneBy(Matter, { number: onlyNumber(call) })
  return matter?.kind === 'procedure' || matter?.kind === 'absence' ? answer(ctx, call, matter.number, 'done') : null
}

export const pauseCommand: Command = {
  tags: ['暂停', '中止计时'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#暂停 160 征求第三方意见',
  help: '暂停办件的时钟(写明原因)',
  audience: '承办人',
  run: async (ctx, call) => {
    await refuseSecond(ctx, call)
    const { found, cause } = await pauseProcedure(ctx, { number: onlyNumber(call), reason: call.body })
    const left = [found.procedure.leftMs, ...runningSteps(found).map(({ leftMs }) => leftMs)].filter((ms) => ms !== null)
    const text = describePaused(found.matter.number, cause, call.body, left.length === 0 ? null : Math.min(...left))
    return inChat(text, concerned(ctx, [`m:${found.matter.issuerId}`]))
  },
}

export const resumeCommand: Command = {
  tags: ['恢复', '恢复计时'],
  numbers: 'one',
  needs: { number: true },
  example: '#恢复 160 意见已收齐',
  help: '恢复办件的时钟',
  audience: '承办人',
  run: async (ctx, call) => {
    const { found, restarted } = await resumeProcedure(ctx, { number: onlyNumber(call), text: call.body })
    const steps = spokenSteps(found)
    return inChat(
      describeResumed(call.wording, found.matter.number, restarted, steps),
      concerned(
        ctx,
        steps.flatMap(({ parties }) => parties),
      ),
    )
  },
}
