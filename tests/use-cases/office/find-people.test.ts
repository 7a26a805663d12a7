import { afterAll, beforeAll, expect, test } from 'vitest'
import { findMembers } from '../../../use-cases/office/find-members.ts'
import { findUnits } from '../../../use-cases/office/find-units.ts'
import { openListingScene, type ListingScene } from '../../support/listing-scene.ts'

let office: ListingScene
beforeAll(async () => {
  office = await openListingScene()
})
afterAll(() => office.close())

const people = async (text: string): Promise<string[]> =>
  (await office.as('王五', (ctx) => findMembers(ctx, text))).map((member) => member.name)
const units = async (text: string): Promise<string[]> => (await office.as('王五', (ctx) => findUnits(ctx, text))).map((unit) => unit.name)

test('a person is found by name, part of it, or unit and name together, the best match first', async () => {
  expect(await people('李四')).toEqual(['李四'])
  expect(await people('督查')).toEqual(['周督查'])
  expect(await people('城管局王')).toEqual(['王五'])
  expect(await people('城管局')).toEqual(['陈局', '王五'])
  expect(await people('查无此人')).toEqual([])
})

test('phone numbers are masked', async () => {
  const [found] = await office.as('王五', (ctx) => findMembers(ctx, '李四'))
  expect(found).toMatchObject({ name: '李四', unit: { name: '消防救援支队' }, mobileMasked: '139****0000' })
  expect(JSON.stringify(found)).not.toContain('13912340000')
})

test('a unit is found by name, other name or code in either case and width', async () => {
  expect(await units('城管')).toEqual(['城市管理局', '城管一大队'])
  expect(await units('消防队')).toEqual(['消防救援支队'])
  expect(await units('ｘｆ')).toEqual(['消防救援支队'])
  expect(await units('')).toHaveLength(4)
})

test('who has left is not offered', async () => {
  await office.leaves('孙队员')
  expect(await people('孙')).toEqual([])
})
