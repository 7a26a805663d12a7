import { describe, expect, test } from 'vitest'
import { PointIncident } from '../../../entities/index.ts'
import { openBulletinScene } from '../../support/bulletin-scene.ts'
import { openScene, type Scene } from '../../support/scene.ts'

const wenOf = (scene: Scene) => scene.actor('文清')
const incidents = (scene: Scene) => scene.zhou.does((ctx) => ctx.tx.find(PointIncident, { order: { id: 'ASC' } }))

const asks = (scene: Scene, text = '#约稿 冬季安全生产经验做法,11月27日前 @消防救援支队 @应急局') => wenOf(scene).says(text)

describe('#约稿', () => {
  test('asks units, is taken, delivered, and ends with the last one', async () => {
    const scene = await openScene()
    await asks(scene)
    expect(scene.group.heard()).toEqual([
      '〔128〕约稿:冬季安全生产经验做法\n      单位 消防救援支队、应急局\n      截止 11月27日(周五)17:30\n      回复“#认领 128”,报送“#报送 128 标题⏎正文”',
    ])
    expect(scene.group.mentioned()).toEqual(['孙磊', '赵七'])
    await scene.sun.says('#认领 128')
    await scene.sun.says('#认领 128')
    expect(scene.group.heard()).toEqual(['〔128〕消防救援支队已认领', '〔128〕消防救援支队此前已认领'])
    await wenOf(scene).whispers('#查 128')
    expect(scene.actor('文清').heard().at(-1)).toBe(
      '〔128〕冬季安全生产经验做法\n      截止 11月27日(周五)17:30 已认领 1 未认领 1\n      未认领:应急局\n      已认领:消防救援支队',
    )
    await scene.sun.says('#报送 128 消防支队推行一楼一策\n11月以来,在江南街道整治12栋。')
    expect(scene.group.heard().at(-1)).toBe('〔128〕已收到 消防救援支队〔129〕消防支队推行一楼一策,还有 1 个单位未报')
    expect((await scene.matter(129)).stage).toBe('待单位审核')
    await scene.actor('赵七').says('#报送 128 应急局开展联合检查\n11月以来检查30次。')
    expect(scene.group.heard().at(-1)).toContain('各单位已报齐')
    expect((await scene.matter(128)).stage).toBe('已结束')
    expect(await incidents(scene)).toEqual([])
  })

  test('is the section’s and the leaders’ to make', async () => {
    const scene = await openScene()
    await scene.wu.says('#约稿 经验做法 11月27日前 @消防救援支队')
    expect(scene.group.heard()).toEqual(['约稿由信息科、督查科或办公室领导发出'])
    await wenOf(scene).says('#约稿 经验做法 11月27日前')
    expect(scene.group.heard().at(-1)).toContain('请写明约稿单位')
    await wenOf(scene).says('#约稿 经验做法 12月1日前或12月5日前 @消防救援支队')
    expect(scene.group.heard().at(-1)).toContain('时限未定')
  })

  test('a unit that was not asked, a call that is over, a number of another kind', async () => {
    const scene = await openScene()
    await asks(scene)
    await scene.wu.says('#认领 128')
    expect(scene.group.heard().at(-1)).toBe('没有〔128〕号事项,或您不是它的交办人、承办人')
    await wenOf(scene).says('#截稿 128')
    await scene.sun.says('#报送 128 迟来的稿\n正文')
    expect(scene.group.heard().at(-1)).toBe('〔128〕约稿已经结束,可用 #信息 另报')
    await scene.zhang.says('#任务 @李四 周五前报方案')
    await scene.li.says('#认领 129')
    expect(scene.group.heard().at(-1)).toBe('〔129〕是任务,不是约稿。它的进展请发 #查 129')
  })

  test('late and missed are recorded as facts, once', async () => {
    const scene = await openScene()
    await asks(scene)
    await scene.clock.reaches('2026-11-30T10:00')
    await scene.sun.says('#报送 128 迟到的经验\n11月江南街道12栋。')
    expect(scene.group.heard().at(-1)).toContain('(迟报)')
    await wenOf(scene).says('#截稿 128')
    expect(scene.group.heard().at(-1)).toBe('〔128〕约稿已结束,1 个单位未报')
    expect((await incidents(scene)).map(({ kind, reason }) => [kind, reason])).toEqual([
      ['commission_late', '约稿〔128〕迟报'],
      ['commission_missed', '约稿〔128〕未报'],
    ])
  })

  test('what was sent and then cancelled is owed again', async () => {
    const scene = await openScene()
    await asks(scene)
    await scene.sun.says('#报送 128 稿子\n11月江南街道12栋。')
    await scene.actor('赵七').says('#报送 128 稿子二\n11月江南街道12栋,检查30次。')
    expect((await scene.matter(128)).stage).toBe('已结束')
    await scene.sun.says('#撤销 129 写错了')
    const call = await scene.matter(128)
    expect(call.stage).toBe('约稿中')
    expect(call.todos.filter(({ closedAt }) => closedAt === null).map(({ party }) => party)).toEqual(['消防救援支队'])
  })

  test('a recurring one is asked anew each time; the last turn ends with the next', async () => {
    const scene = await openScene()
    await asks(scene, '#约稿 一周经济运行情况,每周五12点前 @消防救援支队 @应急局')
    expect(scene.group.heard()[0]).toContain('循环 每周五12点前,本期截止 11月27日(周五)12:00')
    await scene.actor('赵七').says('#报送 128 应急局经济运行\n11月增长3个百分点。')
    await scene.clock.reaches('2026-12-01T10:00')
    expect((await scene.matter(128)).stage).toBe('已结束')
    const next = await scene.matter(130)
    expect([next.kind, next.stage, next.due]).toEqual(['call', '约稿中', '2026-12-04T12:00:00+08:00'])
    expect((await incidents(scene)).map(({ kind }) => kind)).toEqual(['commission_missed'])
    expect(scene.group.heard().filter((text) => text.includes('#认领 130'))).toHaveLength(1)
  })

  test('urging, adding a unit and moving the limit work as for tasks', async () => {
    const scene = await openScene()
    await asks(scene)
    await wenOf(scene).says('#加 128 @城管局')
    await wenOf(scene).says('#时限 128 11月30日')
    await wenOf(scene).says('#催办 128')
    const call = await scene.matter(128)
    expect(call.due).toBe('2026-11-30T17:30:00+08:00')
    expect(call.todos.map(({ party, duty }) => `${party} ${duty}`)).toContain('城管局 submit')
    expect(scene.group.mentioned()).toEqual(['孙磊', '赵七', '刘洋'])
  })
})

test('a class of units is called as a whole', async () => {
  const scene = await openBulletinScene()
  await scene.wen.says('#约稿 主题:冬季经验做法 请各二类、@城管局于11月27日前报送')
  expect(scene.group.heard().at(-1)).toContain(
    '〔128〕约稿:冬季经验做法\n      单位 城管局、公安局、住建局\n      截止 11月27日(周五)17:30',
  )
})
