import { afterEach, beforeEach, expect, test } from 'vitest'
import { Matter, MatterEvent, Recurrence, WorkGroup } from '../../../entities/index.ts'
import { insertRows } from '../../../entities/insert-rows.ts'
import type { RecurringRule } from '../../../rules/deadline/reading.ts'
import { at, openClockScene, type ClockScene } from '../../support/clock-scene.ts'

let office: ClockScene
beforeEach(async () => {
  office = await openClockScene('11-23 10:00')
})
afterEach(() => office.close())

const weekly: RecurringRule = { every: 'week', weekdays: [5], clock: '12:00' }
const repeats = (rule: RecurringRule, nextOpensAt: string): Promise<void> =>
  office.byClock((ctx) => {
    const row = {
      id: ctx.newId(),
      kind: null,
      title: '报周报',
      body: '每周五12点前报周报',
      urgency: 'normal' as const,
      ruleText: '每周五12点前',
      rule,
      parties: [{ party: `m:${office.member('李四')}`, role: 'responsible' as const }],
      groupId: office.group('消防群'),
      issuerId: office.member('张三'),
      postedById: null,
      nextOpensAt: at(nextOpensAt),
      skipNext: false,
      endedAt: null,
      createdAt: ctx.now,
    }
    return insertRows(ctx.tx, Recurrence, [row])
  })
const occurrences = (): Promise<Matter[]> => office.runner.read((tx) => tx.find(Matter, { order: { id: 'ASC' } }))
const dues = async (): Promise<(number | null)[]> => (await occurrences()).map((matter) => matter.dueAt)
const finish = async (): Promise<void> => {
  const open = (await occurrences()).at(-1)!
  await office.closes(open)
  await office.byClock((ctx) => ctx.tx.update(Matter, { id: open.id }, { state: 'closed', closedAt: ctx.now }))
}
const events = async (): Promise<string[]> =>
  (await office.runner.read((tx) => tx.find(MatterEvent, { order: { id: 'ASC' } }))).map((event) => event.action)

test('opens one occurrence after another, at its time, and tells the group', async () => {
  await repeats(weekly, '11-27 12:01')
  await office.passesTo('11-30 12:00')
  expect(await dues()).toEqual([at('12-04 12:00')])
  expect((await office.outbox())[0]?.text).toContain('循环:每周五12点前')
  await finish()
  await office.passesTo('12-07 12:00')
  expect(await dues()).toEqual([at('12-04 12:00'), at('12-11 12:00')])
})

test('the next one waits while the last is open, says so once, and counts what was passed over', async () => {
  await repeats(weekly, '11-27 12:01')
  await office.passesTo('12-23 12:00')
  expect(await dues()).toEqual([at('12-04 12:00')])
  expect((await events()).filter((action) => action === 'next_waits')).toHaveLength(1)
  await finish()
  await office.passesTo('12-23 12:01')
  expect(await dues()).toEqual([at('12-04 12:00'), at('12-25 12:00')])
  expect(await events()).toContain('turns_missed')
})

test('can be skipped once', async () => {
  await repeats(weekly, '11-27 12:01')
  await office.byClock((ctx) => ctx.tx.update(Recurrence, { skipNext: false }, { skipNext: true }))
  await office.passesTo('12-09 12:00')
  expect(await dues()).toEqual([at('12-11 12:00')])
})

test('opens nothing after the series was ended', async () => {
  await repeats(weekly, '11-27 12:01')
  await office.byClock((ctx) => ctx.tx.update(Recurrence, { skipNext: false }, { nextOpensAt: null, endedAt: ctx.now }))
  await office.passesTo('12-09 12:00')
  expect(await dues()).toEqual([])
})

test('is told privately when its group was closed: nothing is said there any more', async () => {
  await repeats(weekly, '11-27 12:01')
  await office.byClock((ctx) => ctx.tx.update(WorkGroup, { id: office.group('消防群') }, { closedAt: ctx.now }))
  await office.passesTo('11-30 12:00')
  const told = (await office.outbox()).filter((row) => row.text.includes('循环:'))
  expect(told.map(({ groupId, memberId }) => ({ groupId, memberId }))).toEqual([{ groupId: null, memberId: office.member('李四') }])
})
