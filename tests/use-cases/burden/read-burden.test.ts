import { IsNull } from 'typeorm'
import { describe, expect, it } from 'vitest'
import { Demand, UnitBurden } from '../../../entities/index.ts'
import { countDemands } from '../../../use-cases/burden/count-demands.ts'
import { listRepeats } from '../../../use-cases/burden/list-repeats.ts'
import { readBurden, type Burden, type ReadBurdenInput } from '../../../use-cases/burden/read-burden.ts'
import { openScene, type Scene } from '../../support/scene.ts'

const burden = async (scene: Scene, who: keyof Scene & ('wang' | 'zhao' | 'li' | 'feng'), input: ReadBurdenInput = {}): Promise<Burden> => {
  await scene.clock.passes('1m')
  return scene[who].does((ctx) => readBurden(ctx, input))
}
const repeats = async (scene: Scene, who: 'wang' | 'zhao' = 'wang') =>
  (await scene[who].does((ctx) => listRepeats(ctx))).items.map(
    ({ asked, matter, earlier }) => `${asked.name} ${matter.number}=${earlier.number}`,
  )
const byUnit = (rows: Burden['asked']): Record<string, number> => Object.fromEntries(rows.map(({ unit, demands }) => [unit.name, demands]))

describe('what is asked of units', () => {
  it('counts one matter asked of one unit once, by who was asked and who asked', async () => {
    const scene = await openScene()
    const { zhang, zhao, feng } = scene
    await zhang.says('#任务 @李四 @孙磊 @消防队 @王五 11月27日前完成老旧小区消防隐患排查')
    await feng.says('#任务 @王五 11月30日前报送占道经营整治台账')
    await zhao.says('#任务 @赵刚 11月30日前写好自己的述职报告')
    const { total, asked, asking, periods, whole, suggestions } = await burden(scene, 'wang')
    expect(total).toEqual({ demands: 3, afterHours: 0, repeated: 0 })
    expect(byUnit(asked)).toEqual({ 消防救援支队: 1, 城管局: 2 })
    expect(byUnit(asking)).toEqual({ 市政府办: 2, 督查科: 1 })
    expect(periods).toHaveLength(13)
    expect(periods.at(-1)).toEqual({ from: '2026-11-23', demands: 3, afterHours: 0, repeated: 0 })
    expect(whole).toBe(true)
    expect(suggestions).toMatchObject({ open: 0, late: 0 })
  })

  it('what is returned, handed on within the unit or asked of one more of it is the same demand', async () => {
    const scene = await openScene()
    const { zhang, li } = scene
    await zhang.says('#任务 @李四 11月27日前完成老旧小区消防隐患排查')
    await li.says('#转办 128 @孙磊')
    await zhang.says('#加 128 @赵刚')
    await scene.sun.says('#办结 128 查完了')
    await zhang.says('#退回 128 请补台账')
    await zhang.says('#加 128 @王五')
    expect(byUnit((await burden(scene, 'wang')).asked)).toEqual({ 消防救援支队: 1, 城管局: 1 })
  })

  it('knows what a person asks at night and on days off; what the clock opens is planned', async () => {
    const scene = await openScene()
    const { zhang, clock } = scene
    await zhang.says('#任务 @李四 每周五12点前报送值班情况')
    await clock.reaches('2026-11-23T21:00')
    await zhang.says('#任务 @王五 明天12点前报送积水点清单')
    await clock.reaches('2026-11-28T10:00')
    await zhang.says('#任务 @陈六 12月1日前报送危房台账')
    await clock.reaches('2026-11-30T10:00')
    const { total, asked } = await burden(scene, 'wang')
    expect(total).toMatchObject({ afterHours: 2 })
    expect(
      asked
        .filter((row) => row.afterHours > 0)
        .map(({ unit }) => unit.name)
        .toSorted(),
    ).toEqual(['住建局', '城管局'].toSorted())
  })

  it('is shown by month too, and what lies before is not', async () => {
    const scene = await openScene({ startsAt: '2026-10-30T09:00' })
    const { zhang, clock } = scene
    await zhang.says('#任务 @李四 11月27日前完成老旧小区消防隐患排查')
    await clock.reaches('2026-11-01T10:00')
    await zhang.says('#任务 @王五 11月30日前报送占道经营整治台账')
    await clock.reaches('2026-12-02T10:00')
    const { periods } = await burden(scene, 'wang', { by: 'month', periods: 3 })
    expect(periods.map(({ from, demands }) => [from, demands])).toEqual([
      ['2026-10-01', 1],
      ['2026-11-01', 1],
      ['2026-12-01', 0],
    ])
    // One week, two months: 26 October to 1 November.
    const weeks = await burden(scene, 'wang', { by: 'week', periods: 6 })
    expect(weeks.periods[0]).toMatchObject({ from: '2026-10-26', demands: 2 })
    expect((await burden(scene, 'wang', { by: 'week', periods: 2 })).total.demands).toBe(0)
  })
})

describe('a repeated demand', () => {
  it('is like one asked of the same unit that is open or recent, whoever asked it', async () => {
    const scene = await openScene()
    const { zhang, feng, clock } = scene
    await zhang.says('#任务 @李四 11月27日前完成老旧小区消防隐患排查')
    await clock.passes('1h')
    await feng.says('#任务 @孙磊 11月26日前完成老旧小区消防隐患的排查')
    await feng.says('#任务 @王五 11月26日前完成老旧小区消防隐患的排查')
    await zhang.says('#任务 @孙磊 11月27日前报送森林防火演练方案')
    const { total, asked } = await burden(scene, 'wang')
    expect(total).toMatchObject({ demands: 4, repeated: 1 })
    expect(asked.find(({ unit }) => unit.name === '消防救援支队')).toMatchObject({ demands: 3, repeated: 1 })
    expect(await repeats(scene)).toEqual(['消防救援支队 129=128'])
  })

  it('is not a part of the same task, another turn of a recurring one, or like something long done', async () => {
    const scene = await openScene()
    const { zhang, li, clock } = scene
    await zhang.says('#任务 @李四 12月20日前完成老旧小区消防隐患排查')
    await li.says('#分解 128 @孙磊 11月27日前完成老旧小区消防隐患排查')
    await zhang.says('#任务 @王五 每周五12点前报送市容巡查情况')
    await zhang.says('#任务 @陈六 11月24日前报送危房整治台账')
    await scene.chen.says('#办结 131 已报')
    await zhang.says('#确认 131')
    await clock.reaches('2026-12-31T10:00')
    await zhang.says('#任务 @陈六 2027年1月10日前报送危房整治台账')
    await clock.passes('1m')
    expect(await repeats(scene)).toEqual([])
  })

  it('is seen by the head of the unit that was asked, and of no other', async () => {
    const scene = await openScene()
    const { zhang, feng, actor } = scene
    await zhang.says('#任务 @李四 11月27日前完成老旧小区消防隐患排查')
    await feng.says('#任务 @消防队 11月26日前完成老旧小区消防隐患的排查')
    await scene.clock.passes('1m')
    expect(await repeats(scene, 'zhao')).toEqual(['消防救援支队 129=128'])
    const ma = await actor('马勇').does((ctx) => listRepeats(ctx))
    expect(ma.items).toEqual([])
  })
})

describe('who may look', () => {
  it('heads see what is asked of their own units, without the office’s suggestions; others nothing', async () => {
    const scene = await openScene()
    await scene.zhang.says('#任务 @李四 @王五 11月27日前完成老旧小区消防隐患排查')
    const own = await burden(scene, 'zhao')
    expect(own).toMatchObject({ whole: false, total: { demands: 1 }, suggestions: null })
    expect(byUnit(own.asked)).toEqual({ 消防救援支队: 1 })
    await expect(burden(scene, 'li')).rejects.toMatchObject({ code: 'forbidden' })
    const cg = scene.office.laid.units.find(({ code }) => code === 'CG')!.id
    await expect(burden(scene, 'zhao', { unitId: cg })).rejects.toMatchObject({ code: 'bad_request' })
    expect((await burden(scene, 'wang', { unitId: cg })).total.demands).toBe(1)
  })

  it('no person stands in any of it', async () => {
    const scene = await openScene()
    await scene.zhang.says('#任务 @李四 11月27日前完成老旧小区消防隐患排查')
    const said = JSON.stringify(await burden(scene, 'wang'))
    for (const { id, name } of scene.office.laid.people) {
      expect(said).not.toContain(id)
      expect(said).not.toContain(name)
    }
  })
})

it('suggestions are counted by when they came and were answered', async () => {
  const scene = await openScene()
  const { li, wu, feng, clock } = scene
  await li.whispers('#建议 周报月报内容重复,请合并')
  await wu.whispers('#建议 少开重复的会')
  await feng.whispers('#答复 128 下月起合并')
  await clock.reaches('2026-12-08T10:00')
  const { suggestions } = await burden(scene, 'wang', { periods: 3 })
  expect(suggestions).toEqual({
    open: 1,
    late: 1,
    periods: [
      { from: '2026-11-23', received: 2, answered: 1 },
      { from: '2026-11-30', received: 0, answered: 0 },
      { from: '2026-12-07', received: 0, answered: 0 },
    ],
  })
})

describe('counting', () => {
  it('takes each demand once, however often and in however many places it runs', async () => {
    const scene = await openScene()
    const { zhang, runner } = scene
    for (const what of ['一片区消防检查', '二片区燃气检查', '三片区电梯检查']) await zhang.says(`#任务 @李四 11月27日前完成${what}`)
    const count = (): Promise<number> => zhang.does((ctx) => countDemands(ctx, 2))
    await Promise.all([count(), count(), count(), count()])
    while ((await count()) > 0);
    const rows = await runner.read((tx) => tx.find(UnitBurden))
    expect(rows.map(({ demands }) => demands)).toEqual([3])
    expect(await runner.read((tx) => tx.countBy(Demand, { countedAt: IsNull() }))).toBe(0)
  })
})
