import { numbersIn } from './numbers.ts'

/** A 接龙 as it comes, whole at every entry. */
export interface SignUpList {
  /** The words above the entries. */
  head: string
  /** Matter numbers in the head, as 〔128〕 or #128. */
  numbers: readonly number[]
  /** What stands behind each entry's figure, in order. */
  entries: readonly string[]
}

const mark = /^\s*#\s*(?:接龙|group note)\s*/iu
const entryLine = /^\s*\d{1,4}\s*[.．、)）:：]\s*(.*)$/u
const tagged = /(?:^|\s)#\s*(\d{1,9})(?=\D|$)/gu

/** More is no list of people in one group. */
const mostEntries = 500
const longestEntry = 60

/** Reads a 接龙: the words above the first entry, then one entry a line; other lines among them belong to nobody. Pure. */
export const parseSignUp = (text: string): SignUpList => {
  const lines = text.normalize('NFKC').replace(mark, '').split(/\r?\n/u)
  const first = lines.findIndex((line) => entryLine.test(line))
  const head = (first < 0 ? lines : lines.slice(0, first)).join('\n').trim()
  const entries = (first < 0 ? [] : lines.slice(first))
    .map((line) => entryLine.exec(line)?.[1]?.trim() ?? '')
    .filter((entry) => entry !== '')
    .map((entry) => entry.slice(0, longestEntry))
  const numbers = [...numbersIn(head), ...[...head.matchAll(tagged)].map((match) => Number(match[1]))]
  return { head: head.slice(0, 2_000), numbers: [...new Set(numbers)], entries: entries.slice(0, mostEntries) }
}
