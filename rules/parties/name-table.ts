import type { Directory, MemberCard } from '../directory.ts'
import type { Day } from '../instant.ts'
import { memberParty, unitParty, type PartyKey } from '../party.ts'
import { foldLetters } from './fold-letters.ts'

/** A person in this group under the name the group shows. */
export interface RosterCard {
  memberId: string
  nickname: string
}

/** Whom a written name may mean. More than one: ask. */
export interface NameHit {
  /** Length of the name in the text. */
  length: number
  written: string
  candidates: readonly PartyKey[]
}

/** Every name people may write here, with whom it may mean. */
export interface NameTable {
  /** The longest name that begins at `at`; undefined when none does. */
  match(text: string, at: number): NameHit | undefined
}

const separator = /^[-_—–·・/\\|\s()\uFF08\uFF09【】[\]]{0,2}/u

type Names = Map<string, Set<PartyKey>>

const add = (names: Names, name: string, party: PartyKey): void => {
  const key = foldLetters(name.trim()).toLowerCase()
  if ([...key].length < 2) return
  const parties = names.get(key)
  if (parties) parties.add(party)
  else names.set(key, new Set([party]))
}

interface DirectoryNames {
  members: Names
  units: Names
  longest: number
}

const directoryNames = new WeakMap<Directory, DirectoryNames>()

const namesOf = (directory: Directory): DirectoryNames => {
  const known = directoryNames.get(directory)
  if (known) return known
  const [members, units]: [Names, Names] = [new Map(), new Map()]
  for (const member of directory.members) if (!member.left) add(members, member.name, memberParty(member.id))
  for (const unit of directory.units) {
    if (!unit.closed) for (const name of [unit.name, ...unit.aliases]) add(units, name, unitParty(unit.id))
  }
  const longest = Math.max(2, ...[...members.keys(), ...units.keys()].map((name) => name.length))
  const built = { members, units, longest }
  directoryNames.set(directory, built)
  return built
}

const longestIn = (names: Names, longest: number, text: string, at: number): { written: string; parties: PartyKey[] } | undefined => {
  for (let length = Math.min(longest, text.length - at); length >= 2; length -= 1) {
    const written = text.slice(at, at + length)
    const parties = names.get(written.toLowerCase())
    if (parties) return { written, parties: [...parties] }
  }
  return undefined
}

/** 王市长, 李局: a surname with the post, when one person fits. */
const byPost = (directory: Directory, day: Day, text: string, at: number): NameHit | undefined => {
  const match =
    /^(\p{Script=Han})((?:副?秘书长|副?主任|副?市长|副?县长|副?区长|副?局长|副?支队长|副?科长|副?处长|部长|书记|局|科|处))/u.exec(
      text.slice(at, at + 8),
    )
  if (!match) return undefined
  const [written, surname = '', title = ''] = match
  const fits = (member: MemberCard): boolean =>
    member.name.startsWith(surname) && (member.post ?? '').includes(title) && directory.isActive(member, day)
  const found = directory.members.filter(fits)
  return found.length > 0 ? { length: written.length, written, candidates: found.map((member) => memberParty(member.id)) } : undefined
}

/**
 * The names of an office and, before them, of one group: nicknames, names, units, aliases, and both together in either order
 * (环保局-张三, 张三-环保局, 办公室张三). Of several people with one name, the one in `mentioned` (member ids the network gave) or else
 * the one in this group is meant.
 */
export const createNameTable = (
  directory: Directory,
  roster: readonly RosterCard[],
  day: Day,
  mentioned: readonly string[] = [],
): NameTable => {
  const { members, units, longest } = namesOf(directory)
  const nicknames: Names = new Map()
  for (const card of roster) add(nicknames, card.nickname, memberParty(card.memberId))
  const longestNickname = Math.max(2, ...[...nicknames.keys()].map((name) => name.length))
  const here = new Set(roster.map((card) => memberParty(card.memberId)))
  const named = new Set(mentioned.map(memberParty))

  const inUnit = (party: PartyKey, unitParties: readonly PartyKey[]): boolean => {
    const unitId = directory.findMember(party.slice(2))?.unitId
    return unitId !== undefined && unitParties.some((unit) => directory.isWithin(unitId, unit.slice(2)))
  }
  /** Of several who fit: the one the network says was mentioned, else the only one who sits in this group. */
  const preferHere = (parties: readonly PartyKey[]): PartyKey[] => {
    const pointed = parties.filter((party) => named.has(party))
    if (pointed.length === 1) return pointed
    const local = parties.filter((party) => here.has(party))
    return local.length === 1 ? local : [...parties]
  }
  /** A unit followed by one of its people, or a person followed by their unit. */
  const joined = (text: string, at: number, first: { written: string; parties: PartyKey[] }, isUnit: boolean): NameHit | undefined => {
    const gap = separator.exec(text.slice(at + first.written.length))?.[0] ?? ''
    const next = at + first.written.length + gap.length
    const second = longestIn(isUnit ? members : units, longest, text, next)
    // A person and a unit side by side without a sign between them are two names, unless the unit comes first.
    if (!second || (!isUnit && !/[-_—–·・/\\|(\uFF08]/u.test(gap)) || (isUnit && /\s/u.test(gap))) return undefined
    const [people, places] = isUnit ? [second.parties, first.parties] : [first.parties, second.parties]
    const fitting = people.filter((party) => inUnit(party, places))
    if (fitting.length === 0) return undefined
    const closing = /^[)\uFF09]/u.test(text.slice(next + second.written.length)) && /[(\uFF08]/u.test(gap) ? 1 : 0
    const length = next + second.written.length + closing - at
    return { length, written: text.slice(at, at + length), candidates: preferHere(fitting) }
  }
  return {
    match: (text, at) => {
      const nickname = longestIn(nicknames, longestNickname, text, at)
      const unit = longestIn(units, longest, text, at)
      const member = longestIn(members, longest, text, at)
      const hits = [
        nickname && { length: nickname.written.length, written: nickname.written, candidates: preferHere(nickname.parties) },
        unit && joined(text, at, unit, true),
        member && joined(text, at, member, false),
        unit && { length: unit.written.length, written: unit.written, candidates: unit.parties },
        member && { length: member.written.length, written: member.written, candidates: preferHere(member.parties) },
      ].filter((hit) => hit !== undefined)
      const byName = hits.toSorted((a, b) => b.length - a.length)[0]
      if (byName) return byName
      const post = byPost(directory, day, text, at)
      return post && { ...post, candidates: preferHere(post.candidates) }
    },
  }
}
