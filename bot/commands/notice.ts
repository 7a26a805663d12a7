import { findEveryone, maskForAddressees, readDocumentNumber, readReceipt } from '../../rules/notice-text.ts'
import { readParties } from '../../rules/parties/read-parties.ts'
import { Problem } from '../../rules/problems.ts'
import { composeTitle, type Span } from '../../rules/task-text.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { memberIdsOfParty } from '../../use-cases/matters/mention-parties.ts'
import { createNotice, type CreatedNotice, type CreateNoticeInput } from '../../use-cases/notices/create-notice.ts'
import { endNotice } from '../../use-cases/notices/end-notice.ts'
import { isNotice } from '../../use-cases/notices/find-notice.ts'
import { readNoticeLimit } from '../../use-cases/notices/read-notice-limit.ts'
import { readNotice } from '../../use-cases/notices/read-notice.ts'
import { describeForOrganiser, progressIn } from '../../use-cases/notices/tell-groups.ts'
import { urgeNotice } from '../../use-cases/notices/urge-notice.ts'
import {
  describeNoticeProgress,
  describeNoticeSummary,
  describeNoticeUrged,
  describePosted,
  describeUrgedElsewhere,
  type PostedNotice,
} from '../../wording/notices.ts'
import { describeAmbiguous, describeUnknownNames } from '../../wording/people.ts'
import { inChat, onlyNumber, toSpeaker, type Answer, type Call, type Command } from './command.ts'
import { readIssuer } from './read-issuer.ts'

interface Addressed {
  audience: NonNullable<CreateNoticeInput['audience']>
  parties: string[]
  cuts: Span[]
}

/** To whom a notice goes: those named behind an @ or at the start, 各单位, else everybody here (of a document, every unit here). */
const readAddressees = async (ctx: UseCaseContext, call: Call, body: string, form: PostedNotice['form']): Promise<Addressed> => {
  const reading = readParties(maskForAddressees(body), await call.names())
  if (reading.unknown.length > 0) throw new Problem('bad_request', describeUnknownNames(reading.unknown))
  const [ambiguous] = reading.ambiguous
  if (ambiguous) throw new Problem('bad_request', describeAmbiguous(ctx.office.directory, `#${call.written} ${body}`, ambiguous))
  const everyone = findEveryone(body)
  const cuts = [...everyone, ...reading.cuts]
  const named = reading.parties.map(({ party }): string => party)
  if (named.length > 0) return { audience: 'named', parties: named, cuts }
  if (reading.allUnits) return { audience: 'units', parties: [], cuts: everyone }
  // Some networks tell whom a message mentions without writing the name into it.
  const mentioned = everyone.length > 0 ? [] : await call.mentionedMembers()
  if (mentioned.length > 0) return { audience: 'named', parties: mentioned.map((id) => `m:${id}`), cuts }
  if (!call.group) throw new Problem('bad_request', '请在工作群里发通知,或写明人员、单位,例如:#通知 @李四 …(需签收)')
  return { audience: form === 'document' ? 'units' : 'members', parties: [], cuts }
}

const titleOf = (ctx: UseCaseContext, body: string, cuts: readonly Span[]): string => {
  const receipt = readReceipt(body)
  const number = readDocumentNumber(body)
  const { matched = null } = receipt.asked ? readNoticeLimit(ctx, body) : {}
  // Where the limit was read in a clause of its own, its place is found again in the whole.
  const at = matched === null ? -1 : body.indexOf(matched.text)
  const limit = at < 0 || matched === null ? [] : [{ from: at, to: at + matched.text.length }]
  return composeTitle(body, [...cuts, ...receipt.cuts, ...(number ? [number.span] : []), ...limit])
}

/** What wordings need of a notice just posted. */
const toPosted = (ctx: UseCaseContext, { matter, notice, parties, outcome, limit }: CreatedNotice, isSeen: boolean): PostedNotice => ({
  matter,
  form: notice.form,
  documentNumber: notice.documentNumber,
  needsReceipt: notice.needsReceipt,
  asked: parties.length,
  outcome,
  limit,
  issuedFor: matter.postedById === null ? null : (ctx.office.directory.findMember(matter.issuerId)?.name ?? null),
  body: isSeen ? null : matter.body,
})

/** Whoever is addressed by name is called; a group that is told as a whole is not. */
const mostMentions = 50

const post =
  (form: PostedNotice['form']) =>
  async (ctx: UseCaseContext, call: Call): Promise<Answer[]> => {
    const { memberId, rest: body } = readIssuer(ctx, call.body)
    const { audience, parties, cuts } = await readAddressees(ctx, call, body, form)
    const created = await createNotice(ctx, {
      form,
      body,
      title: titleOf(ctx, body, cuts),
      audience,
      parties,
      groupId: call.group?.id ?? null,
      ...(memberId === null ? {} : { issuerId: memberId }),
    })
    const called =
      audience === 'members' || !created.notice.needsReceipt ? [] : created.parties.flatMap((party) => memberIdsOfParty(ctx, party))
    const mentions = [...new Set(called)].filter((id) => id !== ctx.actor?.id)
    return inChat(
      describePosted(call.wording, toPosted(ctx, created, call.group !== null)),
      mentions.length <= mostMentions ? mentions : [],
    )
  }

export const noticeCommand: Command = {
  tags: ['通知'],
  numbers: 'none',
  needs: { body: true },
  example: '#通知 明天上午9点在三楼会议室开防汛调度会(需签收,今天下班前)',
  help: '发通知;写“需签收”的统计签收,不点名就是本群全体',
  audience: '交办人',
  run: post('notice'),
}

export const documentCommand: Command = {
  tags: ['公文', '发文'],
  numbers: 'none',
  needs: { body: true },
  example: '#公文 关于做好防汛工作的通知 临政办发〔2026〕15号 @消防队 @城管局 明天下班前签收',
  help: '公文送达(标题、文号),要签收;不点名就是本群各单位',
  audience: '办公室',
  run: post('document'),
}

/** How many have signed, for the group; by name for the organiser alone. */
export const answerNoticeProgress = async (ctx: UseCaseContext, call: Call, number: number): Promise<Answer[]> => {
  const { matter, notice, groups, count, isOrganiser } = await readNotice(ctx, number)
  const isHere = call.group !== null && groups.some(({ groupId }) => groupId === call.group?.id)
  const groupId = isHere ? (call.group?.id ?? null) : null
  const line = describeNoticeProgress(
    call.wording,
    progressIn(matter, count, { needsReceipt: notice.needsReceipt, groups: groups.length, groupId }),
  )
  const names = isOrganiser && notice.needsReceipt && count.signed < count.asked ? await describeForOrganiser(ctx, matter, count) : null
  // In its own group a line; anywhere else nobody but the speaker is concerned.
  if (isHere) return [...inChat(line), ...(names === null ? [] : toSpeaker(names))]
  return toSpeaker(names ?? line)
}

export const noticeProgressCommand: Command = {
  tags: ['通知进度', '签收情况', '签收进度'],
  numbers: 'many',
  needs: { number: true },
  example: '#通知进度 128',
  help: '通知签收了多少;未签收名单只私信发布人、督查',
  audience: '任何人',
  run: async (ctx, call) => {
    const answers: Answer[] = []
    for (const number of call.numbers) answers.push(...(await answerNoticeProgress(ctx, call, number)))
    return answers
  },
}

/** 催签; also what 催办 of a notice is. */
export const answerNoticeUrge = async (ctx: UseCaseContext, call: Call, number: number): Promise<Answer[]> => {
  const { matter, here, told } = await urgeNotice(ctx, { number, text: call.body }, call.group?.id ?? null)
  const names = here.map((id) => ctx.office.directory.findMember(id)?.name ?? '')
  const isElsewhere = told.groups > 0 || told.people > 0
  return [
    ...(here.length > 0 ? inChat(describeNoticeUrged(call.wording, matter, names), here) : []),
    ...(isElsewhere ? toSpeaker(describeUrgedElsewhere(matter, told)) : []),
  ]
}

export const urgeNoticeCommand: Command = {
  tags: ['催签'],
  numbers: 'many',
  needs: { number: true },
  example: '#催签 128',
  help: '只点名还没签收的人,一天一次',
  audience: '交办人',
  run: async (ctx, call) => {
    const answers: Answer[] = []
    for (const number of call.numbers) answers.push(...(await answerNoticeUrge(ctx, call, number)))
    return answers
  },
}

export const endNoticeCommand: Command = {
  tags: ['结束签收', '结束通知'],
  numbers: 'one',
  needs: { number: true },
  example: '#结束签收 128',
  help: '不再等签收,汇总一次',
  audience: '交办人',
  run: async (ctx, call) => {
    const { matter, count, groupIds } = await endNotice(ctx, { number: onlyNumber(call), text: call.body }, call.group?.id ?? null)
    const groupId = call.group !== null && groupIds.includes(call.group.id) ? call.group.id : null
    return inChat(describeNoticeSummary(progressIn(matter, count, { groups: groupIds.length, groupId }), 'end'))
  },
}

/** A number of a notice is answered by `answer`; null for any other matter. */
export const ifNotice = async (
  ctx: UseCaseContext,
  call: Call,
  number: number,
  answer: (ctx: UseCaseContext, call: Call, number: number) => Promise<Answer[]>,
): Promise<Answer[] | null> => ((await isNotice(ctx, number)) ? answer(ctx, call, number) : null)
