import { describe, expect, test } from 'vitest'
import { WatchSlot, WatchSwap } from '../../../entities/index.ts'
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
  await scene.clock.passes('1m')
  // Both have been told of their shifts.
  scene.li.heard()
  scene.wu.heard()
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
    expect(scene.li.heard()).toEqual(['〔128〕08:30–09:30 无异常,已记录;下一时段 09:30'])
    expect(await owing(scene)).toEqual([])
    await scene.li.says('#无异常')
    expect(scene.li.heard()).toEqual(['08:30–09:30 已经报过,不用再报'])
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
    const [told] = scene.li.heard().slice(-1)
    expect(told).toContain('〔130〕紧急信息已报')
    expect(told).toContain('尚缺:时间、伤亡')
    expect(told).toContain('值班〔128〕本时段已记录')
    expect(await scene.matter(130)).toMatchObject({ kind: 'urgent', title: '高新区某厂区发生火灾,正在扑救' })
    expect((await states(scene)).slice(0, 2)).toEqual(['found', 'found'])
  })

  test('a swap holds once the other one agrees, and changes nothing before', async () => {
    const scene = await openScene()
    await openRoster(scene)
    await scene.li.says('#换班 @王五 11月24日 换 11月25日')
    expect(scene.group.heard()).toEqual([])
    expect(scene.li.heard()).toEqual(['〔128〕换班申请已私下发给 王五,对方同意后生效\n      不换了请发“#换班 128 撤回”'])
    expect(scene.wu.heard().at(-1)).toContain('李四 请您值 11月24日(周二) 的班(14 个时段),换您 11月25日(周三) 的班')
    expect((await slots(scene))[0]?.memberId).toBe(scene.li.id)
    await scene.li.says('#同意 128')
    expect(scene.li.heard()).toEqual(['〔128〕没有等您答复的换班'])
    expect(scene.group.heard()).toEqual([])
    await scene.wu.says('#同意 128')
    expect(scene.wu.heard().at(-1)).toBe('〔128〕已换班,11月24日(周二) 由您值班,您 11月25日(周三) 的班由对方值')
    expect(scene.li.heard().at(-1)).toBe('〔128〕王五 同意换班,11月24日(周二) 不用您值了,您改值 11月25日(周三)')
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
    expect(scene.li.heard()).toEqual(['〔128〕已交班给 王五,由对方值到 11月24日(周二)22:30'])
    expect(scene.wu.heard().at(-1)).toContain('李四 交班给您,到 11月24日(周二)22:30\n      交接:投诉均已转办')
    await scene.li.says('#无异常')
    await scene.li.says('#交班 @王五')
    expect(scene.li.heard()).toEqual(['您现在没有在值的班', '您现在没有在值的班;以后的班请用 #换班'])
    expect(scene.group.heard()).toEqual([])
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
    await expect(plan([{ day: '2026-11-26', memberId: '0'.repeat(26) }])).rejects.toThrow('第 1 行:没有这个人')
    await expect(plan([{ day: '2026-11-26', memberId: scene.li.id, shift: '夜班' }])).rejects.toThrow('第 1 行:这张表不分班次,没有“夜班”')
    await expect(
      plan([
        { day: '2026-11-26', memberId: scene.li.id },
        { day: '2026-11-26', memberId: scene.wu.id },
      ]),
    ).rejects.toThrow('第 2 行:11月26日(周四)08:30 的时段与第 1 行排了两个人')
    await expect(plan([{ day: '2026-11-20', memberId: scene.li.id }])).rejects.toThrow('这些时段都已开始或过去,没有可排的')
    expect(await slots(scene)).toHaveLength(28)
    await plan([{ day: '2026-11-24', memberId: scene.wu.id }])
    expect((await slots(scene))[0]?.memberId).toBe(scene.wu.id)
    expect(await slots(scene)).toHaveLength(28)
  })
})

describe('a swap nobody answers', () => {
  const days = async (scene: Scene) => {
    const all = await slots(scene)
    return ['2026-11-24', '2026-11-25'].map((of) => [...new Set(all.filter(({ day }) => day === of).map(({ memberId }) => memberId))])
  }
  const states = (scene: Scene) =>
    scene.zhou.does(async (ctx) => (await ctx.tx.find(WatchSwap, { order: { id: 'ASC' } })).map(({ state }) => state))

  test('is withdrawn by asking somebody else, by a word at any time, or within ten minutes by 撤回', async () => {
    const scene = await openScene()
    await openRoster(scene)
    await scene.li.says('#换班 @王五 11月24日')
    scene.wu.heard()
    await scene.li.says('#换班 @王五 11月24日')
    expect(scene.li.heard().at(-1)).toBe('已请过 王五,等对方答复;也可另请别人,或发“#换班 撤回”')
    await scene.li.says('#换班 @孙磊 11月24日')
    expect(scene.li.heard().at(-1)).toBe(
      '〔128〕换班申请已私下发给 孙磊,对方同意后生效;原先请 王五 的已撤回\n      不换了请发“#换班 128 撤回”',
    )
    expect(scene.wu.heard()).toEqual(['〔128〕舆情监测:李四 11月24日(周二) 的换班不用您答复了'])
    await scene.wu.says('#同意 128')
    expect(scene.wu.heard()).toEqual(['〔128〕没有等您答复的换班'])
    expect((await owing(scene)).map(({ party, duty }) => [party, duty])).toEqual([['孙磊', 'decide']])

    await scene.clock.passes('20m')
    scene.sun.heard()
    await scene.li.says('#换班 撤回')
    expect(scene.li.heard().at(-1)).toBe('〔128〕已撤回 11月24日(周二) 的换班申请,仍由您值班')
    expect(scene.sun.heard()).toEqual(['〔128〕舆情监测:李四 11月24日(周二) 的换班不用您答复了'])
    await scene.li.says('#换班 撤回')
    expect(scene.li.heard().at(-1)).toBe('您没有等待答复的换班申请')
    expect(await owing(scene)).toEqual([])

    await scene.li.says('#换班 @王五 11月24日')
    await scene.li.says('#撤回')
    expect(scene.li.heard().at(-1)).toContain('〔128〕已撤回“申请换班”')
    expect(await owing(scene)).toEqual([])
    await scene.li.says('#换班 @王五 11月24日')
    await scene.wu.says('#同意 128')
    expect(await days(scene)).toEqual([[scene.wu.id], [scene.wu.id]])
    expect(await states(scene)).toEqual(['withdrawn', 'withdrawn', 'withdrawn', 'agreed'])
    expect(scene.group.heard()).toEqual([])
  })

  test('keeps nobody else from asking the same person: each is answered by the name of whoever asked', async () => {
    const scene = await openScene()
    const number = await openRoster(scene)
    await scene.zhou.does((ctx) => planWatch(ctx, { number, lines: [{ day: '2026-11-26', memberId: scene.sun.id }] }))
    await scene.li.says('#换班 @王五 11月24日')
    await scene.sun.says('#换班 @王五 11月26日')
    scene.wu.heard()
    await scene.wu.says('#同意 128')
    // What other bots might take for a tag is made harmless on its way out.
    expect(scene.wu.heard().map((text) => text.replaceAll(/\p{Cf}/gu, ''))).toEqual([
      '〔128〕有几个换班等您答复,请写明是谁的:\n#同意 128 李四(11月24日的班)\n#同意 128 孙磊(11月26日的班)',
    ])
    await scene.wu.says('#同意 128 孙磊')
    expect(scene.wu.heard()).toEqual(['〔128〕已换班,11月26日(周四) 由您值班;还有 1 个换班申请等您答复'])
    expect((await owing(scene)).map(({ duty, due }) => [duty, due])).toEqual([['decide', '2026-11-24T08:30:00+08:00']])
    await scene.wu.says('#不同意 128 家里有事')
    expect(scene.wu.heard()).toEqual(['〔128〕已转告对方,不换'])
    expect(scene.li.heard().at(-1)).toBe('〔128〕王五 不能换 11月24日(周二) 的班:家里有事')
    expect(await owing(scene)).toEqual([])
  })

  test('is over when its shift begins, or is not the asker’s any more', async () => {
    const scene = await openScene()
    const number = await openRoster(scene)
    await scene.li.says('#换班 @王五 11月24日')
    await scene.wu.says('#换班 @孙磊 11月25日')
    await scene.clock.reaches('2026-11-24T08:31')
    expect(scene.li.heard()).toContain('〔128〕舆情监测:开班前没有等到 王五 的答复,11月24日(周二) 的班不换了')
    scene.wu.heard()
    await scene.wu.says('#同意 128')
    expect(scene.wu.heard()).toEqual(['〔128〕没有等您答复的换班'])
    scene.sun.heard()
    await scene.zhou.does((ctx) => planWatch(ctx, { number, lines: [{ day: '2026-11-25', memberId: scene.li.id }] }))
    await scene.clock.passes('1m')
    expect(scene.sun.heard()).toEqual(['〔128〕舆情监测:王五 11月25日(周三) 的换班不用您答复了'])
    expect(scene.wu.heard()).toEqual([
      '〔128〕舆情监测:班次有变动,您 11月25日(周三) 的换班申请已作罢',
      '〔128〕舆情监测:您以下的班已改由别人值\n      11月25日(周三) 08:30–22:30',
    ])
    expect(await states(scene)).toEqual(['expired', 'withdrawn'])
    expect((await owing(scene)).map(({ duty }) => duty)).toEqual(['watch'])
  })

  test('that was agreed to is taken back whole by 撤回, with what it had ended', async () => {
    const scene = await openScene()
    await openRoster(scene)
    await scene.li.says('#换班 @王五 11月24日 换 11月25日')
    await scene.wu.says('#换班 @孙磊 11月25日')
    expect((await owing(scene)).map(({ party, duty }) => [party, duty])).toEqual([
      ['王五', 'decide'],
      ['孙磊', 'decide'],
    ])
    await scene.wu.says('#同意 128')
    expect(await days(scene)).toEqual([[scene.wu.id], [scene.li.id]])
    expect(await states(scene)).toEqual(['agreed', 'withdrawn'])
    expect(await owing(scene)).toEqual([])
    await scene.wu.says('#撤回')
    expect(await days(scene)).toEqual([[scene.li.id], [scene.wu.id]])
    expect(await states(scene)).toEqual(['asked', 'asked'])
    expect((await owing(scene)).map(({ party, duty }) => [party, duty])).toEqual([
      ['王五', 'decide'],
      ['孙磊', 'decide'],
    ])
    await scene.sun.says('#同意 128')
    expect(await days(scene)).toEqual([[scene.li.id], [scene.sun.id]])
    expect(await states(scene)).toEqual(['withdrawn', 'agreed'])
    expect(await owing(scene)).toEqual([])
  })

  test('what is refused is said to whoever asked, alone', async () => {
    const scene = await openScene()
    await openRoster(scene)
    for (const text of [
      '#换班 @王五 11月26日',
      '#换班 @李四 11月24日',
      '#换班 @孙磊 11月24日 换 11月25日',
      '#换班 @王五',
      '#交班 @王五 情况',
    ])
      await scene.li.says(text)
    expect(scene.li.heard()).toEqual([
      '您那天没有还没开始的班',
      '不能和自己换班',
      '孙磊 那天没有还没开始的班',
      '请写明换哪一天的班,例如:#换班 @王五 11月26日',
      '您现在没有在值的班;以后的班请用 #换班',
    ])
    expect(scene.group.heard()).toEqual([])
  })
})
