import type { Instant } from '../rules/instant.ts'
import { formatInstant } from './instants.ts'
import type { Wording } from './tasks.ts'

export const describeSuggested = (w: Wording, number: number, dueAt: Instant | null): string =>
  `〔${number}〕建议已收到,${dueAt === null ? '' : `${formatInstant(w.calendar, dueAt, w.now)}前`}答复您;除答复人外,不向任何人公开您的姓名`

/** To those who owe the answer, privately. */
export const describeSuggestionReceived = (w: Wording, suggestion: { number: number; body: string; dueAt: Instant | null }): string =>
  `〔${suggestion.number}〕收到一条建议:${suggestion.body}\n      ${suggestion.dueAt === null ? '请' : `请于${formatInstant(w.calendar, suggestion.dueAt, w.now)}前`}答复:#答复 ${suggestion.number} …`

/** The answer, for the author alone. */
export const describeSuggestionAnswered = (number: number, answer: string): string => `〔${number}〕您的建议已答复:${answer || '已办理'}`

/** To who answered. */
export const describeAnswerSent = (number: number): string => `〔${number}〕已答复,答复已私信建议人`

interface SuggestionLine {
  number: number
  body: string
  mine: boolean
  dueAt: Instant | null
  answer: { text: string } | null
}

const oneLine = (text: string): string => {
  const line = text.replace(/\s+/gu, ' ')
  return line.length > 60 ? `${line.slice(0, 60)}…` : line
}

const suggestionLine = (w: Wording, line: SuggestionLine): string => {
  const state = line.answer
    ? `已答复:${oneLine(line.answer.text || '已办理')}`
    : `待答复${line.dueAt === null ? '' : `,${formatInstant(w.calendar, line.dueAt, w.now)}前`}`
  return `〔${line.number}〕${line.mine ? '(我提的)' : ''}${oneLine(line.body)} ${state}`
}

/** What one has to answer and what one suggested; privately. */
export const describeSuggestions = (w: Wording, lines: readonly SuggestionLine[], hasMore: boolean): string =>
  lines.length === 0
    ? '没有您提出的或要您答复的建议'
    : [`建议${hasMore ? `(先列 ${lines.length} 条)` : ` ${lines.length} 条`}:`, ...lines.map((line) => suggestionLine(w, line))].join('\n')
