import { Matter } from '../../entities/index.ts'
import type { MatterKind } from '../../rules/lifecycles/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { tellApplicant } from '../../use-cases/absences/tell-leaders.ts'
import { answerSwap } from '../../use-cases/watches/swap-shift.ts'
import { memberIdsOfParty } from '../../use-cases/matters/mention-parties.ts'
import { answerStep } from '../../use-cases/procedures/answer-step.ts'
import { listDefinitions } from '../../use-cases/procedures/definitions.ts'
import { runningSteps, type FoundProcedure } from '../../use-cases/procedures/find-procedure.ts'
import { openProcedure } from '../../use-cases/procedures/open-procedure.ts'
import { pauseProcedure, resumeProcedure } from '../../use-cases/procedures/pause-procedure.ts'
import { actorOf } from '../../use-cases/context.ts'
import { cutSpans } from '../../rules/task-text.ts'
import {
  describePaused,
  describeProcedureOpened,
  describeProcedures,
  describeResumed,
  describeStepAnswered,
  type SpokenStep,
} from '../../wording/procedures.ts'
import { describeSwapAnswered } from '../../wording/watches.ts'
import { inChat, onlyNumber, toSpeaker, type Answer, type Call, type Command } from './command.ts'
import { readPeople } from './read-people.ts'

/** The steps that run, as words need them. */
export const spokenSteps = (found: FoundProcedure): SpokenStep[] =>
  runningSteps(found).map(({ definition, parties, dueAt }) => ({ name: definition.name, answer: definition.answer, parties, dueAt }))

const concerned = (ctx: UseCaseContext, parties: readonly string[]): string[] =>
  [...new Set(parties.flatMap((party) => memberIdsOfParty(ctx, party)))].filter((id) => id !== ctx.actor?.id)

/** 张三,或“申请人:张某”: who asks when it is nobody of the office. */
const readApplicant = (text: string): { applicant: string | null; rest: string } => {
  const found = /申请人\s*[::]\s*([^\s,,。;;]{1,40})[\s,,。;;]*/u.exec(text)
  return found?.[1] === undefined ? { applicant: null, rest: text } : { applicant: found[1], rest: text.replace(found[0], '') }
}

/** #申请: what happens when somebody begins one of the office's procedures. */
export const applyCommand: Command = {
  tags: ['申请', '办件'],
  numbers: 'none',
  needs: {},
  example: '#申请 审批 购置应急物资一批,@应急局 承办',
  help: '按流程办件(不写内容即列出流程)',
  audience: '任何人',
  run: async (ctx, call) => {
    const all = (await listDefinitions(ctx)).map(({ definition }) => definition).filter(({ kind }) => kind === 'procedure')
    const [name = ''] = call.body.split(/[\s,,::]/u)
    const text = call.body.slice(name.length).replace(/^[\s,,::]+/u, '')
    if (name === '') return toSpeaker(describeProcedures(all))
    if (text === '') throw new Problem('bad_request', `请写明申请内容,例如:${applyCommand.example}`)
    const { applicant, rest } = readApplicant(text)
    const reading = await readPeople(ctx, call, rest)
    const unit = reading.parties.find(({ party }) => party.startsWith('u:'))?.party.slice(2) ?? null
    const title = cutSpans(rest, reading.cuts).replace(/[\s,,。;;]*(?:承办|办理)?[\s,,。;;]*$/u, '')
    const found = await openProcedure(ctx, {
      procedure: name,
      body: title === '' ? rest : title,
      applicant,
      unitId: unit,
      groupId: call.group?.id ?? null,
    })
    const { matter, procedure } = found
    const steps = spokenSteps(found)
    const words = describeProcedureOpened(call.wording, {
      number: matter.number,
      title: matter.title,
      form: procedure.definition.form,
      path: procedure.definition.steps.map((step) => step.name),
      dueAt: procedure.dueAt,
      steps,
      applicant,
    })
    return inChat(
      words,
      concerned(
        ctx,
        steps.flatMap(({ parties }) => parties),
      ),
    )
  },
}

/** The answer to a step, said where it may be said: of an absence in private. */
const answer = async (ctx: UseCaseContext, call: Call, number: number, verdict: 'agree' | 'refuse' | 'done'): Promise<Answer[]> => {
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

const swap = async (ctx: UseCaseContext, call: Call, number: number, agrees: boolean): Promise<Answer[]> =>
  toSpeaker(describeSwapAnswered(call.wording, number, await answerSwap(ctx, { number, agrees, text: call.body })))

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
