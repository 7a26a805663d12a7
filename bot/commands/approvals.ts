import type { MatterKind } from '../../rules/lifecycles/index.ts'
import { Problem } from '../../rules/problems.ts'
import { describeOtherKind } from '../../wording/refusals.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { getMatter } from '../../use-cases/matters/find-matter.ts'
import { tellPeople } from '../../use-cases/outbox/tell-people.ts'
import { passIssue } from '../../use-cases/issues/pass-issue.ts'
import { sendBackIssue } from '../../use-cases/issues/send-back-issue.ts'
import { signIssue } from '../../use-cases/issues/sign-issue.ts'
import { tellTurn } from '../../use-cases/issues/tell-turn.ts'
import { approveSubmission } from '../../use-cases/submissions/approve-submission.ts'
import { getSubmission } from '../../use-cases/submissions/find-submission.ts'
import { returnSubmission } from '../../use-cases/submissions/return-submission.ts'
import { signSubmission } from '../../use-cases/submissions/sign-submission.ts'
import { tellNext } from '../../use-cases/submissions/tell-next.ts'
import { listHandlers, tellHandlers } from '../../use-cases/submissions/tell-signed.ts'
import { describeIssueAwaits, describeIssueSentBack, describeIssueSigned } from '../../wording/issues.ts'
import { describeApproved, describeSigned, describeSubmissionReturned } from '../../wording/submissions.ts'
import { inChat, onlyNumber, toSpeaker, type Answer, type Call, type Command } from './command.ts'
import { disclosureApprovals } from './disclosure.ts'
import { stepApprovals } from './procedures.ts'
import { answered } from './submissions.ts'
import { signUrgentReport } from './urgent.ts'

/** What 同意, 退稿 and 签发 do to one kind of matter. */
interface Approvals {
  approve(ctx: UseCaseContext, call: Call, number: number): Promise<Answer[]>
  sendBack(ctx: UseCaseContext, call: Call, number: number): Promise<Answer[]>
  sign(ctx: UseCaseContext, call: Call, number: number): Promise<Answer[]>
}

const ofSubmission: Approvals = {
  approve: async (ctx, call, number) => {
    const matter = await approveSubmission(ctx, { number, text: call.body })
    const { submission } = await getSubmission(ctx, number)
    const next = await tellNext(ctx, { matter, submission })
    return answered(ctx, number, describeApproved(call.wording, matter, next.memberIds))
  },
  sendBack: async (ctx, call, number) => {
    const { matter, to, submission } = await returnSubmission(ctx, { number, reason: call.body })
    if (to === 'editors') await tellNext(ctx, { matter, submission })
    const concerned = to === 'author' ? [submission.authorId] : await listHandlers(ctx, matter.id)
    const text = describeSubmissionReturned(call.wording, { number: matter.number, to, authorId: submission.authorId }, call.body)
    if (submission.tone === 'positive') return inChat(text, concerned)
    // No group hears of 报忧: its author is told in private, the editors have been.
    const where = call.group === null ? 'private' : 'group'
    if (to === 'author') await tellPeople(ctx, { matter, text, memberIds: concerned, where })
    return toSpeaker(text)
  },
  sign: async (ctx, call, number) => {
    const signed = await signSubmission(ctx, { number, text: call.body })
    const { submission } = await getSubmission(ctx, number)
    const text = describeSigned(call.wording, { ...signed, number })
    await tellHandlers(ctx, { matter: signed.matter, submission }, text)
    return submission.tone === 'problem' ? toSpeaker(text) : inChat(text, await listHandlers(ctx, signed.matter.id))
  },
}

const ofIssue: Approvals = {
  approve: async (ctx, call, number) => {
    const passed = await passIssue(ctx, { number, text: call.body })
    const holders = await tellTurn(ctx, passed)
    return inChat(describeIssueAwaits(number, passed.next.step === 0, passed.next, holders))
  },
  sendBack: async (ctx, call, number) => {
    const { matter } = await sendBackIssue(ctx, { number, reason: call.body })
    return inChat(describeIssueSentBack(number, call.body), [matter.issuerId])
  },
  sign: async (ctx, call, number) => {
    const { found, asDeputy, onBehalfOfId } = await signIssue(ctx, { number, text: call.body })
    return inChat(describeIssueSigned(call.wording, { ...found.issue, number, asDeputy, onBehalfOfId }), [found.matter.issuerId])
  },
}

const notThere =
  (what: string) =>
  (_ctx: UseCaseContext, _call: Call, number: number): Promise<Answer[]> =>
    Promise.reject(new Problem('wrong_state', `〔${number}〕是紧急信息,不用${what},请直接 #签发 ${number} 或 #补充 ${number} …`))

const ofUrgent: Approvals = { approve: notThere('审核'), sendBack: notThere('退稿'), sign: signUrgentReport }

/** Kinds that are approved or signed. A newcomer who looks for what 签发 does to a kind finds it here. */
const approvals: Partial<Record<MatterKind, Approvals>> = {
  submission: ofSubmission,
  issue: ofIssue,
  urgent: ofUrgent,
  procedure: stepApprovals('procedure'),
  absence: stepApprovals('absence'),
  watch: stepApprovals('watch'),
  disclosure: disclosureApprovals,
}

const approvalsOf = async (ctx: UseCaseContext, number: number): Promise<Approvals> => {
  const { matter } = await getMatter(ctx, number)
  const found = approvals[matter.kind]
  if (!found) throw new Problem('wrong_state', describeOtherKind(matter, '不用审核签发'))
  return found
}

/** One answer for several numbers; one that is refused is told with its reason and holds up none of the others. */
const forEach = async (call: Call, act: (number: number) => Promise<Answer[]>): Promise<Answer[]> => {
  const answers: Answer[] = []
  for (const number of call.numbers) {
    try {
      answers.push(...(await act(number)))
    } catch (error) {
      const isOneOfMany = call.numbers.length > 1 && error instanceof Problem && error.code !== 'stale'
      if (!isOneOfMany) throw error
      answers.push(...inChat(error.message))
    }
  }
  return answers
}

export const approveCommand: Command = {
  tags: ['同意', '送签', '审核通过'],
  numbers: 'many',
  needs: { number: true },
  example: '#同意 131',
  help: '单位审核通过;信息科送签',
  audience: '审核签发',
  run: (ctx, call) => forEach(call, async (number) => (await approvalsOf(ctx, number)).approve(ctx, call, number)),
}

export const sendBackCommand: Command = {
  tags: ['退稿'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#退稿 131 缺数据和地点',
  help: '退回修改(写明原因)',
  audience: '审核签发',
  run: async (ctx, call) => (await approvalsOf(ctx, onlyNumber(call))).sendBack(ctx, call, onlyNumber(call)),
}

export const signCommand: Command = {
  tags: ['签发'],
  numbers: 'many',
  needs: { number: true },
  example: '#签发 131',
  help: '签发信息或刊物',
  audience: '审核签发',
  run: (ctx, call) => forEach(call, async (number) => (await approvalsOf(ctx, number)).sign(ctx, call, number)),
}
