import type { Instant } from '../rules/instant.ts'
import { formatInstant } from './instants.ts'
import { describeDue, describeParties, describeQuestion, type RegisteredTask, type Wording } from './tasks.ts'

const indent = '      '

/** Line breaks in somebody's words must not look like words of the bot's own. */
const oneLine = (words: string): string => words.replace(/\s+/gu, ' ')

/** The reply to #批示. */
export const describeInstruction = (
  w: Wording,
  line: {
    number: number
    title: string
    leader: string
    parties: RegisteredTask['parties']
    on: { number: number } | null
    paper: string | null
    limit: RegisteredTask['limit'] | null
    askedNames: readonly string[]
    /** The leader's words, where those who are told have not read them in the chat. */
    words: string | null
  },
): string => {
  const { limit, number } = line
  const due =
    limit?.kind === 'set'
      ? describeDue(w, { ...limit, urgency: 'normal' })
      : limit?.kind === 'question'
        ? describeQuestion(w, number, limit)
        : `时限未定,请 ${line.askedNames.join('、')} 定:#时限 ${number} 12月5日(急件1至5日,一般15日,难件30日)`
  const about = line.on ? `对〔${line.on.number}〕的` : line.paper ? `在${line.paper}上的` : ''
  // On a paper its name has been said.
  const title = line.paper ? '' : `:${line.on ? line.title.replace(/^“(.*)”批示$/u, '$1') : line.title}`
  return [
    `〔${number}〕已登记 ${line.leader} ${about}批示${title}`,
    ...(line.words === null ? [] : [`${indent}“${oneLine(line.words)}”`]),
    `${indent}${describeParties(w, line.parties)}`,
    `${indent}${due}`,
    `${indent}回复“${w.botMention}收到”即签收,书面办理情况“${w.botMention}#办结 ${number} …”`,
  ].join('\n')
}

/** What #查 adds for an instruction: where the words stand, which round; in private what was answered. */
export const instructionLines = (
  line: {
    leader: { name: string }
    on: { number: number } | null
    paper: { title: string; number: string | null } | null
    fromPaper: boolean
    round: number
    answer: string | null
  },
  inPrivate: boolean,
): string[] => {
  const paper = line.paper ? `《${line.paper.title}》${line.paper.number ? `(${line.paper.number})` : ''}` : ''
  const about = line.on ? `对〔${line.on.number}〕` : paper && `在${paper}上`
  const facts = [
    `${line.leader.name} ${about}批示`,
    line.fromPaper ? '督查科代登记' : '',
    line.round > 1 ? `第 ${line.round} 轮` : '',
  ].filter(Boolean)
  return [
    `${indent}${facts.join(',')}`,
    ...(inPrivate ? [`${indent}办理情况:${line.answer === null ? '尚未书面报送' : line.answer.replace(/\s+/gu, ' ').slice(0, 300)}`] : []),
  ]
}

/** Another round. */
export const describeNextRound = (
  w: Wording,
  line: { number: number; round: number; dueAt: Instant | null; leader: string; askedNames: readonly string[]; words: string | null },
): string =>
  `〔${line.number}〕${line.leader} 再批示(第 ${line.round} 轮)${line.words === null ? ',' : `:“${oneLine(line.words)}”\n${indent}`}请继续办理,${
    line.dueAt === null
      ? `时限未定,请 ${line.askedNames.join('、')} 定:#时限 ${line.number} …`
      : `截止 ${formatInstant(w.calendar, line.dueAt, w.now)}`
  }`

/** Told to the leader in private: the words given and what came of them. */
export const describeAnswerForLeader = (line: { number: number; title: string; answer: string }): string =>
  [
    `〔${line.number}〕${line.title} 办理情况,请阅示:`,
    line.answer,
    `${indent}同意请 #确认 ${line.number},另有要求请 #批示 ${line.number} …`,
  ].join('\n')

/** #我的批示: each with its answer. */
export const describeMyInstructions = (
  w: Wording,
  items: readonly {
    number: number
    title: string
    stage: string
    dueAt: Instant | null
    answer: string | null
    progress: { text: string } | null
    parties: readonly { name: string }[]
  }[],
  hasMore: boolean,
): string => {
  if (items.length === 0) return '您没有登记的批示'
  const lines = items.flatMap((item) => {
    const words = item.answer ?? item.progress?.text ?? null
    // An answer of several units names each; a word of progress is one unit's.
    const severalOf = item.answer !== null ? '' : item.progress ? '最新进展:' : null
    const whose = item.parties.length > 1 ? severalOf : null
    const due = item.dueAt === null ? '时限未定' : formatInstant(w.calendar, item.dueAt, w.now)
    return [
      `〔${item.number}〕${item.title} ${item.stage} ${due}`,
      `${indent}${whose ?? `${item.parties.map(({ name }) => name).join('、')}:`}${words === null ? '尚无反馈' : words.replace(/\s+/gu, ' ').slice(0, 80)}`,
    ]
  })
  return [`您的批示与回音${hasMore ? `(先列 ${items.length} 件)` : ` ${items.length} 件`}:`, ...lines].join('\n')
}
