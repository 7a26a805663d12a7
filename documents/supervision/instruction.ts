import type { Day } from '../../rules/instant.ts'
import { chineseDate } from '../page/chinese-date.ts'

/** A leader's words, verbatim. */
export interface InstructionText {
  /** null: not a leader's (a meeting's, a document's). */
  by: string | null
  text: string
  on: Day | null
}

export interface Contact {
  name: string
  phone: string
}

/** 王市长2026年4月3日批示; 王市长批示; 交办内容. */
export const instructionOrigin = ({ by, on }: InstructionText): string => {
  const day = on === null ? '' : chineseDate(on)
  return by === null ? `${day}交办内容` : `${by}${day}批示`
}

/** 李四（0898-12345678）; 未指定 where nobody is named: a form never leaves a hole unsaid. */
export const contactText = (contact: Contact | null): string => {
  if (contact === null) return '未指定'
  return contact.phone === '' ? contact.name : `${contact.name}（${contact.phone}）`
}

/** Whether one unit leads: several with nobody beside them are responsible each for itself, and none is the lead. */
export const isLed = ({ lead, assisting }: { lead: readonly string[]; assisting: readonly string[] }): boolean =>
  lead.length < 2 || assisting.length > 0

/** Names in a row, or 无. */
export const listed = (names: readonly string[]): string => (names.length === 0 ? '无' : names.join('、'))
