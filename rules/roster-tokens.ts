import type { NameTable } from './parties/name-table.ts'
import type { DaysFault } from './roster-days.ts'
import { clocksOf, clockSpan, type SlotChoice } from './watch-slots.ts'

/** What in a line is not understood. */
export type RosterFault =
  | DaysFault
  | { kind: 'nobody'; choice: string | null }
  | { kind: 'unknown-name'; written: string }
  | { kind: 'ambiguous'; written: string; candidates: readonly string[] }
  | { kind: 'unit'; written: string }
  | { kind: 'no-shift'; written: string }
  | { kind: 'unknown-shift'; written: string }
  | { kind: 'unread'; written: string }

/** A word of a line that means something, or nothing. */
export type RosterToken =
  | { kind: 'choice'; written: string; choice: SlotChoice }
  | { kind: 'person'; written: string; memberId: string }
  | { kind: 'turn' }
  | { kind: 'daily' }
  | { kind: 'fault'; fault: RosterFault }
  | { kind: 'gap' }

/** The same letters in the same places, in the forms that patterns are written for. */
export const plainLetters = (text: string): string =>
  [...text].map((letter) => (letter.normalize('NFKC').length === letter.length ? letter.normalize('NFKC') : letter)).join('')

const partsOfDay: Readonly<Record<string, SlotChoice>> = {
  上午: { from: '00:00', to: '12:00' },
  下午: { from: '12:00', to: '18:00' },
  晚上: { from: '18:00', to: '00:00' },
}

const fillers = /^(?:值班员?|值守|当班|负责|人员|全天|[由值]|[\s、,;:。/和及与])/u

/** What a line of a roster is read with. */
export interface RosterScope {
  names: NameTable
  shifts: readonly string[]
}

const readPerson = (text: string, at: number, { names }: RosterScope): { token: RosterToken; length: number } | null => {
  const sign = /^[@＠]\s?/u.exec(text.slice(at, at + 2))?.[0].length ?? 0
  const hit = names.match(text, at + sign)
  if (!hit) {
    const written = sign > 0 ? /^[^\s@＠,\uFF0C。;\uFF1B:\uFF1A、]+/u.exec(text.slice(at + sign))?.[0] : undefined
    return written === undefined
      ? null
      : { token: { kind: 'fault', fault: { kind: 'unknown-name', written } }, length: sign + written.length }
  }
  const { written, candidates } = hit
  const [party] = candidates
  const fault: RosterFault | null =
    candidates.length > 1 ? { kind: 'ambiguous', written, candidates } : party?.startsWith('m:') ? null : { kind: 'unit', written }
  return {
    token: fault ? { kind: 'fault', fault } : { kind: 'person', written, memberId: party?.slice(2) ?? '' },
    length: sign + hit.length,
  }
}

/** What stands at a place of the text: a shift, times, somebody, a word of ours. */
const readToken = (text: string, plain: string, at: number, scope: RosterScope): { token: RosterToken; length: number } | null => {
  const rest = plain.slice(at)
  const span = new RegExp(`^${clockSpan}`, 'u').exec(rest)
  const clocks = span && clocksOf(span)
  if (span && clocks) return { token: { kind: 'choice', written: span[0], choice: clocks }, length: span[0].length }
  const shift = scope.shifts.filter((name) => rest.startsWith(name)).toSorted((a, b) => b.length - a.length)[0]
  if (shift !== undefined) return { token: { kind: 'choice', written: shift, choice: { shift } }, length: shift.length }
  const turn = /^(?:轮流|轮值|轮班|轮换|依次)/u.exec(rest)
  if (turn) return { token: { kind: 'turn' }, length: turn[0].length }
  if (/^每[天日]/u.test(rest)) return { token: { kind: 'daily' }, length: 2 }
  const part = partsOfDay[rest.slice(0, 2)]
  if (part) return { token: { kind: 'choice', written: rest.slice(0, 2), choice: part }, length: 2 }
  const person = readPerson(text, at, scope)
  if (person) return person
  const filler = fillers.exec(rest)
  if (filler) return { token: { kind: 'gap' }, length: filler[0].length }
  const strange = /^[\p{Script=Han}A-Za-z]{1,3}班/u.exec(rest)
  return strange ? { token: { kind: 'fault', fault: { kind: 'unknown-shift', written: strange[0] } }, length: strange[0].length } : null
}

/** The words of a line, one after the other; `plain` has its letters in plain forms, in the same places. */
export const readTokens = (text: string, plain: string, scope: RosterScope): RosterToken[] => {
  const tokens: RosterToken[] = []
  let unread = ''
  const flush = (): void => {
    if (unread !== '') tokens.push({ kind: 'fault', fault: { kind: 'unread', written: unread } })
    unread = ''
  }
  for (let at = 0; at < text.length;) {
    const found = readToken(text, plain, at, scope)
    if (found) flush()
    else unread += text[at]
    if (found) tokens.push(found.token)
    at += found?.length ?? 1
  }
  flush()
  return tokens
}
