import { describe, expect, it } from 'vitest'
import { Directory, type DelegationCard, type GrantCard, type MemberCard } from '../../rules/directory.ts'

const unit = (id: string, parentId: string | null) => ({ id, code: id, name: id, aliases: [], parentId, closed: false })
const person = (id: string, unitId: string, more: Partial<MemberCard> = {}): MemberCard => ({
  id,
  name: id,
  unitId,
  post: null,
  officer: null,
  endsOn: null,
  left: false,
  ...more,
})
const grant = (memberId: string, role: GrantCard['role'], unitId: string, endsOn: string | null = null): GrantCard => ({
  memberId,
  role,
  unitId,
  endsOn,
})
const standIn = (fromId: string, toId: string, startsAt: number, endsAt: number | null): DelegationCard => ({
  kind: 'stand_in',
  fromId,
  toId,
  startsAt,
  endsAt,
})

const directory = new Directory({
  units: [unit('root', null), unit('xf', 'root'), unit('xf1', 'xf'), unit('cg', 'root'), unit('empty', 'root')],
  members: [
    person('head', 'xf'),
    person('officer', 'xf', { officer: 'full_time' }),
    person('clerk', 'xf'),
    person('gone', 'xf', { left: true, officer: 'full_time' }),
    person('guest', 'cg', { endsOn: '2026-11-30' }),
    person('clerk', 'cg', { id: 'clerk2' }),
    person('boss', 'root'),
  ],
  grants: [
    grant('head', 'unit_head', 'xf'),
    grant('boss', 'leader', 'root'),
    grant('guest', 'supervisor', 'root', '2026-11-25'),
    grant('gone', 'leader', 'root'),
  ],
  delegations: [
    standIn('boss', 'clerk', 100, 200),
    standIn('head', 'clerk', 100, null),
    { kind: 'posting', fromId: 'boss', toId: 'clerk', startsAt: 0, endsAt: null },
  ],
})
const day = '2026-11-23'
const ids = (members: readonly MemberCard[]): string[] => members.map(({ id }) => id)

describe('the tree', () => {
  it('knows what is above and below', () => {
    expect(directory.findRoot()?.id).toBe('root')
    expect(directory.isRoot('root')).toBe(true)
    expect(directory.isRoot('xf')).toBe(false)
    expect(directory.unitsAbove('xf1').map(({ id }) => id)).toEqual(['xf1', 'xf', 'root'])
    expect(directory.unitsBelow('xf')).toEqual(['xf', 'xf1'])
    expect(directory.isWithin('xf1', 'xf')).toBe(true)
    expect(directory.isWithin('xf', 'xf1')).toBe(false)
    expect(directory.unitsAbove('nowhere')).toEqual([])
  })

  it('survives a ring somebody imported', () => {
    const ring = new Directory({ units: [unit('a', 'b'), unit('b', 'a')], members: [], grants: [], delegations: [] })
    expect(ring.isWithin('a', 'nowhere')).toBe(false)
  })
})

describe('a role', () => {
  it('holds for its unit and everything below', () => {
    expect(directory.holds('head', 'unit_head', 'xf1', day)).toBe(true)
    expect(directory.holds('head', 'unit_head', 'cg', day)).toBe(false)
    expect(directory.holdsAtRoot('boss', 'leader', day)).toBe(true)
    expect(directory.holdsAtRoot('head', 'unit_head', day)).toBe(false)
    expect(directory.holdsAnywhere('head', 'unit_head', day)).toBe(true)
  })

  it('ends on its day, and with the person', () => {
    expect(directory.holdsAtRoot('guest', 'supervisor', '2026-11-25')).toBe(true)
    expect(directory.holdsAtRoot('guest', 'supervisor', '2026-11-26')).toBe(false)
    expect(directory.holdsAtRoot('gone', 'leader', day)).toBe(false)
    expect(ids(directory.holders('leader', 'root', day))).toEqual(['boss'])
    expect(directory.isActive(directory.findMember('guest')!, '2026-11-30')).toBe(true)
    expect(directory.isActive(directory.findMember('guest')!, '2026-12-01')).toBe(false)
  })
})

describe('a unit as party', () => {
  it('is answered by its head and officers, else by anybody in it', () => {
    expect(ids(directory.answerersOf('xf', day))).toEqual(['head', 'officer'])
    expect(ids(directory.answerersOf('cg', day))).toEqual(['guest', 'clerk2'])
    expect(directory.answerersOf('empty', day)).toEqual([])
    expect(directory.unitsAnsweredBy('clerk', day)).toEqual([])
    expect(directory.unitsAnsweredBy('officer', day)).toEqual(['xf'])
    expect(directory.unitsAnsweredBy('clerk2', day)).toEqual(['cg'])
  })

  it('mentions its officers, else its heads, else nobody', () => {
    expect(ids(directory.mentionedFor('xf', day))).toEqual(['officer'])
    expect(directory.mentionedFor('cg', day)).toEqual([])
  })
})

describe('standing in', () => {
  it('lasts from its start to just before its end', () => {
    expect(directory.actsFor('clerk', 99)).toEqual(['clerk'])
    expect(directory.actsFor('clerk', 100)).toEqual(['clerk', 'boss', 'head'])
    expect(directory.actsFor('clerk', 200)).toEqual(['clerk', 'head'])
    expect(directory.standInsOf('boss', 150)).toEqual(['clerk'])
    expect(directory.standInsOf('boss', 200)).toEqual([])
  })

  it('is not leave to post in somebody’s name, nor the other way round', () => {
    expect(directory.mayPostFor('clerk', 'boss')).toBe(true)
    expect(directory.mayPostFor('clerk', 'head')).toBe(false)
  })
})

it('finds everybody of a name who is still there', () => {
  expect(ids(directory.membersNamed('clerk', day))).toEqual(['clerk', 'clerk2'])
  expect(directory.membersNamed('gone', day)).toEqual([])
})
