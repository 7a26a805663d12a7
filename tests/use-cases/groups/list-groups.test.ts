import { afterAll, beforeAll, expect, test } from 'vitest'
import { listGroups, type GroupItem } from '../../../use-cases/groups/list-groups.ts'
import { openListingScene, type ListingScene } from '../../support/listing-scene.ts'

let office: ListingScene
beforeAll(async () => {
  office = await openListingScene()
  await office.asks({ by: '张三', for: ['@李四'], title: '一' })
  const { matter } = await office.asks({ by: '张三', for: ['@李四'], title: '二' })
  await office.acts('张三', matter.number, { action: 'cancel' })
  await office.leavesGroup('赵六', '消防隐患排查群')
})
afterAll(() => office.close())

const ledgerOf = async (name: string): Promise<GroupItem[]> => (await office.as(name, (ctx) => listGroups(ctx))).items
const names = async (name: string): Promise<string[]> => (await ledgerOf(name)).map((group) => group.name)

test('the ledger says what a group is for, whose it is, how many sit in it and what is open there', async () => {
  const [group] = await ledgerOf('李四')
  expect(group).toMatchObject({
    name: '消防隐患排查群',
    purpose: '消防隐患排查',
    owner: { name: '李四' },
    ownerUnit: { name: '消防救援支队' },
    members: 3,
    openMatters: 1,
    closesOn: null,
    mine: true,
  })
})

test('the office’s leaders see every registered group, others those they sit in, own or head', async () => {
  expect(await names('周督查')).toEqual(['消防隐患排查群', '城管工作群'])
  expect((await ledgerOf('周督查')).map((group) => group.mine)).toEqual([false, false])
  expect(await names('李四')).toEqual(['消防隐患排查群'])
  expect(await names('陈局')).toEqual(['城管工作群'])
  expect(await names('赵六')).toEqual([])
})

test('closed groups are shown when asked for, and the ledger has pages', async () => {
  const first = await office.as('张三', (ctx) => listGroups(ctx, { limit: 1 }))
  const second = await office.as('张三', (ctx) => listGroups(ctx, { limit: 1, cursor: first.next ?? '' }))
  expect([...first.items, ...second.items].map((group) => group.name)).toEqual(['消防隐患排查群', '城管工作群'])
  expect(second.next).toBeNull()
  await office.dataSource.query('UPDATE work_groups SET closed_at = ? WHERE id = ?', [office.now(), office.group('城管工作群')])
  expect(await names('张三')).toEqual(['消防隐患排查群'])
  expect((await office.as('张三', (ctx) => listGroups(ctx, { includeClosed: true }))).items).toHaveLength(2)
})
