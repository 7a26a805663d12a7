import { beforeEach, expect, test } from 'vitest'
import { openPressScene, type PressScene } from '../../support/press-scene.ts'

let scene: PressScene
beforeEach(async () => {
  scene = await openPressScene({ startsAt: '2026-04-03T09:00' })
  await scene.story()
})

const said = async (who: PressScene['wen'], text: string): Promise<string[]> => {
  scene.group.heard()
  await who.says(text)
  await scene.clock.passes('1m')
  return scene.group.heard()
}

test('an adoption in words: level, publication, form, day', async () => {
  const { wen, sun } = scene
  sun.heard()
  expect(await said(wen, '#采用 128 省级《每日要情》 专报 4月3日')).toEqual(['〔128〕已登记 省级《每日要情》采用(专报,4月3日(周五))'])
  expect(sun.heard().join()).toContain('〔128〕已登记 省级《每日要情》采用')
  expect(await said(wen, '#采用 128 省级《每日要情》 单篇')).toEqual(['〔128〕的这次采用已登记过'])
  expect(await said(wen, '#采用 128 转报 国办 专报信息')).toEqual(['〔128〕已登记 国家级《专报信息》转报(4月3日(周五))'])
})

test('the day is never before the report nor in the future', async () => {
  const { wen } = scene
  expect(await said(wen, '#采用 128 省级《每日要情》 4月2日')).toEqual(['〔128〕的采用日期早于报送日期(4月3日(周五))'])
  expect(await said(wen, '#采用 128 省级《每日要情》 2026年4月4日')).toEqual(['〔128〕的采用日期还没到'])
})

test('the day may be in a later month than the report', async () => {
  scene = await openPressScene({ startsAt: '2026-04-30T15:00' })
  await scene.story()
  await scene.clock.reaches('2026-05-02T09:00')
  expect(await said(scene.wen, '#采用 128 省级《每日要情》 5月1日')).toEqual(['〔128〕已登记 省级《每日要情》采用(5月1日(周五))'])
})

test('taken back: the only one by its number, one of several by its publication', async () => {
  const { wen } = scene
  expect(await said(wen, '#撤销采用 128')).toEqual(['〔128〕没有可以撤销的采用登记'])
  await said(wen, '#采用 128 省级《每日要情》')
  await said(wen, '#采用 128 市级《政务信息》')
  const [asked = ''] = await said(wen, '#撤销采用 128')
  expect(asked.replaceAll('\u200b', '')).toBe(
    '〔128〕登记了 2 次采用,请写明是哪一次:\n#撤销采用 128 《每日要情》 2026-04-03\n#撤销采用 128 《政务信息》 2026-04-03',
  )
  expect(await said(wen, '#撤销采用 128 《政务信息》 2026-04-03')).toEqual(['〔128〕已撤销登记 市级《政务信息》采用(4月3日(周五))'])
  expect(await said(wen, '#撤销采用 128')).toEqual(['〔128〕已撤销登记 省级《每日要情》采用(4月3日(周五))'])
  expect(await said(wen, '#采用 128 省级《每日要情》')).toEqual([expect.stringContaining('已登记')])
})

test('only editors record, only on what is with them or out', async () => {
  const { sun, wen, zhou } = scene
  expect(await said(sun, '#采用 128 省级《每日要情》')).toEqual(['〔128〕只有信息科可以登记采用'])
  expect(await said(zhou, '#采用 128 省级《每日要情》')).toEqual(['〔128〕只有信息科可以登记采用'])
  await said(wen, '#退稿 128 缺数据')
  expect(await said(wen, '#采用 128 省级《每日要情》')).toEqual(['〔128〕已退稿,不能登记采用'])
  expect(await said(wen, '#采用 128 每日要情')).toEqual([expect.stringMatching(/^请先写采用级别.*例如:#采用 131/u)])
})

test('a merged report is adopted under its new number', async () => {
  const { wen, story } = scene
  await story()
  await said(wen, '#合并 128 129 各地开展检查')
  expect(await said(wen, '#采用 128 省级《每日要情》')).toEqual(['〔128〕已并入〔130〕,请写〔130〕'])
  expect(await said(wen, '#采用 130 省级《每日要情》')).toEqual([expect.stringContaining('〔130〕已登记')])
})

test('撤回 does not undo a recorded adoption; the answer says what does', async () => {
  const { wen } = scene
  await said(wen, '#采用 128 省级《每日要情》')
  expect(await said(wen, '#撤回 128')).toEqual(['〔128〕“登记采用”不能撤回,请 #撤销采用 编号'])
})
