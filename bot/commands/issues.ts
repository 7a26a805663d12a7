import { Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { addItems, arrangeIssue, removeItems, takeNewest } from '../../use-cases/issues/arrange-issue.ts'
import { createIssue, createIssueSchema } from '../../use-cases/issues/create-issue.ts'
import { getIssue, type FoundIssue } from '../../use-cases/issues/find-issue.ts'
import { listItems, type ListedItem } from '../../use-cases/issues/list-items.ts'
import { publishIssue } from '../../use-cases/issues/publish-issue.ts'
import { itemWords, outdatedOf } from '../../use-cases/issues/tell-turn.ts'
import { withdrawIssue, withdrawIssueSchema } from '../../use-cases/issues/withdraw-issue.ts'
import { parseSaid } from '../../use-cases/parse-input.ts'
import { readPublication } from '../../use-cases/publications/find-publication.ts'
import { describeDraft, describeEditorNote, describeIssuePublished, describeIssueWithdrawn, describePreview } from '../../wording/issues.ts'
import { answerIssueBulletin } from './bulletins.ts'
import { inChat, onlyNumber, toSpeaker, type Answer, type Call, type Command } from './command.ts'

/** 报忧 is echoed in no group. */
export const whereItMaySeem = (items: readonly ListedItem[], text: string, mentionIds: readonly string[] = []): Answer[] =>
  items.some(({ submission }) => submission.tone === 'problem') ? toSpeaker(text) : inChat(text, mentionIds)

const answerDraft = async (ctx: UseCaseContext, { matter, issue, publication }: FoundIssue): Promise<Answer[]> => {
  const items = await listItems(ctx, matter.id)
  const draft = { number: matter.number, name: publication.name, supplement: issue.supplement }
  return whereItMaySeem(items, describeDraft({ ...draft, items: itemWords(ctx, items), outdated: outdatedOf(items) }))
}

const bracketed = /[〔〕]/gu
/** 第42期: nobody gives a number by hand. */
const serial = /^(?:\d{4}年)?第?[\d一二三四五六七八九十百〇零]+期$/u

/** `增刊 131 132 133` */
const readItems = (text: string): { supplement: boolean; numbers: number[] } => {
  const words = text
    .normalize('NFKC')
    .replaceAll(bracketed, ' ')
    .split(/[\s,\uFF0C、]+/u)
    .filter((word) => word !== '')
  const supplement = words[0] === '增刊'
  const numbers = (supplement ? words.slice(1) : words).map((word) => {
    if (serial.test(word)) throw new Problem('bad_request', `期号在签发时按年自动编排,不用写“${word}”,例如:${compileCommand.example}`)
    if (!/^\d{1,9}$/u.test(word)) throw new Problem('bad_request', `“${word}”不是信息编号,请写:${compileCommand.example}`)
    return Number(word)
  })
  return { supplement, numbers }
}

/** #编发: what happens when an editor makes an issue. */
export const compileCommand: Command = {
  tags: ['编发', '编刊'],
  numbers: 'none',
  needs: { body: true },
  example: '#编发 《政务信息》 131 132 133',
  help: '把信息编成一期刊物(增刊写在刊名后)',
  audience: '信息科',
  run: async (ctx, call) => {
    const { publication, rest } = await readPublication(ctx, call.body)
    const { supplement, numbers } = readItems(rest)
    const items = numbers.map((number) => ({ number }))
    return answerDraft(ctx, await createIssue(ctx, parseSaid(createIssueSchema, { publicationId: publication.id, supplement, items })))
  },
}

/** The issue's number first, those of submissions behind it. */
const readChange = (call: Call, example: string): { number: number; numbers: number[] } => {
  const [number, ...numbers] = call.numbers
  if (number === undefined || numbers.length === 0) throw new Problem('bad_request', `请先写刊物编号,再写信息编号,例如:${example}`)
  return { number, numbers: [...new Set(numbers)] }
}

export const addItemsCommand: Command = {
  tags: ['编入'],
  numbers: 'many',
  needs: { number: true },
  example: '#编入 150 134 135',
  help: '往编辑中的一期里再加信息',
  audience: '信息科',
  run: async (ctx, call) => answerDraft(ctx, await addItems(ctx, readChange(call, addItemsCommand.example))),
}

/** 撤下 of open information has a tag of its own. */
const pointToDisclosure = async (ctx: UseCaseContext, { numbers: [number] }: Call): Promise<void> => {
  const matter = number === undefined ? null : await ctx.tx.findOneBy(Matter, { number })
  if (matter?.kind === 'disclosure') throw new Problem('bad_request', `〔${number}〕是公开事项,请发 #撤下公开 ${number} 原因`)
}

export const removeItemsCommand: Command = {
  tags: ['撤下'],
  numbers: 'many',
  needs: { number: true },
  example: '#撤下 150 134',
  help: '从编辑中的一期里拿掉信息',
  audience: '信息科',
  run: async (ctx, call) => {
    await pointToDisclosure(ctx, call)
    return answerDraft(ctx, await removeItems(ctx, readChange(call, removeItemsCommand.example)))
  },
}

export const takeNewestCommand: Command = {
  tags: ['换新稿'],
  numbers: 'many',
  needs: { number: true },
  example: '#换新稿 150 131',
  help: '信息改过后,换用最新一版',
  audience: '信息科',
  run: async (ctx, call) => answerDraft(ctx, await takeNewest(ctx, readChange(call, takeNewestCommand.example))),
}

export const editorNoteCommand: Command = {
  tags: ['编者按'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#编者按 150 现将各地冬季消防检查情况编发,供参考。',
  help: '给一期写编者按(写“无”去掉)',
  audience: '信息科',
  run: async (ctx, call) => {
    const number = onlyNumber(call)
    const editorNote = call.body === '无' ? null : call.body
    await arrangeIssue(ctx, { number, editorNote })
    return inChat(describeEditorNote(number, editorNote === null))
  },
}

export const previewCommand: Command = {
  tags: ['看稿', '预览'],
  numbers: 'one',
  needs: { number: true },
  example: '#看稿 150',
  help: '看一期的全文(私信答复)',
  audience: '审核签发',
  run: async (ctx, call) => {
    const { matter, issue, publication } = await getIssue(ctx, onlyNumber(call))
    const items = await listItems(ctx, matter.id)
    const words = { number: matter.number, name: publication.name, ...issue, outdated: matter.state === 'open' ? outdatedOf(items) : [] }
    return toSpeaker(describePreview(words, itemWords(ctx, items)))
  },
}

export const publishCommand: Command = {
  tags: ['印发'],
  numbers: 'one',
  needs: { number: true },
  example: '#印发 150',
  help: '印发签发过的一期,其中信息即算采用;印发审定的通报',
  audience: '信息科',
  run: async (ctx, call) => {
    const number = onlyNumber(call)
    if (await ctx.tx.existsBy(Matter, { number, kind: 'bulletin' })) return answerIssueBulletin(ctx, number)
    const { found, items } = await publishIssue(ctx, { number })
    const { matter, issue, publication } = found
    const numbers = items.map(({ matter: { number } }) => number)
    return inChat(describeIssuePublished({ ...issue, number: matter.number, name: publication.name }, numbers))
  },
}

export const withdrawCommand: Command = {
  tags: ['撤刊'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#撤刊 150 数据有误,重新核实',
  help: '撤回签发或印发的一期(写明原因),期号不再使用',
  audience: '信息科',
  run: async (ctx, call) => {
    const input = parseSaid(withdrawIssueSchema, { number: onlyNumber(call), reason: call.body })
    const { found, back } = await withdrawIssue(ctx, input)
    return inChat(describeIssueWithdrawn({ ...found.issue, number: found.matter.number, name: found.publication.name }, back))
  },
}
