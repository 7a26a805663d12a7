import { diffArrays, diffChars } from 'diff'

/** A piece of two texts: in both, only in the earlier one, or only in the later one. */
export interface TextPiece {
  in: 'both' | 'before' | 'after'
  text: string
}

/** Longer than this, letters are compared only within sentences that changed; two very different long texts would take seconds. */
const mostLetters = 3_000

type Changed = { value: string | string[]; added?: boolean; removed?: boolean }

const pieceOf = ({ value, added, removed }: Changed): TextPiece => ({
  in: added === true ? 'after' : removed === true ? 'before' : 'both',
  text: typeof value === 'string' ? value : value.join(''),
})

const sentencesOf = (text: string): string[] =>
  text.match(/[^。;\uFF1B!\uFF01?\uFF1F\n]*[。;\uFF1B!\uFF01?\uFF1F\n]?/gu)?.filter((part) => part !== '') ?? []

/** What changed from one text to the next, in reading order. */
export const compareTexts = (before: string, after: string): TextPiece[] =>
  before.length + after.length <= mostLetters
    ? diffChars(before, after).map(pieceOf)
    : diffArrays(sentencesOf(before), sentencesOf(after)).map(pieceOf)
