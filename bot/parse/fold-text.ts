/** Characters that show nothing and disguise tags: format characters, Hangul fillers, braille blank, variation selectors. */
const invisible = /\p{Cf}|\u00AD|\u034F|\u115F|\u1160|\u17B4|\u17B5|\u2800|\u3164|\uFFA0|[\uFE00-\uFE0F]/u

/** Look-alikes of the number sign and brackets that NFKC leaves alone. */
const lookAlikes: Readonly<Record<string, string>> = {
  '♯': '#',
  '⌗': '#',
  '﹟': '#',
  '〖': '【',
  '〗': '】',
  '﹝': '〔',
  '﹞': '〕',
  '［': '〔',
  '］': '〕',
}

export interface FoldedText {
  /** Letters for matching: full width folded, invisible ones gone, every blank a space. */
  letters: readonly string[]
  mentionedBot: boolean
  /** The text as written from the n-th letter on, trimmed. */
  originalFrom(index: number): string
}

interface Folded {
  letter: string
  /** Where it begins in the original. */
  at: number
}

const foldLetter = (letter: string): string => {
  if (/[\s\u2005\u00A0\u3000]/u.test(letter)) return letter === '\n' ? '\n' : ' '
  return lookAlikes[letter] ?? letter.normalize('NFKC').toLowerCase()
}

const foldAll = (text: string): Folded[] => {
  const folded: Folded[] = []
  let at = 0
  for (const letter of text) {
    if (!invisible.test(letter)) for (const each of foldLetter(letter).split('')) folded.push({ letter: each, at })
    at += letter.length
  }
  return folded
}

/** How many letters leading blanks and mentions take up, and whether one of the mentions is the bot. */
const skipMentions = (letters: readonly string[], botNames: readonly string[]): { skip: number; mentionedBot: boolean } => {
  const names = botNames.map((name) => name.toLowerCase())
  let skip = 0
  let mentionedBot = false
  for (;;) {
    while (/\s/u.test(letters[skip] ?? '')) skip += 1
    if (letters[skip] !== '@') return { skip, mentionedBot }
    const rest = letters.slice(skip + 1).join('')
    const name = names.find((each) => rest.startsWith(each)) ?? /^[^\s@#【]+/u.exec(rest)?.[0] ?? ''
    mentionedBot ||= names.includes(name)
    skip += 1 + name.length
  }
}

/**
 * Folds a message for matching and keeps the way back to what was written. Leading mentions are skipped
 * (a member mentioned before the tag stays in the text only after it).
 */
export const foldText = (text: string, botNames: readonly string[]): FoldedText => {
  const folded = foldAll(text)
  const all = folded.map(({ letter }) => letter)
  const { skip, mentionedBot } = skipMentions(all, botNames)
  const rest = folded.slice(skip)
  return {
    letters: rest.map(({ letter }) => letter),
    mentionedBot: mentionedBot || botNames.some((name) => all.join('').includes(`@${name.toLowerCase()}`)),
    originalFrom: (index) => {
      const from = rest[index]?.at
      return from === undefined ? '' : text.slice(from).trim()
    },
  }
}
