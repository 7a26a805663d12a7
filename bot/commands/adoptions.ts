import { SubmissionAuthor } from '../../entities/index.ts'
import { readAdoptionText } from '../../rules/adoption-text.ts'
import { readPastDay } from '../../rules/past-day.ts'
import { Problem } from '../../rules/problems.ts'
import { recordAdoption, recordAdoptionSchema, type RecordedAdoption } from '../../use-cases/adoptions/record-adoption.ts'
import { revokeAdoption, revokeAdoptionSchema } from '../../use-cases/adoptions/revoke-adoption.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { parseSaid } from '../../use-cases/parse-input.ts'
import { describeAdopted, describeRevoked } from '../../wording/adoptions.ts'
import { inChat, onlyNumber, toSpeaker, type Answer, type Command } from './command.ts'

/** The day on which it was spoken: 昨天 is counted from there. */
const spokenOn = (ctx: UseCaseContext): string => ctx.office.calendar.dayOf(ctx.sentAt)

/** 报忧 is echoed in no group; of anything else its authors are told, all of them. */
const answer = async (ctx: UseCaseContext, { submission, matter }: RecordedAdoption, text: string): Promise<Answer[]> => {
  if (submission.tone === 'problem') return toSpeaker(text)
  const authors = await ctx.tx.find(SubmissionAuthor, { where: { matterId: matter.id }, order: { position: 'ASC' } })
  return inChat(
    text,
    authors.map(({ memberId }) => memberId),
  )
}

/** #采用: an upper body used a submission. */
export const adoptCommand: Command = {
  tags: ['采用'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#采用 131 省级《每日要情》 单篇 4月3日',
  help: '登记上级采用:级别《刊物》 形式 日期(不写就是今天)',
  audience: '信息科',
  run: async (ctx, call) => {
    const number = onlyNumber(call)
    const read = readAdoptionText(call.body, spokenOn(ctx))
    if ('problem' in read) throw new Problem('bad_request', `${read.problem},例如:${adoptCommand.example}`)
    const { day, ...use } = read
    const input = parseSaid(recordAdoptionSchema, { number, ...use, day: day ?? spokenOn(ctx) })
    const recorded = await recordAdoption(ctx, input)
    return answer(ctx, recorded, describeAdopted(call.wording, number, { ...recorded.adoption, day: recorded.adoption.adoptedOn }))
  },
}

const title = /[《〈]\s*([^》〉]*?)\s*[》〉]/u

export const revokeAdoptionCommand: Command = {
  tags: ['撤销采用'],
  numbers: 'one',
  needs: { number: true },
  example: '#撤销采用 131 《每日要情》',
  help: '撤销登记错的采用',
  audience: '信息科',
  run: async (ctx, call) => {
    const number = onlyNumber(call)
    const publication = title.exec(call.body)?.[1]
    const rest = call.body.replace(title, ' ').trim()
    const day = rest === '' ? null : (readPastDay(rest, spokenOn(ctx))?.day ?? null)
    if (rest !== '' && day === null) throw new Problem('bad_request', `看不懂“${rest}”,例如:${revokeAdoptionCommand.example}`)
    const input = parseSaid(revokeAdoptionSchema, {
      number,
      ...(publication === undefined ? {} : { publication }),
      ...(day === null ? {} : { day }),
    })
    const revoked = await revokeAdoption(ctx, input)
    return answer(ctx, revoked, describeRevoked(call.wording, number, { ...revoked.adoption, day: revoked.adoption.adoptedOn }))
  },
}
