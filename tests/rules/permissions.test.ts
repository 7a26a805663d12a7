import { describe, expect, it } from 'vitest'
import { Directory, type GrantCard } from '../../rules/directory.ts'
import { partyColumns, memberParty, unitParty } from '../../rules/party.ts'
import { mayHandOverTo, mayIssueTo } from '../../rules/permissions.ts'
import type { Role } from '../../rules/roles.ts'

const units = [
  ['root', null],
  ['xf', 'root'],
  ['xf1', 'xf'],
  ['cg', 'root'],
].map(([id, parentId]) => ({ id: id!, code: id!, name: id!, aliases: [], parentId: parentId ?? null, closed: false }))

const person = (id: string, unitId: string) => ({ id, name: id, unitId, post: null, officer: null, endsOn: null, left: false })
const members = [person('issuer', 'xf'), person('colleague', 'xf'), person('below', 'xf1'), person('stranger', 'cg'), person('top', 'root')]

const office = (role?: Role, unitId = 'xf'): Directory => {
  const grants: GrantCard[] = role ? [{ memberId: 'issuer', role, unitId, endsOn: null }] : []
  return new Directory({ units, members, grants, delegations: [] })
}
const may = (directory: Directory, party: string): boolean => mayIssueTo(directory, 'issuer', partyColumns(party), '2026-11-23')

describe('who may ask whom', () => {
  it('anybody asks themselves and people of their own unit, but not the unit itself', () => {
    expect(may(office(), memberParty('issuer'))).toBe(true)
    expect(may(office(), memberParty('colleague'))).toBe(true)
    expect(may(office(), unitParty('xf'))).toBe(false)
    expect(may(office(), memberParty('below'))).toBe(false)
    expect(may(office(), memberParty('stranger'))).toBe(false)
    expect(may(office(), memberParty('top'))).toBe(false)
  })

  it.each(['leader', 'director', 'supervisor', 'unit_head'] as const)('%s asks anybody in and below their unit', (role) => {
    expect(may(office(role), unitParty('xf'))).toBe(true)
    expect(may(office(role), memberParty('below'))).toBe(true)
    expect(may(office(role), unitParty('xf1'))).toBe(true)
    expect(may(office(role), unitParty('cg'))).toBe(false)
    expect(may(office(role), memberParty('stranger'))).toBe(false)
    expect(may(office(role, 'root'), memberParty('stranger'))).toBe(true)
  })

  it.each(['deputy_director', 'editor', 'officer', 'system_admin', 'security_admin', 'auditor'] as const)(
    '%s has no more than anybody',
    (role) => {
      expect(may(office(role, 'root'), memberParty('stranger'))).toBe(false)
    },
  )

  it('nobody asks somebody who does not exist', () => {
    expect(may(office('leader', 'root'), memberParty('nobody'))).toBe(false)
    expect(mayIssueTo(office(), 'nobody', partyColumns(memberParty('issuer')), '2026-11-23')).toBe(false)
  })
})

it('handing over stays in the unit and below', () => {
  const to = (party: string): boolean => mayHandOverTo(office(), 'xf', partyColumns(party))
  expect(to(memberParty('colleague'))).toBe(true)
  expect(to(unitParty('xf1'))).toBe(true)
  expect(to(memberParty('below'))).toBe(true)
  expect(to(memberParty('stranger'))).toBe(false)
  expect(to(memberParty('top'))).toBe(false)
  expect(to(memberParty('nobody'))).toBe(false)
})
