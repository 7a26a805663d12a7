import { Matter } from '../../entities/index.ts'
import { nameStage } from '../../rules/matter-stage.ts'
import { assignRoles } from '../../rules/parties/read-parties.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, today, type UseCaseContext } from '../../use-cases/context.ts'
import { instructAgain } from '../../use-cases/instructions/instruct-again.ts'
import { listMyInstructions } from '../../use-cases/instructions/list-my-instructions.ts'
import { openInstruction } from '../../use-cases/instructions/open-instruction.ts'
import { turnIntoSubmission } from '../../use-cases/instructions/turn-into-submission.ts'
import { memberIdsOfParty } from '../../use-cases/matters/mention-parties.ts'
import { tellPeople } from '../../use-cases/outbox/tell-people.ts'
import { categoryOf } from '../../use-cases/submissions/submission-due.ts'
import { tellNext } from '../../use-cases/submissions/tell-next.ts'
import { describeInstruction, describeMyInstructions, describeNextRound } from '../../wording/instructions.ts'
import { describeReported } from '../../wording/submissions.ts'
import { inChat, onlyNumber, toSpeaker, type Answer, type Call, type Command } from './command.ts'
import { readIssuer } from './read-issuer.ts'
import { readPeople } from './read-people.ts'

/** 《关于……的报告》(临城管〔2026〕12号): the paper an instruction stands on. */
const readPaper = (text: string): { title?: string; number?: string; rest: string } => {
  const found = /^\s*《([^》]{2,110})》\s*(?:[(\uFF08]([^)\uFF09]{2,58}号)[)\uFF09])?\s*[:\uFF1A,\uFF0C]?\s*/u.exec(text)
  if (!found) return { rest: text }
  const [whole, title, number] = found
  return { ...(title ? { title } : {}), ...(number ? { number } : {}), rest: text.slice(whole.length) }
}

const namesOf = (ctx: UseCaseContext, ids: readonly string[]): string[] => ids.map((id) => ctx.office.directory.findMember(id)?.name ?? '')

/** In the matter's own group everybody has just read them. */
const wordsFor = (call: Call, words: string, { groupId }: Pick<Matter, 'groupId'>): string | null =>
  call.group !== null && call.group.id === groupId ? null : words

const again = async (ctx: UseCaseContext, number: number, words: string, call: Call): Promise<Answer[]> => {
  const { matter, round, askedIds, owing } = await instructAgain(ctx, { number, text: words })
  const leader = ctx.office.directory.findMember(matter.issuerId)?.name ?? ''
  const text = describeNextRound(call.wording, {
    number,
    round,
    dueAt: matter.dueAt,
    leader,
    askedNames: namesOf(ctx, askedIds),
    words: wordsFor(call, words, matter),
  })
  return inChat(text, [...owing.flatMap((party) => memberIdsOfParty(ctx, party)), ...askedIds])
}

/** Whether these are the same leader's further words; another leader's on an instruction are an instruction of its own. */
const isSameLeader = (ctx: UseCaseContext, on: Matter, statedId: string | null): boolean => {
  if (statedId !== null) return statedId === on.issuerId
  const { id } = actorOf(ctx)
  const { directory } = ctx.office
  return id === on.issuerId || !directory.holdsAtRoot(id, 'leader', today(ctx))
}

/** #批示: what happens when a leader writes on something, or the section registers it from paper. */
export const instructCommand: Command = {
  tags: ['批示', '登记批示'],
  numbers: 'one',
  needs: { body: true },
  example: '#批示 131 请交通局牵头、城管局配合,12月5日前报办理情况',
  help: '批示(可带编号或《文件》);督查科代登记写“代 王市长”',
  audience: '交办人',
  run: async (ctx, call) => {
    const [number] = call.numbers
    const on = number === undefined ? null : await ctx.tx.findOneBy(Matter, { number })
    const issuer = readIssuer(ctx, call.body)
    if (number !== undefined && on?.kind === 'instruction' && isSameLeader(ctx, on, issuer.memberId))
      return again(ctx, number, issuer.rest, call)
    const paper = readPaper(issuer.rest)
    const reading = await readPeople(ctx, call, paper.rest)
    if (reading.allUnits) throw new Problem('bad_request', `请写明承办单位,例如:${instructCommand.example}`)
    const opened = await openInstruction(ctx, {
      text: paper.rest,
      ...(number === undefined ? {} : { number }),
      ...(paper.title === undefined ? {} : { paperTitle: paper.title }),
      ...(paper.number === undefined ? {} : { paperNumber: paper.number }),
      ...(issuer.memberId === null ? {} : { leaderId: issuer.memberId }),
      parties: assignRoles(reading.parties),
      groupId: call.group?.id ?? null,
    })
    const { matter, parties, limit, askedIds } = opened
    const text = describeInstruction(call.wording, {
      number: matter.number,
      title: matter.title,
      leader: ctx.office.directory.findMember(matter.issuerId)?.name ?? '',
      parties,
      on: number === undefined ? null : { number },
      paper: paper.title === undefined ? null : `《${paper.title}》`,
      limit,
      askedNames: namesOf(ctx, askedIds),
      words: wordsFor(call, paper.rest, matter),
    })
    const mentioned = [...parties.flatMap(({ party }) => memberIdsOfParty(ctx, party)), ...askedIds]
    const others = [...new Set(mentioned)].filter((id) => id !== ctx.actor?.id)
    if (matter.groupId !== null || call.group === null) return inChat(text, others)
    // On 报忧: no group hears what it is about.
    await tellPeople(ctx, { matter, text, memberIds: others, where: 'group' })
    return toSpeaker(text)
  },
}

const listLength = 10

export const myInstructionsCommand: Command = {
  tags: ['我的批示', '批示办理'],
  numbers: 'none',
  needs: {},
  example: '#我的批示',
  help: '我的批示与回音(私信答复)',
  audience: '交办人',
  run: async (ctx, call) => {
    const page = await listMyInstructions(ctx, { limit: listLength })
    const items = page.items.map((item) => ({ ...item, stage: nameStage('instruction', item.state) }))
    return toSpeaker(describeMyInstructions(call.wording, items, page.next !== null))
  },
}

export const turnIntoSubmissionCommand: Command = {
  tags: ['转信息'],
  numbers: 'one',
  needs: { number: true },
  example: '#转信息 140',
  help: '批示办理情况转为信息报送',
  audience: '承办人',
  run: async (ctx, call) => {
    const opened = await turnIntoSubmission(ctx, { number: onlyNumber(call) })
    const { matter, submission, check } = opened
    const text = describeReported(call.wording, {
      number: matter.number,
      title: matter.title,
      category: categoryOf(ctx, submission.category).name,
      authorIds: [actorOf(ctx).id],
      dueAt: matter.dueAt,
      next: await tellNext(ctx, opened),
      missing: check.missing,
      similar: check.similar,
    })
    return inChat(text)
  },
}
