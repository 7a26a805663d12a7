import { bareText } from './bare-text.ts'
import type { Span } from './task-text.ts'

/** What a notice says about being signed for (docs/rules.md, Notices). */
export interface ReceiptReading {
  asked: boolean
  /** The words that ask (or say that nobody need answer), to be left out of a title. */
  cuts: readonly Span[]
  /**
   * Where a limit for signing may stand, the nearest first: the words that ask, the brackets around them, what follows. There a time may
   * be that of something else: it counts only when it is said to bound something (…前, …内).
   */
  clauses: readonly { text: string; mustBound: boolean }[]
}

const refusal = /[(\uFF08【[]?\s*(?:无需|无须|不需要?|不必|不用|免)(?:签收|回复|回执|回收到)\s*[)\uFF09】\]]?/u

/** 需签收, 请于今天下班前签收, 收到请回复, 收到请接龙, 请回复“收到”, 请回执. 签收 with a noun after it (快递签收管理) asks for nothing. */
const asks: readonly RegExp[] = [
  /签收(?=\s*(?:[,\uFF0C。;\uFF1B!\uFF01)\uFF09】\]、:\uFF1A]|确认|回执|$|\n|@|今|明|本|[\d一二三四五六七八九十]))/u,
  /收到(?:后|的)?[^,\uFF0C。;\uFF1B\n]{0,4}(?:请|务必|须|需|及时)?[^,\uFF0C。;\uFF1B\n]{0,4}(?:回复|回执|接龙|回个?1|扣1)/u,
  /回复\s*[“"「‘]?\s*收到/u,
  /(?:请|需|须|要)(?:务必|及时|尽快)?(?:报送|反馈)?回执/u,
]

/** The words around a place, up to the nearest of the ends on either side. */
const clauseAround = (text: string, { from, to }: Span, ends: RegExp): Span => {
  let [start, end] = [from, to]
  while (start > 0 && !ends.test(text[start - 1] ?? '')) start -= 1
  while (end < text.length && !ends.test(text[end] ?? '')) end += 1
  return { from: start, to: end }
}

const bracketBefore = /[(\uFF08【[]\s*$/u
const bracketAfter = /^\s*[)\uFF09】\]]/u
const leadBefore = /(?:请|需|须|要|均|务必|及时|尽快|各单位|大家|[,\uFF0C、\s])+$/u

/** The asking words with the brackets around them, or with what leads to them. */
const cutOf = (text: string, { from, to }: Span, clause: Span): Span => {
  const [open, close] = [bracketBefore.exec(text.slice(0, clause.from)), bracketAfter.exec(text.slice(clause.to))]
  if (open && close) return { from: clause.from - open[0].length, to: clause.to + close[0].length }
  return { from: from - (leadBefore.exec(text.slice(clause.from, from))?.[0].length ?? 0), to }
}

/** Whether a notice asks for 签收, and by which words. Pure. */
export const readReceipt = (text: string): ReceiptReading => {
  const refused = refusal.exec(text)
  if (refused) return { asked: false, cuts: [{ from: refused.index, to: refused.index + refused[0].length }], clauses: [] }
  const hits = asks
    .map((pattern) => pattern.exec(text))
    .filter((match) => match !== null)
    .map((match): Span => ({ from: match.index, to: match.index + match[0].length }))
  const first = hits.toSorted((a, b) => a.from - b.from)[0]
  if (!first) return { asked: false, cuts: [], clauses: [] }
  const words = clauseAround(text, first, /[。;\uFF1B!\uFF01\n(\uFF08【[)\uFF09】\],\uFF0C、]/u)
  const clause = clauseAround(text, first, /[。;\uFF1B!\uFF01\n(\uFF08【[)\uFF09】\]]/u)
  const isBracketed = bracketBefore.test(text.slice(0, clause.from)) && bracketAfter.test(text.slice(clause.to))
  return {
    asked: true,
    cuts: [cutOf(text, first, clause)],
    clauses: [
      { text: text.slice(words.from, words.to), mustBound: false },
      ...(isBracketed ? [{ text: text.slice(clause.from, clause.to), mustBound: false }] : []),
      { text: text.slice(words.to), mustBound: true },
    ],
  }
}

/** 临政办发〔2026〕15号: the number a document carries. */
const documentNumber = /[\p{Script=Han}A-Za-z]{1,16}\s*[〔[【(\uFF08]\s*(?:19|20)\d{2}\s*年?\s*[〕\]】)\uFF09]\s*(?:第\s*)?\d{1,5}\s*号/u

/** The document number in a text, blanks taken out, and where it stands; null when there is none. */
export const readDocumentNumber = (text: string): { written: string; span: Span } | null => {
  const match = documentNumber.exec(text)
  if (!match) return null
  return { written: match[0].replaceAll(/\s/gu, ''), span: { from: match.index, to: match.index + match[0].length } }
}

const everyone = /[@＠]\s?(?:所有人|全体成员|全体人员|全体|all)(?![\p{L}])/giu
const leadWords = /请|由|责成|会同|牵头|主办|责任|承办|配合|协办|协助|参与/gu
const addressLine = /^\s*(?:主送|发至|发给|通知对象|对象|范围)[:\uFF1A]?\s*/u

/**
 * The text in which a notice's addressees are looked for, letter for letter as long: names count behind an @ and at the very start
 * (主送 消防队、城管局), for a notice speaks of many people without being addressed to them. @所有人 is everybody, not a name.
 */
export const maskForAddressees = (text: string): string =>
  text
    .replace(addressLine, (line) => ' '.repeat(line.length))
    .replaceAll(everyone, (all) => ' '.repeat(all.length))
    .replaceAll(leadWords, (word) => '□'.repeat(word.length))

/** Where a text calls on everybody: no part of a title. */
export const findEveryone = (text: string): Span[] =>
  [...text.matchAll(everyone)].map((match) => ({ from: match.index, to: match.index + match[0].length }))

/** Notices with the same bare text are the same notice. */
export const sameNoticeText = (form: string, text: string): string => `${form}:${bareText(text)}`
