import type { Urgency } from './lifecycles/index.ts'

export interface Span {
  from: number
  to: number
}

export const urgencyNames: Readonly<Record<Urgency, string>> = { critical: '特急', urgent: '急', normal: '一般' }

const urgencyWords: readonly { urgency: Urgency; pattern: RegExp }[] = [
  { urgency: 'critical', pattern: /^[\s【[(\uFF08]*(?:特急|特提|十万火急)[\]】)\uFF09\s:\uFF1A,\uFF0C!\uFF01]*/u },
  { urgency: 'urgent', pattern: /^[\s【[(\uFF08]*(?:加急|急件|紧急|急)[\]】)\uFF09\s:\uFF1A,\uFF0C!\uFF01]+/u },
  // Further on only as a mark of its own.
  { urgency: 'critical', pattern: /[【[(\uFF08]\s*(?:特急|特提)\s*[\]】)\uFF09]\s*/u },
  { urgency: 'urgent', pattern: /[【[(\uFF08]\s*(?:加急|急件|紧急|急)\s*[\]】)\uFF09]\s*/u },
]

/** The urgency of a task, written at its start (急: …) or as a mark (【特急】) anywhere, and the span it takes up. */
export const readUrgency = (body: string): { urgency: Urgency; cut: Span | null } => {
  for (const { urgency, pattern } of urgencyWords) {
    const match = pattern.exec(body)
    if (match) return { urgency, cut: { from: match.index, to: match.index + match[0].length } }
  }
  return { urgency: 'normal', cut: null }
}

/** The text without the given spans. */
export const cutSpans = (text: string, spans: readonly Span[]): string => {
  let rest = ''
  let at = 0
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    if (span.from > at) rest += text.slice(at, span.from)
    at = Math.max(at, span.to)
  }
  return rest + text.slice(at)
}

const leading = /^(?:(?:工作|任务)?(?:内容|事项)[:\uFF1A]|[\s,\uFF0C。;\uFF1B:\uFF1A、.!\uFF01\-—]|请|要求|务必)+/u
/** A word that leads to what was cut (于周五前, 由消防队, 争取月底前) goes with it. */
const leadsTo = /(?:(?:请|要求|务必|要|须|需|应)?[于在由]|争取|力争|确保)\s*$/u
const trailing =
  /(?:[\s,\uFF0C。;\uFF1B:\uFF1A、.!\uFF01\-—]|[,\uFF0C。;\uFF1B、](?:请|务必|确保|按时|抓紧)*(?:完成|办结|落实|落实到位))+$/u
const titleLength = 40

/** The title of a task: its body less limit, parties and 请/要求, at most 40 characters, one line (docs/rules.md, Numbers and titles). */
export const composeTitle = (body: string, cuts: readonly Span[]): string => {
  const widened = cuts.map(({ from, to }) => ({ from: from - (leadsTo.exec(body.slice(0, from))?.[0].length ?? 0), to }))
  const rest = cutSpans(body, widened)
    .replace(/\s*\n[\s\S]*$/u, '')
    .replace(/[,\uFF0C、;\uFF1B]{2,}/gu, ',')
    .replace(leading, '')
    .replace(trailing, '')
    .replace(/^(?:完成|做好)(?=.{6,})/u, '')
    .replace(leading, '')
    .trim()
  const letters = [...(rest || body.trim())]
  return letters.length > titleLength ? `${letters.slice(0, titleLength - 1).join('')}…` : letters.join('')
}

/** Whether the words less limit and parties say what is to be done. */
export const saysWhat = (body: string, cuts: readonly Span[]): boolean =>
  /[\p{L}\p{N}]/u.test(cutSpans(body, cuts).replaceAll(/请|要求|务必|牵头|配合|负责|[于在由]|前/gu, ''))

/** A percent in a progress report (60%, 百分之六十 is left to people), 0 to 100; the last one counts. */
export const readPercent = (text: string): number | null => {
  const found = [...text.normalize('NFKC').matchAll(/(?<![\d.])(\d{1,3})(?:\.\d+)?\s*%/gu)].map((match) => Number(match[1]))
  return found.findLast((percent) => percent <= 100) ?? null
}
