import type { PartyKey } from '../party.ts'
import type { Span } from '../task-text.ts'
import { foldLetters } from './fold-letters.ts'
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
  /** 各单位配合 beside those who are named: the units assist them. */
  othersAssist: boolean
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

const separators = /^[\s、,\uFF0C和及与]+$|^\s*以及\s*$|^$/u
const leadAfter = /^\s*(?:负责)?(?:牵头|主办|主责)(?:负责)?|^\s*(?:总)?负责(?=[\s,\uFF0C。;\uFF1B]|$)/u
const assistAfter = /^\s*(?:做好)?(?:配合|协助|协办|参与)(?!\p{Script=Han}{0,2}(?:局|委|办|队))/u
const leadBefore = /(?:^|[\s,\uFF0C。;\uFF1B、:\uFF1A])(?:由|请)?(?:牵头|主办|责任|承办)(?:单位|部门|科室|领导|人)?[:\uFF1A\s]*$/u
const assistBefore = /(?:^|[\s,\uFF0C。;\uFF1B、:\uFF1A])(?:配合|协办|协助|参与|会同)(?:单位|部门|科室|人)?[:\uFF1A\s]*$/u
const everyonePattern = /@\s*(?:所有人|全体成员|全体人员|all)(?![\p{L}])/iu
const allUnitsPattern = /(?:请)?各(?:有关|相关|成员|参会)?(?:单位|部门)/u

const othersAssistPattern =
  /(?:请|由)?(?:其他|其它|其余)?各(?:有关|相关|成员|参会)?(?:单位|部门)(?:做好|予以|积极|全力)*(?:配合|协助|协办)/u
/** …、城管局及各相关单位: all of them, and those who are named. */
const alsoAllUnits = /^\s*(?:、|,|和|及|与|以及|等)\s*(?:其他|其它|其余)?各(?:有关|相关|成员)?(?:单位|部门)/u
/** What a person is called by behind their name; a 主任务 is none. */
const title =
  /^(?:同志|老师|先生|女士|副?(?:局长|主任(?!务)|科长|处长|支队长|大队长|队长(?!期)|市长|县长|区长|镇长|书记(?!员|处)|秘书长|部长|所长|站长|院长|校长))/u
const UNIT = '\\p{Script=Han}{1,8}(?:局|委|办|队|县|区|厅|院|科|处|中心|公司|街道|镇|乡)'
/** What goes on with a list like one more unit, and what is to lead or assist like one. */
const oneMoreUnit = new RegExp(`^\\s*、\\s*(${UNIT})(?=[\\s、,。;:]|$|[本下今明后每\\d]|周[一二三四五六日]|牵头|配合|负责)`, 'u')
const unitInRole = new RegExp(`(?:^|[\\s、,。;:])(?:请|由|责成)?(${UNIT})(?=(?:负责)?牵头|主办(?!方|单位)|配合|协办)`, 'gu')

const isBoundary = (text: string): boolean => text === '' || /^[\s,\uFF0C。;\uFF1B、:\uFF1A.!\uFF01@#＃]/u.test(text)

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
      const written = /^[^\s@＠,\uFF0C。;\uFF1B:\uFF1A、]+/u.exec(text.slice(at))?.[0]
      if (written) unknown.push(written)
    }
  }
  return { hits, unknown }
}

const between = /^(?:[\s、,\uFF0C和及与]+|\s*以及\s*)/u

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
  /(?:^|[\s,\uFF0C。;\uFF1B、:\uFF1A])(?:请|由|责成|会同|(?:牵头|主办|责任|承办|配合|协办|协助|参与)(?:单位|部门|科室|领导|人)?[:\uFF1A\s]?)\s*$/u

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
    const goesOn = last?.isMention ? /^\s*、\s*$/u : /^(?:[\s、,\uFF0C和及与]+|\s*以及\s*)$/u
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
    if (match && !used.has(match.index + match[0].search(/牵头|主办|责任|承办|配合|协办|协助|参与|会同/u)))
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

/** Units in a list of parties, or before 牵头 and 配合, that the office does not have: dropped silently, nobody would do their part. */
const unknownUnits = (text: string, hits: readonly Hit[]): string[] => {
  const isTaken = (at: number): boolean => hits.some(({ from, to }) => from <= at && at < to)
  const listed = hits.flatMap(({ to }) => {
    const found = oneMoreUnit.exec(text.slice(to))
    return found && !isTaken(to + found[0].length - 1) ? [found[1] ?? ''] : []
  })
  const inRole = hits.length === 0 ? [] : [...text.matchAll(unitInRole)].filter((found) => !isTaken(found.index + found[0].length - 1))
  return [...new Set([...listed, ...inRole.map((found) => found[1] ?? '')])]
}

/**
 * Reads who is meant in a task's words (docs/rules.md, Who is responsible): @-names anywhere, units and people named in words where a
 * list of parties stands (牵头 A、配合 B; 请A牵头、B配合; at the start). Never by position in the mention list. Pure.
 */
export const readParties = (written: string, names: NameTable): PartiesReading => {
  const text = foldLetters(written)
  const everyone = everyonePattern.test(text)
  const mentions = readMentions(everyone ? text.replace(everyonePattern, (all) => ' '.repeat(all.length)) : text, names)
  const words = readWords(text, names, mentions.hits)
  const hits = [...mentions.hits, ...words].toSorted((a, b) => a.from - b.from)
  const used = new Set<number>()
  const parties = new Map<PartyKey, NamedParty>()
  const ambiguous = new Map<string, { written: string; candidates: readonly PartyKey[] }>()
  const cuts: Span[] = hits.map(({ from, to }) => ({ from, to: to + (title.exec(text.slice(to))?.[0].length ?? 0) }))
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
  const all = parties.size === 0 ? allUnitsPattern.exec(text) : othersAssistPattern.exec(text)
  const listed =
    all === null ? hits.map(({ to }) => ({ to, found: alsoAllUnits.exec(text.slice(to)) })).find(({ found }) => found) : undefined
  if (listed?.found) cuts.push({ from: listed.to, to: listed.to + listed.found[0].length })
  if (all) cuts.push({ from: all.index, to: all.index + all[0].length })
  return {
    parties: [...parties.values()],
    ambiguous: [...ambiguous.values()],
    unknown: [...mentions.unknown, ...unknownUnits(text, hits)],
    everyone,
    allUnits: (parties.size === 0 && all !== null) || listed !== undefined,
    othersAssist: parties.size > 0 && all !== null,
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
