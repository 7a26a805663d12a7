import { expect, test } from 'vitest'
import { listCoverage } from '../../../use-cases/groups/list-coverage.ts'
import { openScene } from '../../support/scene.ts'

test('coverage names the units no group reaches and the people who sit in none', async () => {
  const { wang, zhou } = await openScene()
  const lines = await wang.does((ctx) => listCoverage(ctx))
  const of = (name: string) => lines.find(({ unit }) => unit.name === name)
  expect(of('公安局')).toMatchObject({ members: 1, ownGroups: 0, reached: false, uncovered: [{ name: '宋歌' }] })
  expect(of('环保局')).toMatchObject({ ownGroups: 1, reached: true, uncovered: [] })
  expect(of('住建局')).toMatchObject({ reached: true, uncovered: [{ name: '李强' }] })
  expect(of('消防救援支队')).toMatchObject({ reached: true, uncovered: [] })
  const gaps = await wang.does((ctx) => listCoverage(ctx, { gapsOnly: true }))
  expect(gaps.map(({ unit }) => unit.name)).toEqual(['城管一大队', '公安局', '市政府办', '住建局'])
  // A closed group reaches nobody any more.
  await zhou.whispers('#关闭群 环保群')
  const after = await wang.does((ctx) => listCoverage(ctx))
  expect(after.find(({ unit }) => unit.name === '环保局')).toMatchObject({ ownGroups: 0, reached: false })
})

test('heads see their own units and those below, others nothing', async () => {
  const { actor, li } = await openScene()
  const lines = await actor('马勇').does((ctx) => listCoverage(ctx))
  expect(lines.map(({ unit }) => unit.name)).toEqual(['城管局', '城管一大队'])
  await expect(li.does((ctx) => listCoverage(ctx))).rejects.toMatchObject({ code: 'forbidden' })
})
