import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { settleFigures } from '../../../jobs/count-items.ts'
import { Adoption, Figure, PointEntry, Submission } from '../../../entities/index.ts'
import { changePointsRules, switchRanking } from '../../../use-cases/points/change-points-rules.ts'
import { explainPoints } from '../../../use-cases/points/explain-points.ts'
import { itemChanged } from '../../../use-cases/statistics/item-changed.ts'
import { readStatistics } from '../../../use-cases/statistics/read-statistics.ts'
import { recordAdoption } from '../../../use-cases/adoptions/record-adoption.ts'
import { revokeAdoption } from '../../../use-cases/adoptions/revoke-adoption.ts'
import { openScene, type Scene, type SceneOptions } from '../../support/scene.ts'
import { scenePlan } from '../../support/scene-office.ts'

/** One point a report, three in our own paper, ten at the province. */
const pointsRules = [
  {
    validFrom: '2026-01-01',
    name: '计分办法',
    reporting: [{ points: 1 }],
    adoption: [
      { level: 'city', points: 3 },
      { level: 'province', points: 10 },
    ],
  },
]

const open = (options: SceneOptions = {}) => openScene({ plan: { ...scenePlan, pointsRules }, ...options })
const wen = (scene: Scene) => scene.actor('文清')
const settle = (scene: Scene) => settleFigures(scene.stage)

const reports = async (scene: Scene, from: string, title: string) => {
  await scene.actor(from).says(`#信息 ${title}\n11月23日,在江南街道检查12处。`)
}
const adopts = (scene: Scene, number: number, level: string, publication: string, day = '2026-11-23') =>
  wen(scene).does((ctx) => recordAdoption(ctx, { number, event: 'adopt', level, publication, form: null, enteredScore: null, day }))
const byUnit = async (scene: Scene, span: { from?: string; to?: string } = {}) => {
  const { rows } = await wen(scene).does((ctx) => readStatistics(ctx, { by: 'unit', ...span }))
  return Object.fromEntries(rows.map(({ name, period }) => [name, [period.reported, period.adopted, period.points / 100]]))
}

describe('points and figures', () => {
  test('follow what is reported and adopted: two reported and two adopted make eight', async () => {
    const scene = await open()
    await reports(scene, '孙磊', '消防支队检查甲')
    await reports(scene, '孙磊', '消防支队培训乙')
    await reports(scene, '刘洋', '城管局整治丙')
    await scene.zhao.says('#同意 128 129')
    await adopts(scene, 128, 'city', '政务信息')
    await adopts(scene, 129, 'city', '政务信息')
    await settle(scene)
    expect(await byUnit(scene)).toEqual({ 消防救援支队: [2, 2, 8], 城管局: [1, 0, 1] })
    const explained = await wen(scene).does((ctx) =>
      explainPoints(ctx, { unitId: scene.office.laid.units.find(({ code }) => code === 'XF')!.id }),
    )
    expect(explained.total).toBe(800)
    expect(
      explained.items
        .map(({ number, points }) => [number, points / 100])
        .toSorted(([a, x], [b, y]) => Number(a) - Number(b) || Number(x) - Number(y)),
    ).toEqual([
      [128, 1],
      [128, 3],
      [129, 1],
      [129, 3],
    ])
  })

  test('an adoption counts in its own month, which may be a later one than the report', async () => {
    const scene = await open()
    await reports(scene, '孙磊', '消防支队检查甲')
    await scene.zhao.says('#同意 128')
    await scene.clock.reaches('2026-12-02T10:00')
    await adopts(scene, 128, 'province', '每日要情', '2026-12-01')
    await settle(scene)
    expect(await byUnit(scene, { from: '2026-11', to: '2026-11' })).toEqual({ 消防救援支队: [1, 0, 1] })
    const december = await wen(scene).does((ctx) => readStatistics(ctx, { by: 'unit', from: '2026-12', to: '2026-12' }))
    expect(december.rows).toMatchObject([
      {
        name: '消防救援支队',
        period: { reported: 0, adopted: 1, points: 1000 },
        yearToDate: { reported: 1, adopted: 1, points: 1100 },
        adoptionRate: null,
      },
    ])
  })

  test('what is cancelled or revoked no longer counts, and counts again when that is taken back', async () => {
    const scene = await open()
    await reports(scene, '孙磊', '消防支队检查甲')
    await scene.zhao.says('#同意 128')
    await adopts(scene, 128, 'city', '政务信息')
    await settle(scene)
    const adoption = await wen(scene).does((ctx) => ctx.tx.findOneByOrFail(Adoption, {}))
    await wen(scene).does((ctx) => revokeAdoption(ctx, { number: 128, id: adoption.id }))
    await settle(scene)
    expect(await byUnit(scene)).toEqual({ 消防救援支队: [1, 0, 1] })
    await reports(scene, '刘洋', '城管局整治丙')
    await scene.actor('刘洋').says('#撤销 129 写错了')
    await settle(scene)
    expect((await byUnit(scene))['城管局']).toBeUndefined()
    await scene.actor('刘洋').says('#撤回', { quote: '#撤销 129 写错了' })
    await settle(scene)
    expect((await byUnit(scene))['城管局']).toEqual([1, 0, 1])
  })

  test('a joint report gives to every unit of it and is not reported twice', async () => {
    const scene = await open()
    await reports(scene, '孙磊', '消防支队检查甲')
    await scene.actor('赵七').says('#信息 应急局培训乙\n11月23日,在江南街道培训30人。')
    await scene.zhao.says('#同意 128')
    await wen(scene).says('#合并 128 129 冬季安全工作')
    await adopts(scene, 130, 'city', '政务信息')
    await settle(scene)
    expect(await byUnit(scene)).toEqual({ 消防救援支队: [1, 1, 2.5], 应急局: [1, 1, 2.5] })
  })

  test('changed rules count anew from their day on; counting again changes nothing', async () => {
    const scene = await open()
    await reports(scene, '孙磊', '消防支队检查甲')
    await settle(scene)
    const dear = [...pointsRules, { ...pointsRules[0], validFrom: '2026-11-01', reporting: [{ points: 2.5 }] }]
    const changed = await wen(scene).does((ctx) => changePointsRules(ctx, { rules: dear, reason: '新办法' }))
    expect(changed.recounted).toBe(1)
    await settle(scene)
    expect(await byUnit(scene)).toEqual({ 消防救援支队: [1, 0, 2.5] })
    const all = (scene_: Scene) => wen(scene_).does(async (ctx) => [await ctx.tx.find(PointEntry), await ctx.tx.find(Figure)])
    const before = await all(scene)
    for (const { matterId } of await wen(scene).does((ctx) => ctx.tx.find(Submission)))
      await wen(scene).does((ctx) => itemChanged(ctx, matterId))
    await settle(scene)
    expect(await all(scene)).toEqual(before)
    expect((await wen(scene).does((ctx) => changePointsRules(ctx, { rules: dear, reason: '没变' }))).recounted).toBe(0)
  })

  test('faulty rules are refused in words, and only some may change them', async () => {
    const scene = await open()
    await expect(
      wen(scene).does((ctx) => changePointsRules(ctx, { rules: [{ validFrom: '2026-13-01', name: '错' }], reason: '试' })),
    ).rejects.toThrow('没有这一天')
    await expect(scene.wu.does((ctx) => changePointsRules(ctx, { rules: [], reason: '试' }))).rejects.toThrow('由办公室主任')
    await expect(wen(scene).does((ctx) => switchRanking(ctx, { ranking: true, reason: '试' }))).rejects.toThrow('由办公室主任决定')
    await expect(openScene({ plan: { ...scenePlan, pointsRules: [{ name: '缺日期' }] } })).rejects.toThrow('积分规则有误')
  })

  test('one sees the office, one’s unit, or oneself', async () => {
    const scene = await open()
    await reports(scene, '孙磊', '消防支队检查甲')
    await reports(scene, '刘洋', '城管局整治丙')
    await settle(scene)
    const seen = async (name: string, by: 'unit' | 'officer' | 'office') =>
      (await scene.actor(name).does((ctx) => readStatistics(ctx, { by }))).rows.map((row) => row.name)
    expect(await seen('周正', 'unit')).toHaveLength(2)
    expect(await seen('孙磊', 'unit')).toEqual(['消防救援支队'])
    expect(await seen('孙磊', 'officer')).toEqual(['孙磊'])
    expect(await seen('李四', 'office')).toEqual([])
  })
})

test('points and figures do not depend on the order in which things are recorded', async () => {
  const uses = [
    [128, 'city', '政务信息', '2026-11-23'],
    [128, 'province', '每日要情', '2026-11-24'],
    [129, 'city', '政务信息', '2026-11-24'],
    [130, 'province', '每日要情', '2026-11-25'],
  ] as const
  const outcome = async (order: readonly number[], pauses: readonly boolean[]) => {
    const scene = await open()
    await reports(scene, '孙磊', '消防支队检查甲')
    await reports(scene, '刘洋', '城管局整治丙')
    await reports(scene, '赵七', '应急局培训丁')
    await scene.zhao.says('#同意 128')
    await scene.actor('马勇').says('#同意 129')
    await scene.clock.reaches('2026-11-26T10:00')
    for (const [at, index] of order.entries()) {
      const use = uses[index]!
      await adopts(scene, use[0], use[1], use[2], use[3])
      if (pauses[at]) await settle(scene)
    }
    await settle(scene)
    return byUnit(scene)
  }
  const expected = await outcome([0, 1, 2, 3], [])
  expect(expected).toEqual({ 消防救援支队: [1, 1, 14], 城管局: [1, 1, 4], 应急局: [1, 1, 11] })
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      async (order, pauses) => {
        expect(await outcome(order, pauses)).toEqual(expected)
      },
    ),
    { numRuns: 4 },
  )
}, 60_000)
