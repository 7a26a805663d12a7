import type { Span } from './task-text.ts'
import type { MatterKind } from './lifecycles/index.ts'

/** Kinds that the supervision section follows (docs/rules.md, Supervision). */
export const supervisedKinds: readonly MatterKind[] = ['task', 'instruction']

export const isSupervised = (kind: MatterKind): boolean => supervisedKinds.includes(kind)

/** 批示 · 会议 · 文件 · 群消息 */
export const sourceKinds = ['instruction', 'meeting', 'document', 'message'] as const
export type SourceKind = (typeof sourceKinds)[number]

export const sourceNames: Readonly<Record<SourceKind, string>> = {
  instruction: '批示',
  meeting: '会议',
  document: '文件',
  message: '群消息',
}

export const assessments = ['satisfied', 'basic', 'unsatisfied'] as const
export type Assessment = (typeof assessments)[number]

export const assessmentNames: Readonly<Record<Assessment, string>> = { satisfied: '满意', basic: '基本满意', unsatisfied: '不满意' }

export interface MatterSource {
  kind: SourceKind
  /** As it was written; null: nothing was. */
  text: string | null
}

const kindPatterns: readonly { kind: SourceKind; pattern: RegExp }[] = [
  { kind: 'instruction', pattern: /批示|圈阅|批件|签批|批阅/u },
  { kind: 'meeting', pattern: /会议|[办公务调度例全协商]会|现场会|推进会|专题会|会上/u },
  { kind: 'document', pattern: /〔\d{4}〕|[〔[(（]20\d\d[)）\]〕]|文件|公文|来文|《|函|通知|方案|要点|报告|意见|规划|提案|建议案|号$/u },
  { kind: 'message', pattern: /群|消息|口头|电话|微信/u },
]

/** Which of the four kinds the words of a source name; what names none of them came as a message. */
export const sourceKindOf = (text: string): SourceKind => kindPatterns.find(({ pattern }) => pattern.test(text))?.kind ?? 'message'

/** 来源:市政府常务会议 at a word's beginning, up to a blank or a stop. */
const written =
  /(?:^|[\s,\uFF0C;\uFF1B。【[(\uFF08])来源\s*[:\uFF1A]\s*((?:[(\uFF08][^()\uFF08\uFF09\s]{1,40}[)\uFF09]|[^\s,\uFF0C;\uFF1B。()\uFF08\uFF09\]】]){2,100})[)\uFF09\]】]?/u
/** 根据市政府第12次常务会议精神, 按照《…》要求, 落实王市长批示. */
const named =
  /(?:根据|按照|依据|贯彻落实|贯彻|落实)((?:[^\s,\uFF0C;\uFF1B。]{0,30}(?:会议|常务会|办公会|调度会|批示)|《[^》]{2,60}》(?:[〔(\uFF08][^)）〕]{2,40}[〕)\uFF09])?|[^\s,\uFF0C;\uFF1B。]{1,16}〔\d{4}〕\d{1,5}号))/u

/** Where a task came from, by its own words, and the span that says 来源 (which is no part of the task). A message when nothing does. */
export const readSource = (text: string): MatterSource & { cut: Span | null } => {
  const mark = written.exec(text)
  if (mark?.[1] !== undefined) {
    // A bracket around it goes with it, a stop before it stays.
    const from = mark.index + (/^[\s,\uFF0C;\uFF1B。]/u.test(mark[0]) ? 1 : 0)
    return { kind: sourceKindOf(mark[1]), text: mark[1].slice(0, 120), cut: { from, to: mark.index + mark[0].length } }
  }
  const words = named.exec(text)?.[1]
  if (words === undefined) return { kind: 'message', text: null, cut: null }
  return { kind: sourceKindOf(words), text: words.slice(0, 120), cut: null }
}

/** The text with 来源:… blanked out, letter for letter: a meeting's day is no limit and a bureau in it no party. */
export const maskSource = (text: string): string => {
  const { cut } = readSource(text)
  return cut === null ? text : text.slice(0, cut.from) + ' '.repeat(cut.to - cut.from) + text.slice(cut.to)
}

/** 满意, 基本满意, 不满意 at the start of the words, and what follows; null when none of them stands there. */
export const readAssessment = (text: string): { assessment: Assessment; rest: string } | null => {
  const found = /^\s*(基本满意|不满意|满意)(?:[\s,\uFF0C;\uFF1B。:\uFF1A!\uFF01]+([\s\S]*))?$/u.exec(text)
  const assessment = assessments.find((each) => assessmentNames[each] === found?.[1])
  return assessment === undefined ? null : { assessment, rest: (found?.[2] ?? '').trim() }
}

/** 办理情况 in its three parts, told apart by the words that lines begin with. */
export const splitHandling = (text: string): { result: string; obstacles: string; nextSteps: string } => {
  const parts = { result: [] as string[], obstacles: [] as string[], nextSteps: [] as string[] }
  let at: keyof typeof parts = 'result'
  for (const sentence of text.split(/\n|(?<=[。;\uFF1B])(?=\s*(?:未(?:办结|完成)的?原因|存在(?:的)?(?:困难|问题)|下一?步))/u)) {
    const line = sentence.trim()
    if (/^(?:[一二三四1-4][、.\uFF0E]\s*)?(?:未(?:办结|完成)(?:的)?原因|存在(?:的)?(?:困难|问题))/u.test(line)) at = 'obstacles'
    else if (/^(?:[一二三四1-4][、.\uFF0E]\s*)?下一?步/u.test(line)) at = 'nextSteps'
    else if (/^(?:[一二三四1-4][、.\uFF0E]\s*)?(?:办理(?:结果|情况)|进展(?:情况)?)[:\uFF1A]/u.test(line)) at = 'result'
    const words = line.replace(
      /^(?:[一二三四1-4][、.\uFF0E]\s*)?(?:未(?:办结|完成)(?:的)?原因|存在(?:的)?(?:困难|问题)|下一?步(?:工作|打算|措施|安排)?|办理(?:结果|情况)|进展(?:情况)?)\s*[:\uFF1A]\s*/u,
      '',
    )
    if (words !== '') parts[at].push(words)
  }
  return { result: parts.result.join('\n'), obstacles: parts.obstacles.join('\n'), nextSteps: parts.nextSteps.join('\n') }
}
