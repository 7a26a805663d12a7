import { escapeForRegExp } from '../rules/escape-for-reg-exp.ts'
import { isAcknowledgement } from './parse/acknowledgement.ts'
import { foldText, type FoldedText } from './parse/fold-text.ts'
import { readNumbers, numbersIn } from './parse/numbers.ts'

/** What the parser must know of a tag; the commands declare it. */
export interface TagSpec {
  /** The tag's first name; synonyms share it. */
  name: string
  numbers: 'none' | 'one' | 'many'
  /** May be followed by its text without a space (#任务请李四…). */
  glued: boolean
}

export type TagTable = ReadonlyMap<string, TagSpec>

export interface MessageInput {
  text: string
  quote?: { text: string } | undefined
  mentionsBot: boolean
  /** Names under which the bot is mentioned, without @. */
  botNames: readonly string[]
}

/** What a message turned out to be. `none` is not for the bot: ignored and not stored. */
export type ParsedMessage =
  | { kind: 'command'; tag: string; written: string; numbers: number[]; body: string }
  | { kind: 'unknown-tag'; written: string; suggestion: string }
  /** `quoted` is set when it quotes words that carry no number. */
  | { kind: 'acknowledgement'; numbers: number[]; quoted: string | null }
  | { kind: 'sign-up'; text: string }
  | { kind: 'query'; numbers: number[] }
  | { kind: 'greeting' }
  | { kind: 'attachment' }
  | { kind: 'recall'; messageId: string }
  | { kind: 'none' }

interface TagAt {
  spec: TagSpec
  written: string
  /** Index in the folded letters of what follows the tag. */
  next: number
}

const boundary = /[\s@\d::,,。.!!??、;;()()〔【[《"“”—-]/u
const closers: Readonly<Record<string, string>> = { '#': '#', '【': '】' }

/** The longest known tag at a position, if what follows lets it stand for itself. */
const tagAt = (text: FoldedText, open: string, at: number, tags: TagTable): TagAt | null => {
  const longest = Math.max(...[...tags.keys()].map((tag) => tag.length))
  let start = at
  while (text.letters[start] === ' ') start += 1
  for (let length = longest; length > 0; length -= 1) {
    const written = text.letters.slice(start, start + length).join('')
    const spec = written.length === length ? tags.get(written) : undefined
    if (!spec) continue
    const after = text.letters[start + length]
    if (after === closers[open]) return { spec, written, next: start + length + 1 }
    if (open === '#' && (after === undefined || boundary.test(after) || spec.glued)) return { spec, written, next: start + length }
  }
  return null
}

/** One insertion, deletion, swap of neighbours or replacement away. */
const isOneEditAway = (a: string, b: string): boolean => {
  const [left, right] = [[...a], [...b]]
  if (Math.abs(left.length - right.length) > 1 || a === b) return false
  let from = 0
  while (from < left.length && left[from] === right[from]) from += 1
  let tail = 0
  while (tail < Math.min(left.length, right.length) - from && left.at(-1 - tail) === right.at(-1 - tail)) tail += 1
  const [restLeft, restRight] = [left.slice(from, left.length - tail), right.slice(from, right.length - tail)]
  if (restLeft.length <= 1 && restRight.length <= 1) return true
  return restLeft.length === 2 && restLeft.join('') === restRight.toReversed().join('')
}

/** Words people write behind # for themselves, one letter away from a tag of ours; tags of other kinds of matter among them. */
const ordinaryWords = new Set([
  '通知',
  '通报',
  '加油',
  '信息',
  '报忧',
  '紧急',
  '续报',
  '终报',
  '补充',
  '报送',
  '认领',
  '同意',
  '批示',
  '外出',
  '任命',
  '任免',
  '进度条',
  '确诊',
  '退休',
])

/** Two letters of which one differs are many a word: only where a number or a mention follows does it look like a tag. */
const looksLikeTag = (written: string, after: string): boolean => [...written].length > 2 || /^\s*(?:[\d〔@])/u.test(after)

const suggestTag = (written: string, after: string, tags: TagTable): string | null => {
  if ([...written].length < 2 || ordinaryWords.has(written) || !looksLikeTag(written, after)) return null
  const near = [...tags.entries()].find(([tag]) => [...tag].length >= 2 && isOneEditAway(written, tag))
  return near ? near[1].name : null
}

const readTag = (text: FoldedText, tags: TagTable): ParsedMessage | null => {
  const open = text.letters[0] ?? ''
  if (!(open in closers)) return null
  const found = tagAt(text, open, 1, tags)
  if (found) {
    const { numbers, next } = readNumbers(text, found.next, found.spec.numbers)
    return { kind: 'command', tag: found.spec.name, written: found.written, numbers, body: text.originalFrom(next) }
  }
  if (open !== '#') return null
  const rest = text.letters.slice(1).join('')
  const word = /^\p{L}{2,8}/u.exec(rest)?.[0]
  const suggestion = word && suggestTag(word, rest.slice(word.length), tags)
  return suggestion ? { kind: 'unknown-tag', written: word, suggestion } : null
}

/** The bot is called, never a party: its own mention is no part of what was said. */
const withoutMentions = (body: string, botNames: readonly string[]): string =>
  botNames
    .reduce(
      (text, name) =>
        text.replaceAll(new RegExp(`[@＠]${escapeForRegExp(name)}(?=[\\s@＠,\uFF0C:\uFF1A]|$)[\\s,\uFF0C:\uFF1A]*`, 'giu'), ''),
      body,
    )
    .trim()

const signUp = /^\s*#\s*(?:接龙|group note)/iu

/**
 * Reads one message: text → tag, numbers, body (docs/rules.md, Addressing). Pure.
 * A number left out is taken from the quoted message when that names exactly one matter.
 */
export const parseMessage = (input: MessageInput, tags: TagTable): ParsedMessage => {
  const text = foldText(input.text, input.botNames)
  const quoted = input.quote ? numbersIn(input.quote.text) : []
  const plain = text.letters.join('')
  if (signUp.test(plain)) return { kind: 'sign-up', text: text.originalFrom(0) }
  const tagged = readTag(text, tags)
  if (tagged?.kind === 'command') {
    const takesQuoted = tagged.numbers.length === 0 && quoted.length === 1 && tags.get(tagged.written)?.numbers !== 'none'
    return { ...tagged, body: withoutMentions(tagged.body, input.botNames), numbers: takesQuoted ? quoted : tagged.numbers }
  }
  if (tagged) return tagged
  if (isAcknowledgement(plain)) {
    return { kind: 'acknowledgement', numbers: quoted, quoted: quoted.length === 0 ? (input.quote?.text ?? null) : null }
  }
  if (!input.mentionsBot && !text.mentionedBot) return { kind: 'none' }
  const asked = /^\s*(?:〔?\s*(\d{1,9})\s*〕?)\s*$/u.exec(plain)
  return asked ? { kind: 'query', numbers: [Number(asked[1])] } : { kind: 'greeting' }
}
