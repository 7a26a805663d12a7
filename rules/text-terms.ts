const runsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []

const pairsOf = (run: string): string[] => {
  const letters = [...run]
  return letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`)
}

/** A text as it is searched: its runs of letters and digits in lower case and one width, a space between them and nothing else. */
export const searchableWords = (text: string): string => runsOf(text).join(' ')

/** Every overlapping pair of letters in a text, each once: how Chinese is looked up without a dictionary (docs/rules.md, Full text). */
export const textTerms = (text: string): string[] => [...new Set(runsOf(text).flatMap(pairsOf))]

export interface TextQuestion {
  /** Each must stand in the searchable words as it is. They hold letters and digits only, so nothing in them means anything to LIKE. */
  phrases: string[]
  /** A matter that holds the phrases is under every one of these. */
  terms: string[]
}

const maxRuns = 8

/** What to look for; without terms (single letters, punctuation) there is nothing to look under. */
export const textQuestion = (text: string): TextQuestion => {
  const phrases = runsOf(text).slice(0, maxRuns)
  return { phrases, terms: [...new Set(phrases.flatMap(pairsOf))] }
}
