import type { Day } from './instant.ts'
import type { ReadingContext } from './deadline/index.ts'
import { readRosterDays } from './roster-days.ts'
import { plainLetters, readTokens, type RosterFault, type RosterScope, type RosterToken } from './roster-tokens.ts'
import type { SlotChoice } from './watch-slots.ts'

/** Who takes which slots of the days of a line. */
export interface RosterPart {
  /** Shifts or times of day; empty: the whole day. */
  choices: readonly SlotChoice[]
  memberIds: readonly string[]
  /** 轮流: one after another, a day each. */
  inTurn: boolean
}

/** One line of a roster in words. */
export interface RosterLineReading {
  days: readonly Day[]
  /** A week or a month was named: only what is left of it is meant. */
  isRest: boolean
  /** 每天: several people share every one of the days. */
  isDaily: boolean
  parts: readonly RosterPart[]
  faults: readonly RosterFault[]
}

interface Building {
  choices: SlotChoice[]
  written: string[]
  memberIds: string[]
  names: string[]
  inTurn: boolean
}

const emptyPart = (inTurn = false): Building => ({ choices: [], written: [], memberIds: [], names: [], inTurn })

/** 白班 张三、夜班 李四, or 张三 白班、李四 夜班: whatever comes first in the line leads all through it. */
const gatherParts = (tokens: readonly RosterToken[]): Building[] => {
  const leads = tokens.find(({ kind }) => kind === 'choice' || kind === 'person')?.kind === 'choice'
  const parts: Building[] = [emptyPart()]
  for (const token of tokens) {
    const last = parts.at(-1) ?? emptyPart()
    if (token.kind === 'turn') last.inTurn = true
    else if (token.kind === 'choice') {
      const part = leads && last.memberIds.length > 0 ? emptyPart() : last
      if (part !== last) parts.push(part)
      part.choices.push(token.choice)
      part.written.push(token.written)
    } else if (token.kind === 'person') {
      const part = !leads && last.choices.length > 0 ? emptyPart() : last
      if (part !== last) parts.push(part)
      part.memberIds.push(token.memberId)
      part.names.push(token.written)
    }
  }
  return parts
}

const faultsOf = (tokens: readonly RosterToken[], parts: readonly Building[]): RosterFault[] => {
  const said = tokens.flatMap((token) => (token.kind === 'fault' ? [token.fault] : []))
  if (said.length > 0) return said
  return parts.flatMap(({ choices, memberIds, names, written }): RosterFault[] => {
    if (memberIds.length === 0) return [{ kind: 'nobody', choice: written.join('、') || null }]
    return choices.length === 0 && parts.length > 1 ? [{ kind: 'no-shift', written: names.join('、') }] : []
  })
}

/** Reads one line of a roster: the days, who, and which shift or times of day (docs/rules.md, Watches). Pure. */
export const readRosterLine = (text: string, scope: RosterScope & { context: ReadingContext }): RosterLineReading => {
  const plain = plainLetters(text)
  const { days, isRest, fault, cuts } = readRosterDays(text, plain, scope)
  const blank = (from: string): string =>
    cuts.reduce((rest, { from: a, to: b }) => rest.slice(0, a) + ' '.repeat(b - a) + rest.slice(b), from)
  const tokens = readTokens(blank(text), blank(plain), scope)
  const parts = gatherParts(tokens)
  return {
    days,
    isRest,
    isDaily: tokens.some(({ kind }) => kind === 'daily'),
    parts,
    // What was not understood of the days is not said a second time.
    faults: fault
      ? [fault, ...faultsOf(tokens, parts).filter(({ kind }) => kind !== 'unread' && kind !== 'nobody')]
      : faultsOf(tokens, parts),
  }
}
