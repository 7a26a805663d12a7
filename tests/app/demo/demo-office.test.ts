import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { demoHistory } from '../../../app/demo/history.ts'
import { demoOffice } from '../../../app/demo/office.ts'
import { layDemo } from '../../../app/lay-demo.ts'
import type { Runner } from '../../../database/runner.ts'
import { Adoption, Matter, MatterEvent, OutboundMessage, Todo, Unit } from '../../../entities/index.ts'
import { defaultSettings } from '../../../rules/office-settings.ts'
import { createCalendar } from '../../../rules/calendar/create-calendar.ts'
import { nextNumber } from '../../../use-cases/matters/next-number.ts'
import { at } from '../../support/clock-scene.ts'
import { openScratchDatabase } from '../../support/database.ts'

describe('the demo office', () => {
  test('is 临江: 12 units, about 40 people, 5 groups, each with one owner', () => {
    expect(demoOffice.units).toHaveLength(12)
    expect(demoOffice.people).toHaveLength(40)
    expect(demoOffice.groups).toHaveLength(5)
    expect(demoOffice.groups?.every((group) => group.owner !== undefined && group.purpose !== undefined)).toBe(true)
  })

  test.each([
    ['张三', '副秘书长', 'leader'],
    ['陈六', '局长', 'unit_head'],
    ['赵七', '应急指挥中心干部', 'officer'],
  ])('has %s, %s', (name, post, role) => {
    expect(demoOffice.people?.find((person) => person.name === name)).toMatchObject({ post, roles: expect.arrayContaining([{ role }]) })
  })

  test('has somebody for every role, and a head and an officer for every unit below the office', () => {
    const roles = new Set(demoOffice.people?.flatMap((person) => person.roles ?? []).map(({ role }) => role))
    expect([...roles].toSorted()).toEqual([
      'auditor',
      'deputy_director',
      'director',
      'editor',
      'leader',
      'officer',
      'security_admin',
      'supervisor',
      'system_admin',
      'unit_head',
    ])
    for (const { code } of demoOffice.units.slice(1)) {
      const own = (demoOffice.people ?? []).filter((person) => person.unit === code).flatMap((person) => person.roles ?? [])
      expect(
        own.some(({ role }) => role === 'unit_head'),
        code,
      ).toBe(true)
      expect(
        own.some(({ role }) => role === 'officer'),
        code,
      ).toBe(true)
    }
  })

  test('lets only people speak in a group who sit in it', () => {
    for (const { group, from, text } of demoHistory) {
      const members = demoOffice.groups?.find(({ name }) => name === group)?.members?.map(({ person }) => person)
      expect(group === null || members?.includes(from) === true, `${from}: ${text}`).toBe(true)
    }
  })
})

/** A Monday, the first day after the long holiday, and a working Sunday in the new year. */
const days = inject('database').kind === 'sqlite' ? ['2026-11-23 10:00', '2026-10-08 09:00', '2026-01-04 10:00'] : ['2026-11-23 10:00']

describe.each(days)('its three weeks of history before %s', (time) => {
  let runner: Runner
  const faults: unknown[] = []
  const shares: number[] = []
  const now = at(time)
  const lay = () =>
    layDemo(runner, {
      now,
      progress: (share) => shares.push(share),
      report: (what, detail) => faults.push([what, detail]),
    })
  beforeAll(async () => {
    runner = await openScratchDatabase()
    await lay()
  }, 120_000)
  afterAll(() => runner.close())
  const matters = (): Promise<Matter[]> => runner.read((tx) => tx.find(Matter, { order: { number: 'ASC' } }))

  test('goes through without a fault, and says how far it is', () => {
    expect(faults).toEqual([])
    expect(shares.at(-1)).toBe(1)
    expect(shares.length).toBeGreaterThan(100)
  })

  test('has every line that acts on a matter in its timeline', async () => {
    const acting = demoHistory.filter(({ text }) => /^#(?:反馈|办结|退回|退办|撤销|转办|延期|同意延期|分解|确认)/.test(text))
    const events = await runner.read((tx) => tx.find(MatterEvent))
    expect(events.filter(({ action }) => !['create', 'acknowledge', 'urge'].includes(action)).length).toBeGreaterThanOrEqual(acting.length)
  })

  test('shows every state and every light', async () => {
    const all = await matters()
    const tasks = all.filter(({ kind }) => kind === 'task')
    const count = (fits: (matter: Matter) => boolean): number => tasks.filter(fits).length
    expect(tasks.length).toBeGreaterThanOrEqual(40)
    expect(count(({ state }) => state === 'closed')).toBeGreaterThanOrEqual(15)
    expect(
      count(({ closedAt, dueAt, submittedAt }) => closedAt !== null && dueAt !== null && (submittedAt ?? 0) > dueAt),
    ).toBeGreaterThanOrEqual(2)
    expect(count(({ state }) => state === 'submitted')).toBeGreaterThanOrEqual(1)
    expect(count(({ state }) => state === 'cancelled')).toBe(1)
    for (const level of [0, 1, 2, 3])
      expect(
        count((matter) => matter.state === 'open' && matter.level === level),
        `level ${level}`,
      ).toBeGreaterThanOrEqual(1)
    expect(count(({ parentId }) => parentId !== null)).toBe(2)
    expect(count(({ recurrenceId }) => recurrenceId !== null)).toBeGreaterThanOrEqual(1)
    expect(all.some(({ kind }) => kind === 'suggestion')).toBe(true)
    const open = await runner.read((tx) => tx.find(Todo))
    expect(new Set(open.filter(({ closedAt }) => closedAt === null).map(({ duty }) => duty))).toEqual(
      new Set(['handle', 'review', 'decide_extension', 'set_due', 'submit']),
    )
  })

  test('tells the information line as well: printed, adopted, still waiting', async () => {
    const all = await matters()
    const states = (kind: Matter['kind']): string[] => all.filter((matter) => matter.kind === kind).map(({ state }) => state)
    expect(states('submission').toSorted()).toEqual(['closed', 'closed', 'submitted', 'submitted'])
    expect([states('issue'), states('call')]).toEqual([['closed'], ['open']])
    expect(await runner.read((tx) => tx.count(Adoption))).toBe(3)
  })

  test('uses numbers below 128, and 128 is next', async () => {
    const numbers = (await matters()).map(({ number }) => number)
    expect(Math.max(...numbers)).toBeLessThan(128)
    expect(await runner.transaction((tx) => nextNumber(tx))).toBe(128)
  })

  test('leaves nothing to be sent, and lies before now', async () => {
    const calendar = createCalendar(defaultSettings())
    const waiting = await runner.read((tx) => tx.findBy(OutboundMessage, { state: 'ready' }))
    expect(waiting.filter(({ notBefore }) => notBefore <= now)).toEqual([])
    const last = Math.max(...(await matters()).map(({ createdAt }) => createdAt))
    expect(calendar.workingDaysBetween(calendar.dayOf(last), calendar.dayOf(now))).toBeLessThanOrEqual(1)
  })

  test('is not laid twice', async () => {
    await lay()
    expect(await runner.read((tx) => tx.count(Unit))).toBe(12)
  })
})
