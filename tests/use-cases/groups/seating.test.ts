import { afterAll, beforeAll, expect, test } from 'vitest'
import { perform } from '../../../database/stage.ts'
import type { UseCaseContext } from '../../../use-cases/context.ts'
import { noteRoster } from '../../../use-cases/groups/note-roster.ts'
import { createOfficeLoader } from '../../../use-cases/office/load-office.ts'
import { recordQueries } from '../../support/count-queries.ts'
import { openListingScene, type ListingScene } from '../../support/listing-scene.ts'

let office: ListingScene
beforeAll(async () => {
  office = await openListingScene()
})
afterAll(() => office.close())

const fireGroup = '消防隐患排查群'
const rosterIn = async (ctx: UseCaseContext): Promise<string[]> =>
  (await ctx.office.seating.rosterOf(ctx.tx, office.group(fireGroup))).map(({ nickname }) => nickname).toSorted()
const roster = (): Promise<string[]> => office.as('张三', rosterIn)
const byClock = <T>(work: (ctx: UseCaseContext) => Promise<T>): Promise<T> => perform(office.stage, { memberId: null }, work)
const seat = (name: string, nickname = name) => ({ memberId: office.member(name), nickname })
const seats = () => ['张三', '李四', '王五', '赵六'].map((name) => seat(name))

test('who sits where is read once, and by everybody anew when a seat changes', async () => {
  const asked = async (): Promise<number> => {
    const { queries } = await recordQueries(office.dataSource, roster)
    return queries.filter(({ sql }) => !sql.includes('counters')).length
  }
  expect(await roster()).toEqual(['张三', '李四', '王五', '赵六'].toSorted())
  expect(await asked()).toBe(0)

  const elsewhere = { ...office.stage, loadOffice: createOfficeLoader() }
  await perform(elsewhere, { memberId: null }, (ctx) => noteRoster(ctx, office.group(fireGroup), [seat('李四', '消防-李四'), seat('张三')]))
  expect(await asked()).toBe(1)
  expect(await roster()).toEqual(['张三', '消防-李四'].toSorted())
  expect(await office.as('王五', (ctx) => ctx.office.seating.groupsOf(ctx.tx, office.member('王五')))).toEqual([])
})

test('a roster that says nothing new makes nobody read again', async () => {
  await byClock((ctx) => noteRoster(ctx, office.group(fireGroup), seats()))
  const before = await roster()
  const { queries } = await recordQueries(office.dataSource, async () => {
    await byClock((ctx) => noteRoster(ctx, office.group(fireGroup), seats()))
    await roster()
  })
  expect(queries.filter(({ sql }) => /^UPDATE/i.test(sql))).toEqual([])
  expect(await roster()).toEqual(before)
})

test('what a transaction changed it sees itself, and nobody does when it is rolled back', async () => {
  const before = await roster()
  const seen: string[][] = []
  const refused = byClock(async (ctx) => {
    await noteRoster(ctx, office.group(fireGroup), [seat('李四', '只有李四')])
    seen.push(await rosterIn(ctx))
    throw new Error('no')
  })
  await expect(refused).rejects.toThrow('no')
  expect(seen).toEqual([['只有李四']])
  expect(await roster()).toEqual(before)
  await office.leavesGroup('张三', fireGroup)
  expect(await roster()).toEqual(before.filter((name) => name !== '张三'))
})
