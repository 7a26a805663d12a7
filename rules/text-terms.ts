/** Ends every run of letters, so that the last one is found alone and no phrase reaches into the next run. */
const runEnd = 0

/** Four characters of base 36 hold every code point. */
const encode = (codePoint: number): string => codePoint.toString(36).padStart(4, '0')

const runsOf = (text: string): number[][] =>
  (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  ).map((run) => [...run].map((letter) => letter.codePointAt(0) ?? runEnd))

/** The overlapping pairs of a run, each as one ASCII word of eight characters: above MariaDB's least length and none of its stopwords. */
const pairsOf = (run: readonly number[]): string[] =>
  run.slice(1).map((letter, index) => `${encode(run[index] ?? runEnd)}${encode(letter)}`)

/**
 * The words an index gets for a text: overlapping bigrams (settled.md, Full text), the same for SQLite and MariaDB,
 * whose own tokenisers know no Chinese words.
 */
export const indexTerms = (text: string): string =>
  runsOf(text)
    .flatMap((run) => pairsOf([...run, runEnd]))
    .join(' ')

/** One condition of a search: these words one after another, or anything that begins with a single letter. */
export type SearchTerm = { phrase: string } | { prefix: string }

const maxRuns = 8

/** What to look for: every run of letters must be there, as written. Empty when there is nothing but punctuation. */
export const searchTerms = (text: string): SearchTerm[] =>
  runsOf(text)
    .slice(0, maxRuns)
    .map((run) => (run.length === 1 ? { prefix: encode(run[0] ?? runEnd) } : { phrase: pairsOf(run).join(' ') }))
