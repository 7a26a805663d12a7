import type { FoldedText } from './fold-text.ts'

const bracketed = /^\s*[〔[【]\s*(\d{1,9})\s*(?:号)?\s*[〕\]】][、,\uFF0C]?/u
/** Digits followed by a space or the end; a list separator may stand between two numbers. */
const bare = /^\s*(\d{1,9})(?=\s|$|[、,\uFF0C]\s*\d{1,9}(?=\s|$|[、,\uFF0C]))[、,\uFF0C]?/u

/** Matter numbers right after a tag (docs/rules.md, Numbers and titles), and where the body begins. */
export const readNumbers = (text: FoldedText, from: number, how: 'none' | 'one' | 'many'): { numbers: number[]; next: number } => {
  if (how === 'none') return { numbers: [], next: skipColon(text, from) }
  const numbers: number[] = []
  let next = skipColon(text, from)
  for (;;) {
    const rest = text.letters.slice(next).join('')
    const match = bracketed.exec(rest) ?? bare.exec(rest)
    if (!match || (how === 'one' && numbers.length === 1)) return { numbers: [...new Set(numbers)], next: skipColon(text, next) }
    numbers.push(Number(match[1]))
    next += match[0].length
  }
}

/** A colon or comma between tag and body belongs to neither. */
const skipColon = (text: FoldedText, from: number): number => {
  const match = /^\s*[:\uFF1A,\uFF0C]\s*/u.exec(text.letters.slice(from).join(''))
  return from + (match ? match[0].length : 0)
}

/** Numbers that a quoted message names: every 〔n〕 in it, once. 〔2026〕 of a document number (临政办发〔2026〕15号) is a year. */
export const numbersIn = (text: string): number[] => [
  ...new Set([...text.normalize('NFKC').matchAll(/〔\s*(\d{1,9})\s*〕(?!\s*第?\s*\d+\s*号)/gu)].map((match) => Number(match[1]))),
]
