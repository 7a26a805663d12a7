import { describe, expect, test } from 'vitest'
import { openScene } from '../../support/scene.ts'

describe('#会议', () => {
  test('asks people to come, counts their words without a list in the group, and is held by the clock', async () => {
    const scene = await openScene()
    await scene.zhang.says('#会议 11月26日上午9点 三楼会议室 防火工作例会 @李四 @王五 @陈六')
    expect(scene.group.heard()[0]).toContain('时间 11月26日(周四)09:00')
    expect(scene.group.mentioned()).toEqual(['李四', '王五', '陈六'])
    await scene.li.says('#参会 128')
    await scene.wu.says('#请假 128')
    await scene.wu.says('#请假 128 参加省里会议')
    expect(scene.group.heard()).toEqual([expect.stringContaining('缺内容')])
    expect(scene.wu.heard()).toEqual(['〔128〕王五 请假;参会 1 请假 1 未回复 1'])
    await scene.wu.says('#参会 128')
    expect(scene.wu.heard().at(-1)).toBe('〔128〕王五 参会;参会 2 请假 0 未回复 1')
    await scene.wu.says('#撤回 128')
    await scene.zhang.says('#参会情况 128')
    expect(scene.zhang.heard().at(-1)).toBe('〔128〕参会情况\n      参会 1:李四\n      请假 1:王五(参加省里会议)\n      未回复 1:陈六')
    await scene.zhao.says('#参会 128')
    expect(scene.group.heard().at(-1)).toContain('128')
    scene.li.heard()
    await scene.clock.reaches('2026-11-26T09:05')
    expect(scene.li.heard().filter((text) => text.includes('将于'))).toEqual([expect.stringContaining('〔128〕')])
    expect((await scene.matter(128)).stage).toBe('已召开')
    await scene.li.says('#参会 128')
    expect(scene.group.heard().at(-1) ?? scene.li.heard().at(-1)).toContain('128')
  })

  test('comes round by itself, in time, and can be skipped once', async () => {
    const scene = await openScene()
    await scene.zhang.says('#会议 每周一上午9点 周例会 @李四 @王五')
    expect((await scene.matter(128)).todos[0]?.due ?? '').not.toBe('')
    // The next Monday's is called three working days before.
    await scene.clock.reaches('2026-12-03T10:00')
    const numbers = (await scene.matters()).map(({ number }) => number)
    expect(numbers.length).toBeGreaterThanOrEqual(2)
    const last = numbers.at(-1) ?? 0
    await scene.zhang.says(`#跳过 ${last}`)
    await scene.clock.reaches('2026-12-17T10:00')
    const kinds = (await scene.matters()).map(({ kind }) => kind)
    expect(new Set(kinds)).toEqual(new Set(['meeting']))
  })

  test('a topic becomes a call that is due before the meeting', async () => {
    const scene = await openScene()
    await scene.zhang.says('#会议 11月26日上午9点 供暖会商 @陈六 @王五')
    await scene.zhang.says('#议题 128 冬季供暖保障情况 @住建局')
    expect(scene.group.heard().at(-1)).toContain('〔129〕约稿:冬季供暖保障情况')
    expect(scene.group.mentioned()).toEqual(['黄蓉'])
    expect((await scene.matter(129)).kind).toBe('call')
    await scene.wu.says('#议题 128 市容整治 @城管局')
    expect(scene.group.heard().at(-1)).toBe('约稿由信息科、督查科或办公室领导发出')
  })

  test('says what is missing', async () => {
    const scene = await openScene()
    await scene.zhang.says('#会议 防火工作例会 @李四')
    expect(scene.group.heard().at(-1)).toContain('请写明开会时间')
    await scene.zhang.says('#会议 周三上午9点 例会')
    expect(scene.group.heard().at(-1)).toContain('请写明参会人员或单位')
    await scene.wu.says('#会议 周三上午9点 例会 @李四')
    expect(scene.group.heard().at(-1)).not.toContain('〔128〕')
  })
})
