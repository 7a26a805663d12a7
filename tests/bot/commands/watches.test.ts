import { describe, expect, test } from 'vitest'
import { WatchSlot } from '../../../entities/index.ts'
import { openWatch } from '../../../use-cases/watches/open-watch.ts'
import { planWatch } from '../../../use-cases/watches/plan-watch.ts'
import { openScene, type Scene } from '../../support/scene.ts'

const unit = (scene: Scene, code: string) =>
  scene.zhou.does(async (ctx) => ctx.office.directory.units.find((each) => each.code === code)!.id)

/** 舆情监测, hourly 08:30 to 22:30; 李四 on the 24th, 王五 on the 25th. */
const openRoster = async (scene: Scene): Promise<number> => {
  const dutyUnitId = await unit(scene, 'YJ')
  const opened = await scene.zhou.does((ctx) =>
    openWatch(ctx, { title: '舆情监测', form: 'opinion', dutyUnitId, times: { from: '08:30', to: '22:30', everyMinutes: 60 } }),
  )
  const { number } = opened.matter
  await scene.zhou.does((ctx) =>
    planWatch(ctx, {
      number,
      lines: [
        { day: '2026-11-24', memberId: scene.li.id },
        { day: '2026-11-25', memberId: scene.wu.id },
      ],
    }),
  )
  return number
}
const slots = (scene: Scene): Promise<WatchSlot[]> => scene.zhou.does((ctx) => ctx.tx.find(WatchSlot, { order: { fromAt: 'ASC' } }))
const states = async (scene: Scene) => (await slots(scene)).map(({ state }) => state)
const owing = async (scene: Scene) => (await scene.matter(128)).todos.filter(({ closedAt }) => closedAt === null)

describe('a roster', () => {
  test('opens one slot at a time; one word closes it, and no group hears of it', async () => {
    const scene = await openScene()
    await openRoster(scene)
    expect(await slots(scene)).toHaveLength(28)
    await scene.clock.reaches('2026-11-24T08:40')
    expect(scene.li.heard()).toEqual([
      '〔128〕舆情监测:您当班了,本时段到 09:30\n      每个时段回复“#无异常”,有情况发“#发现 …”,交班“#交班 @某人 情况”',
    ])
    expect(await owing(scene)).toHaveLength(1)
    await scene.li.says('#无异常')
    expect(scene.li.heard()).toEqual(['〔128〕08:30–09:30 无异常,已记录;下一时段 11月24日(周二)09:30'])
    expect(await owing(scene)).toEqual([])
    await scene.li.says('#无异常')
    expect(scene.li.heard().at(-1) ?? scene.group.heard().at(-1)).toContain('您现在没有在值的班,下一班 11月24日(周二)09:30 开始')
    await scene.clock.reaches('2026-11-24T09:31')
    // The shift goes on: nothing is said at every slot of it.
    expect(scene.li.heard()).toEqual([])
    expect(await owing(scene)).toHaveLength(1)
    expect((await states(scene)).slice(0, 3)).toEqual(['quiet', 'open', 'planned'])
  })

  test('a slot nobody answered is a fact, after one word in private', async () => {
    const scene = await openScene()
    await openRoster(scene)
    await scene.clock.reaches('2026-11-24T10:35')
    expect((await states(scene)).slice(0, 3)).toEqual(['missed', 'missed', 'open'])
    const heard = scene.li.heard()
    expect(heard.filter((text) => text.includes('本时段 09:30 结束'))).toHaveLength(1)
    expect(scene.group.heard()).toEqual([])
    expect(await owing(scene)).toHaveLength(1)
    await scene.wu.whispers('#无异常')
    expect(scene.wu.heard().at(-1)).toContain('下一班 11月25日(周三)08:30 开始')
  })

  test('slots that passed while nothing ran are not held against anybody', async () => {
    const scene = await openScene()
    await openRoster(scene)
    await scene.runner.transaction(async (tx) => {
      const [first] = await tx.find(WatchSlot, { order: { fromAt: 'ASC' }, take: 1 })
      await tx.update(
        WatchSlot,
        { id: first!.id },
        { fromAt: scene.clock.now() - 7_200_000, toAt: scene.clock.now() - 3_600_000, alarmAt: scene.clock.now() - 7_200_000 },
      )
    })
    await scene.clock.passes('1m')
    expect((await states(scene))[0]).toBe('lapsed')
    expect(await owing(scene)).toEqual([])
  })

  test('what is found is taken up by the duty unit, or goes up at once where it is 紧急', async () => {
    const scene = await openScene()
    await openRoster(scene)
    await scene.clock.reaches('2026-11-24T08:40')
    await scene.li.whispers('#发现 某平台集中投诉供水异味,请今日下班前核实')
    expect(scene.li.heard().at(-1)).toBe(
      '〔129〕已交 应急局:某平台集中投诉供水异味,请核实 截止 11月24日(周二)17:30\n      值班〔128〕本时段已记录',
    )
    const found = await scene.matter(129)
    expect(found).toMatchObject({ kind: 'task', state: 'open' })
    await scene.clock.reaches('2026-11-24T09:40')
    await scene.li.whispers('#发现 紧急 高新区某厂区发生火灾,正在扑救')
    expect((await scene.matter(130)).kind).toBe('urgent')
    expect((await states(scene)).slice(0, 2)).toEqual(['found', 'found'])
  })

  test('a swap holds once the other one agrees, and changes nothing before', async () => {
    const scene = await openScene()
    await openRoster(scene)
    await scene.li.says('#换班 @王五 11月24日 换 11月25日')
    expect(scene.group.heard()).toEqual([])
    expect(scene.li.heard()).toEqual(['〔128〕换班申请已私下发给 王五,对方同意后生效'])
    expect(scene.wu.heard().at(-1)).toContain('李四 请您值 11月24日(周二) 的班(14 个时段),换您 11月25日(周三) 的班')
    expect((await slots(scene))[0]?.memberId).toBe(scene.li.id)
    await scene.li.says('#同意 128')
    expect(scene.li.heard().at(-1) ?? scene.group.heard().at(-1)).toContain('没有等您答复的换班')
    await scene.wu.says('#同意 128')
    expect(scene.wu.heard().at(-1)).toBe('〔128〕已换班,11月24日(周二) 由您值班')
    expect(scene.li.heard().at(-1)).toBe('〔128〕王五 同意换 11月24日(周二) 的班')
    const all = await slots(scene)
    expect(new Set(all.filter(({ day }) => day === '2026-11-24').map(({ memberId }) => memberId))).toEqual(new Set([scene.wu.id]))
    expect(new Set(all.filter(({ day }) => day === '2026-11-25').map(({ memberId }) => memberId))).toEqual(new Set([scene.li.id]))
  })

  test('a shift that is going on can be handed over with a word', async () => {
    const scene = await openScene()
    await openRoster(scene)
    await scene.clock.reaches('2026-11-24T20:40')
    scene.li.heard()
    await scene.li.says('#交班 @王五 投诉均已转办')
    expect(scene.li.heard()).toEqual(['〔128〕已交班给 王五'])
    expect(scene.wu.heard().at(-1)).toContain('李四 交班给您,到 11月24日(周二)22:30\n      交接:投诉均已转办')
    await scene.li.says('#无异常')
    expect(scene.li.heard().at(-1) ?? scene.group.heard().at(-1)).toContain('没有在值的班')
    await scene.wu.says('#无异常')
    expect(scene.wu.heard().at(-1)).toContain('20:30–21:30 无异常')
  })

  test('is kept by those who may; a wrong plan is refused whole', async () => {
    const scene = await openScene()
    const number = await openRoster(scene)
    const dutyUnitId = await unit(scene, 'YJ')
    const times = { from: '08:30', to: '22:30', everyMinutes: 60 }
    await expect(scene.li.does((ctx) => openWatch(ctx, { title: '值班', dutyUnitId, times }))).rejects.toThrow('值班表由')
    const plan = (lines: { day: string; memberId: string; shift?: string }[]) => scene.zhou.does((ctx) => planWatch(ctx, { number, lines }))
    await expect(plan([{ day: '2026-11-26', memberId: '0'.repeat(26) }])).rejects.toThrow('第 1 行没有这个人')
    await expect(plan([{ day: '2026-11-26', memberId: scene.li.id, shift: '夜班' }])).rejects.toThrow('第 1 行那天没有这个班次')
    await expect(
      plan([
        { day: '2026-11-26', memberId: scene.li.id },
        { day: '2026-11-26', memberId: scene.wu.id },
      ]),
    ).rejects.toThrow('同一时段排了两个人')
    expect(await slots(scene)).toHaveLength(28)
    await plan([{ day: '2026-11-24', memberId: scene.wu.id }])
    expect((await slots(scene))[0]?.memberId).toBe(scene.wu.id)
    expect(await slots(scene)).toHaveLength(28)
  })
})
