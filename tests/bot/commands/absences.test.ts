import { describe, expect, test } from 'vitest'
import { getMatter } from '../../../use-cases/matters/find-matter.ts'
import { listAbsences } from '../../../use-cases/absences/list-absences.ts'
import { listMatters } from '../../../use-cases/matters/list-matters.ts'
import { publishDefinition } from '../../../use-cases/procedures/definitions.ts'
import { openScene, type Scene } from '../../support/scene.ts'

const ma = (scene: Scene) => scene.actor('马勇')
const reports = (scene: Scene, text = '#外出 11月25日至27日 赴省城参加会议,王五主持') => ma(scene).says(text)

describe('#外出', () => {
  test('is taken in a group and answered in private: the group hears nothing', async () => {
    const scene = await openScene()
    await reports(scene)
    expect(scene.group.heard()).toEqual([])
    expect(ma(scene).heard()).toEqual([
      '〔128〕外出报备已登记,仅办公室领导可见\n' +
        '      11月25日至27日 赴省城参加会议\n' +
        '      主持工作 王五\n' +
        '      待 周正 同意\n' +
        '      返回后发 #销假 128;委托代办:#代理 @王五 到 11月27日',
    ])
    expect(scene.zhou.heard()).toEqual([
      '〔128〕马勇 外出报备:11月25日至27日 赴省城参加会议\n      主持工作 王五\n      回复“#同意 128”或“#不同意 128 原因”',
    ])
    await scene.zhou.says('#同意 128')
    expect(scene.group.heard()).toEqual([])
    expect(ma(scene).heard().at(-1)).toContain('外出报备:马勇 11月25日至27日 已同意(周正)')
    expect((await scene.matter(128)).stage).toBe('已报备')
    await ma(scene).whispers('#销假 128')
    expect(ma(scene).heard().at(-1)).toBe('〔128〕已销假')
    expect((await scene.matter(128)).state).toBe('closed')
  })

  test('is seen by the office’s leaders, by nobody else', async () => {
    const scene = await openScene()
    await reports(scene)
    for (const leader of [scene.wang, scene.zhou, scene.actor('吴副'), ma(scene)]) {
      expect((await leader.does((ctx) => getMatter(ctx, 128))).matter.number).toBe(128)
      expect(await leader.does((ctx) => listAbsences(ctx))).toHaveLength(1)
      expect((await leader.does((ctx) => listMatters(ctx, {}))).items).toHaveLength(1)
    }
    for (const other of [scene.feng, scene.actor('文清'), scene.wu, scene.actor('刘洋'), scene.li]) {
      await expect(other.does((ctx) => getMatter(ctx, 128))).rejects.toThrow('没有〔128〕号事项')
      expect(await other.does((ctx) => listAbsences(ctx))).toEqual([])
      expect((await other.does((ctx) => listMatters(ctx, {}))).items).toEqual([])
    }
    await scene.feng.whispers('#查 128')
    expect(scene.feng.heard().at(-1)).toContain('没有〔128〕号事项')
    await scene.wang.whispers('#外出情况')
    expect(scene.wang.heard().at(-1)).toContain('〔128〕马勇 11月25日至27日 赴省城参加会议,王五 主持(待同意)')
  })

  test('a late one is taken and marked; the same days are not reported twice', async () => {
    const scene = await openScene({ startsAt: '2026-11-25T15:00' })
    await reports(scene)
    expect(ma(scene).heard().at(-1)).toContain('晚于出发,已如实记录')
    await reports(scene, '#外出 11月26日至28日 去外地考察')
    expect(ma(scene).heard().at(-1)).toContain('这几天已报备〔128〕')
  })

  test('asks for what is missing and takes nothing by halves', async () => {
    const scene = await openScene()
    await ma(scene).whispers('#外出 参加会议')
    expect(ma(scene).heard().at(-1)).toContain('没有看懂外出的起止日期')
    await ma(scene).whispers('#外出 11月25日至27日')
    expect(ma(scene).heard().at(-1)).toContain('请写明去哪里、做什么')
    await ma(scene).whispers('#外出 11月25日 去省城开会')
    expect(ma(scene).heard().at(-1)).toContain('时间较短,可以不报备')
    expect(ma(scene).heard().at(-1) ?? '').not.toContain('主持工作 ')
    expect(await scene.matters()).toHaveLength(1)
  })

  test('nobody decides on their own: the director’s goes to the leaders', async () => {
    const scene = await openScene()
    await scene.zhou.whispers('#外出 11月25日至27日 赴省城参加会议,吴副主持')
    expect(scene.zhou.heard().at(-1)).toContain('待 王建国、张三 同意')
    await scene.zhou.whispers('#同意 128')
    expect(scene.zhou.heard().at(-1)).toContain('不由您办理')
    await scene.wang.whispers('#不同意 128 另有安排')
    expect(scene.zhou.heard().at(-1)).toContain('不同意(王建国):另有安排')
    expect((await scene.matter(128)).state).toBe('closed')
    expect(await scene.wang.does((ctx) => listAbsences(ctx))).toEqual([])
  })

  test('an office that asks for no word has none; what is over ends by itself', async () => {
    const scene = await openScene()
    await scene.zhou.does((ctx) => publishDefinition(ctx, { code: 'absence', name: '外出报备', kind: 'absence', steps: [] }))
    await reports(scene)
    expect(ma(scene).heard().at(-1)).toContain('已报备')
    expect(scene.zhou.heard()).toEqual([])
    expect((await scene.matter(128)).stage).toBe('已报备')
    await scene.clock.reaches('2026-12-01T09:00')
    expect((await scene.matter(128)).state).toBe('closed')
  })
})
