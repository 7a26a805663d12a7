import type { PartyKey } from '../party.ts'
import type { Span } from '../task-text.ts'
import type { NameTable } from './name-table.ts'

export interface NamedParty {
  written: string
  party: PartyKey
  role: 'lead' | 'assisting' | 'unsaid'
}

export interface PartiesReading {
  parties: readonly NamedParty[]
  /** Names that fit several people or units. */
  ambiguous: readonly { written: string; candidates: readonly PartyKey[] }[]
  /** @-names that fit nobody. */
  unknown: readonly string[]
  everyone: boolean
  /** 各单位: the units of this group except the issuer's. */
  allUnits: boolean
  /** Spans of names and role words, to be cut out of a title. */
  cuts: readonly Span[]
}

interface Hit {
  from: number
  to: number
  written: string
  candidates: readonly PartyKey[]
  isMention: boolean
}

const separators = /^[\s、,,和及与]+$|^\s*以及\s*$|^$/u
const leadAfter = /^\s*(?:负责)?(?:牵头|主办|主责)(?:负责)?|^\s*(?:总)?负责(?=[\s,,。;;]|$)/u
const assistAfter = /^\s*(?:做好)?(?:配合|协助|协办|参与)(?!\p{Script=Han}{0,2}(?:局|委|办|队))/u
const leadBefore = /(?:^|[\s,,。;;、::])(?:由|请)?(?:牵头|主办|责任|承办)(?:单位|部门|科室|领导|人)?[::\s]*$/u
const assistBefore = /(?:^|[\s,,。;;、::])(?:配合|协办|协助|参与)(?:单位|部门|科室|人)?[::\s]*$/u
const everyonePattern = /@\s*(?:所有人|全体成员|全体人员|all)(?![\p{L}])/iu
const allUnitsPattern = /(?:请)?各(?:有关|相关|成员|参会)?(?:单位|部门)/u

const isBoundary = (text: string): boolean => text === '' || /^[\s,,。;;、::.!!@##]/u.test(text)

/** Names after @, wherever they stand. */
const readMentions = (text: string, names: NameTable): { hits: Hit[]; unknown: string[] } => {
  const hits: Hit[] = []
  const unknown: string[] = []
  for (const match of text.matchAll(/[@＠]\s?/gu)) {
    const at = match.index + match[0].length
    const hit = names.match(text, at)
    if (hit) {
      hits.push({ from: match.index, to: at + hit.length, written: hit.written, candidates: hit.candidates, isMention: true })
    } else {
      const written = /^[^\s@＠,,。;;::、]+/u.exec(text.slice(at))?.[0]
      if (written) unknown.push(written)
    }
  }
  return { hits, unknown }
}

const between = /^(?:[\s、,,和及与]+|\s*以及\s*)/u

/** Whether a role word follows the list of names that goes on at `at`: …、住建局配合 speaks of all of them. */
const endsInRole = (text: string, at: number, names: NameTable): boolean => {
  const after = text.slice(at)
  if (leadAfter.test(after) || assistAfter.test(after)) return true
  const gap = between.exec(after)?.[0].length ?? 0
  const next = gap > 0 ? names.match(text, at + gap) : undefined
  return next !== undefined && endsInRole(text, at + gap + next.length, names)
}

/** Where a name in words counts: at the very start, after 请/由/责任单位 and the like, or in front of 牵头/配合. */
const opensList =
  /(?:^|[\s,,。;;、::])(?:请|由|责成|会同|(?:牵头|主办|责任|承办|配合|协办|协助|参与)(?:单位|部门|科室|领导|人)?[::\s]?)\s*$/u

const readWords = (text: string, names: NameTable, taken: readonly Hit[]): Hit[] => {
  const hits: Hit[] = []
  for (let at = 0; at < text.length; at += 1) {
    const inside = taken.find((hit) => hit.from <= at && at < hit.to)
    if (inside) {
      at = inside.to - 1
      continue
    }
    const hit = names.match(text, at)
    if (!hit) continue
    const before = text.slice(0, at)
    const after = text.slice(at + hit.length)
    const last = [...taken, ...hits].filter((other) => other.to <= at).toSorted((a, b) => b.to - a.to)[0]
    // After an @-name only 、 goes on with the list: “@马勇 与住建局联系” names one person.
    const goesOn = last?.isMention ? /^\s*、\s*$/u : /^(?:[\s、,,和及与]+|\s*以及\s*)$/u
    const continues = last !== undefined && goesOn.test(text.slice(last.to, at))
    const opens = before.trim() === '' || opensList.test(before)
    const isVerbObject = /(?:配合|协助|参与)$/u.test(before) && !isBoundary(after)
    if (endsInRole(text, at + hit.length, names) || ((opens || continues) && !isVerbObject)) {
      hits.push({ from: at, to: at + hit.length, written: hit.written, candidates: hit.candidates, isMention: false })
      at += hit.length - 1
    }
  }
  return hits
}

/** Runs of names with nothing but separators between them; a name said again begins a new one (@王五 @李四 李四牵头). */
const groupHits = (text: string, hits: readonly Hit[]): Hit[][] => {
  const lists: Hit[][] = []
  for (const hit of hits) {
    const last = lists.at(-1)?.at(-1)
    const isAgain = lists.at(-1)?.some((other) => other.candidates[0] === hit.candidates[0]) ?? false
    if (last && !isAgain && separators.test(text.slice(last.to, hit.from))) lists.at(-1)?.push(hit)
    else lists.push([hit])
  }
  return lists
}

interface RoleWord {
  role: NamedParty['role']
  span: Span | null
}

/** The role a list has by the word before it (牵头:A、B) or after it (A、B配合); a word serves one list only. */
const roleOf = (text: string, list: readonly Hit[], used: Set<number>): RoleWord => {
  const [from, to] = [list[0]?.from ?? 0, list.at(-1)?.to ?? 0]
  const before = text.slice(0, from)
  const after = text.slice(to)
  for (const [role, pattern] of [
    ['lead', leadBefore],
    ['assisting', assistBefore],
  ] as const) {
    const match = pattern.exec(before)
    if (match && !used.has(match.index + match[0].search(/牵头|主办|责任|承办|配合|协办|协助|参与/u)))
      return { role, span: { from: match.index, to: from } }
  }
  for (const [role, pattern] of [
    ['lead', leadAfter],
    ['assisting', assistAfter],
  ] as const) {
    const match = pattern.exec(after)
    if (!match) continue
    used.add(to + match[0].search(/\S/u))
    return { role, span: { from: to, to: to + match[0].length } }
  }
  return { role: 'unsaid', span: null }
}

/**
 * Reads who is meant in a task's words (docs/rules.md, Who is responsible): @-names anywhere, units and people named in words where a
 * list of parties stands (牵头 A、配合 B; 请A牵头、B配合; at the start). Never by position in the mention list. Pure.
 */
export const readParties = (text: string, names: NameTable): PartiesReading => {
  const everyone = everyonePattern.test(text)
  const mentions = readMentions(everyone ? text.replace(everyonePattern, (all) => ' '.repeat(all.length)) : text, names)
  const words = readWords(text, names, mentions.hits)
  const hits = [...mentions.hits, ...words].toSorted((a, b) => a.from - b.from)
  const used = new Set<number>()
  const parties = new Map<PartyKey, NamedParty>()
  const ambiguous = new Map<string, { written: string; candidates: readonly PartyKey[] }>()
  const cuts: Span[] = hits.map(({ from, to }) => ({ from, to }))
  for (const list of groupHits(text, hits)) {
    const { role, span } = roleOf(text, list, used)
    if (span) cuts.push(span)
    for (const [index, hit] of list.slice(1).entries()) cuts.push({ from: list[index]?.to ?? hit.from, to: hit.from })
    for (const hit of list) {
      const [party, second] = hit.candidates
      if (!party || second) ambiguous.set(hit.written, { written: hit.written, candidates: hit.candidates })
      else if (!parties.has(party) || role !== 'unsaid') parties.set(party, { written: hit.written, party, role })
    }
  }
  const all = parties.size === 0 ? allUnitsPattern.exec(text) : null
  if (all) cuts.push({ from: all.index, to: all.index + all[0].length })
  return {
    parties: [...parties.values()],
    ambiguous: [...ambiguous.values()],
    unknown: mentions.unknown,
    everyone,
    allUnits: all !== null,
    cuts,
  }
}

/** With 牵头 those are responsible and the rest assist; without, everybody named is responsible (docs/rules.md, Who is responsible). */
export const assignRoles = (parties: readonly NamedParty[]): { party: PartyKey; role: 'responsible' | 'assisting' }[] => {
  const hasLead = parties.some(({ role }) => role === 'lead')
  return parties.map(({ party, role }) => ({
    party,
    role: role === 'assisting' || (hasLead && role !== 'lead') ? 'assisting' : 'responsible',
  }))
}
