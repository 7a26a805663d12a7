import { describe, expect, it } from 'vitest'
import { Matter, Supervision, Todo } from '../../../entities/index.ts'
import { openScene } from '../../support/scene.ts'

const withTask = async (text = '#任务 @李四 12月31日前完成老旧小区整改') => {
  const scene = await openScene()
  await scene.zhang.says(text)
  scene.group.heard()
  return scene
}

describe('a source', () => {
  it('is read from the words, is no part of the title, and neither its day nor its bureau counts', async () => {
    const { group, zhang, matter, runner } = await openScene()
    await zhang.says('#督办 来源:11月20日城管局专题会议 请消防救援支队12月10日前完成高层建筑排查')
    expect(group.heard()).toEqual([
      '〔128〕已立项:高层建筑排查\n      责任 消防救援支队\n      截止 12月10日(周四)17:30\n      回复“收到”即签收,“#反馈 128 …”报进展',
    ])
    expect((await matter(128)).due).toBe('2026-12-10T17:30:00+08:00')
    const row = await runner.read((tx) => tx.findOneByOrFail(Supervision, { source: 'meeting' }))
    expect(row.sourceText).toBe('11月20日城管局专题会议')
    await zhang.says('#查 128')
    expect(group.heard()[0]).toContain('来源 会议:11月20日城管局专题会议')
  })

  it('of a list stands for every line that names none of its own', async () => {
    const { zhang, runner } = await openScene()
    await zhang.says('#督办 来源:临政发〔2026〕12号 11月30日前\n1. @李四 报消防方案\n2. @王五 报市容方案,来源:王市长批示')
    const rows = await runner.read((tx) => tx.find(Supervision, { order: { matterId: 'ASC' } }))
    expect(rows.map(({ source, sourceText }) => [source, sourceText])).toEqual([
      ['document', '临政发〔2026〕12号'],
      ['instruction', '王市长批示'],
    ])
  })

  it('can be corrected by issuer and supervisor, and by nobody else', async () => {
    const { group, zhang, li, feng, runner } = await withTask()
    await li.says('#来源 128 市政府常务会议')
    await feng.says('#来源 128 市政府常务会议')
    await zhang.says('#来源 128')
    expect(group.heard()).toEqual([
      '〔128〕只有交办人、督查可以定来源',
      '〔128〕来源已登记,会议:市政府常务会议',
      '“#来源”后面缺内容,例如:#来源 128 市政府第12次常务会议',
    ])
    expect(await runner.read((tx) => tx.findOneByOrFail(Supervision, {}))).toMatchObject({
      source: 'meeting',
      sourceText: '市政府常务会议',
    })
    await feng.says('#撤回 128')
    expect(await runner.read((tx) => tx.findOneByOrFail(Supervision, {}))).toMatchObject({ source: 'message', sourceText: null })
  })
})

describe('milestones', () => {
  it('are set, shown, done one after another, and seen in #查', async () => {
    const { group, zhang, li } = await withTask()
    await zhang.says('#节点 128 12月5日 完成整改;11月25日 完成摸底')
    expect(group.heard()).toEqual([
      '〔128〕节点:\n      1. 11月25日(周三) 完成摸底\n      2. 12月5日(周六) 完成整改\n      完成一个回复 #节点完成 128 1',
    ])
    expect(group.mentioned()).toEqual(['李四'])
    await li.says('#节点完成 128 1 共摸底32栋')
    await li.says('#查 128')
    await li.says('#节点完成 128')
    await li.says('#节点完成 128')
    await li.says('#节点完成 128 3')
    await li.says('#节点完成 128 2')
    const [first, query, ...rest] = group.heard()
    expect(first).toBe('〔128〕节点 1 已完成:完成摸底\n      下一个:12月5日(周六) 完成整改')
    expect(query).toContain('节点 1/2\n      1. 11月25日(周三) 完成摸底 ✓\n      2. 12月5日(周六) 完成整改')
    expect(rest).toEqual([
      '〔128〕节点 2 已完成:完成整改\n      节点已全部完成,办结请 #办结 128',
      '〔128〕的节点都已完成',
      '〔128〕只有 2 个节点',
      '〔128〕第 2 个节点已经完成',
    ])
  })

  it('that cannot be read are named, and nothing is set', async () => {
    const { group, zhang, li, wu, runner } = await withTask()
    await zhang.says('#节点 128 尽快摸底;6月前 整改;12月5日')
    await zhang.says('#节点 128 11月20日 完成摸底')
    await zhang.says('#节点 128 2027年1月10日 完成整改')
    await zhang.says('#节点 128 12月1日 摸底;12月2日 摸底')
    await wu.says('#节点 128 12月5日 完成整改')
    await zhang.says('#节点 128')
    await zhang.says('#节点')
    const heard = group.heard()
    expect(heard[0]).toBe(
      '“尽快摸底”没有看懂日期;“6月前 整改”日期不明确,指 2027年5月31日(周一) 还是 2027年6月30日(周三)?;“12月5日”没有写内容,没有登记。例如:#节点 128 11月25日 完成摸底;12月5日 完成整改',
    )
    expect(heard.slice(2)).toEqual([
      '节点“完成整改”晚于〔128〕的时限',
      '〔128〕有两个节点内容相同',
      '没有〔128〕号事项,或您不是它的交办人、承办人',
      '〔128〕没有定过节点,例如:#节点 128 11月25日 完成摸底;12月5日 完成整改',
      '“#节点”后面缺编号,例如:#节点 128 11月25日 完成摸底;12月5日 完成整改',
    ])
    expect(await runner.read((tx) => tx.findOneByOrFail(Supervision, {}))).toMatchObject({ milestones: null, reminderAt: null })
    await li.says('#节点完成 128 1')
    expect(group.heard()).toEqual(['〔128〕没有定过节点'])
  })

  it('are reminded of one working day before, in private and once, unless done', async () => {
    const { group, zhang, li, clock } = await withTask()
    await zhang.says('#节点 128 11月30日 完成摸底;12月2日 完成整改;12月4日 完成验收')
    group.heard()
    li.heard()
    await clock.reaches('2026-11-27T09:30')
    expect(li.heard()).toEqual(['节点提醒:\n〔128〕老旧小区整改:11月30日(周一) 完成摸底\n完成后回复 #节点完成 128'])
    await li.says('#节点完成 128 2')
    group.heard()
    await clock.reaches('2026-12-02T20:00')
    expect(li.heard()).toEqual([])
    await clock.reaches('2026-12-03T12:00')
    expect(li.heard()).toEqual(['节点提醒:\n〔128〕老旧小区整改:12月4日(周五) 完成验收\n完成后回复 #节点完成 128'])
    expect(group.heard().filter((text) => text.includes('节点'))).toEqual([])
  })

  it('make the light: a step that has passed undone is behind, done it is not, and taking the doing back is behind again', async () => {
    const { zhang, li, clock, runner } = await withTask()
    const levels = async () => {
      const { level } = await runner.read((tx) => tx.findOneByOrFail(Matter, { number: 128 }))
      const todos = await runner.read((tx) => tx.find(Todo))
      return [level, ...todos.map((todo) => todo.level)]
    }
    await zhang.says('#节点 128 11月25日 完成摸底;12月25日 完成整改')
    expect(await levels()).toEqual([0, 0])
    await clock.reaches('2026-11-25T17:31')
    expect(await levels()).toEqual([2, 2])
    await li.says('#节点完成 128 1')
    expect(await levels()).toEqual([0, 0])
    await li.says('#撤回 128')
    await clock.passes('1m')
    expect(await levels()).toEqual([2, 2])
    await li.says('#反馈 128 已摸底大半,45%')
    expect(await levels()).toEqual([0, 0])
  })

  it('set anew keep what was done by its words', async () => {
    const { group, zhang, li, wang } = await withTask()
    await zhang.says('#节点 128 11月25日 完成摸底;12月5日 完成整改')
    await li.says('#节点完成 128 1')
    group.heard()
    await wang.whispers('#节点 128 11月25日 完成摸底;12月15日 完成整改')
    expect(group.heard()).toEqual([])
    await zhang.says('#节点 128 11月25日 完成摸底;12月15日 完成整改')
    expect(group.heard()[0]).toContain('1. 11月25日(周三) 完成摸底 ✓\n      2. 12月15日(周二) 完成整改')
  })
})

describe('an instruction', () => {
  it('is supervised like a task: its source is 批示, it has milestones, and its lateness is that of the answer', async () => {
    const { group, wang, feng, zhao, sun, clock, runner } = await openScene()
    await wang.says('#批示 请消防救援支队牵头,12月4日前报办理情况')
    await feng.says('#节点 128 11月25日 完成摸底')
    expect(group.heard().at(-1)).toContain('1. 11月25日(周三) 完成摸底')
    expect(await runner.read((tx) => tx.findOneByOrFail(Supervision, {}))).toMatchObject({ source: 'instruction', sourceText: null })
    await clock.reaches('2026-11-25T17:31')
    expect((await runner.read((tx) => tx.findOneByOrFail(Matter, { number: 128 }))).level).toBe(2)
    await sun.says('#节点完成 128')
    await clock.reaches('2026-12-04T17:00')
    await zhao.says('#办结 128 32栋全部整改')
    await clock.reaches('2026-12-07T10:00')
    await feng.says('#确认 128')
    await wang.whispers('#确认 128 满意')
    await clock.passes('1m')
    feng.heard()
    await feng.whispers('#督查月报 12月')
    expect(feng.heard()[0]).toContain('全部:立项0 办结1(按期1、逾期0) 在办0(逾期0) 办结率100.0% 按期率100.0%')
    expect((await runner.read((tx) => tx.findOneByOrFail(Supervision, {}))).assessment).toBe('satisfied')
  })
})

describe('#评价', () => {
  const closed = async () => {
    const scene = await withTask()
    await scene.li.says('#办结 128 已完成')
    await scene.zhang.says('#确认 128')
    scene.group.heard()
    scene.li.heard()
    return scene
  }

  it('is said after closing, to the two sides alone', async () => {
    const { group, zhang, feng, li, matter } = await closed()
    await zhang.says('#评价 128 满意 台账清楚')
    expect(group.heard()).toEqual([])
    expect(zhang.heard()).toEqual(['〔128〕老旧小区整改 评价:满意。台账清楚'])
    expect(li.heard()).toEqual(['〔128〕老旧小区整改 评价:满意。台账清楚'])
    await feng.says('#评价 128 基本满意')
    expect(li.heard()).toEqual(['〔128〕老旧小区整改 评价:基本满意'])
    expect((await matter(128)).events.map(({ action }) => action).slice(-2)).toEqual(['assess', 'assess'])
  })

  it('stands behind 确认 as well, and is taken back with it', async () => {
    const { group, zhang, li, matter, runner } = await withTask()
    await li.says('#办结 128 已完成')
    group.heard()
    li.heard()
    await zhang.says('#确认 128 满意')
    expect(group.heard()).toEqual([expect.stringContaining('〔128〕已办结')])
    expect(zhang.heard()).toEqual(['〔128〕老旧小区整改 评价:满意'])
    expect((await runner.read((tx) => tx.findOneByOrFail(Supervision, {}))).assessment).toBe('satisfied')
    await zhang.says('#撤回 128')
    expect((await matter(128)).state).toBe('submitted')
    expect((await runner.read((tx) => tx.findOneByOrFail(Supervision, {}))).assessment).toBeNull()
  })

  it('is refused before closing, to those who did it, in other words, and on other kinds', async () => {
    const { group, zhang, li } = await withTask()
    await zhang.says('#评价 128 满意')
    await zhang.says('#评价 128 优秀')
    await li.says('#评价 128 满意')
    await li.whispers('#建议 食堂菜太咸')
    await li.says('#评价 129 满意')
    expect(group.heard()).toEqual([
      '〔128〕办结确认后再评价',
      '评价写满意、基本满意或不满意,例如:#评价 128 满意',
      '〔128〕您是承办人,不能评价自己承办的事项',
      '〔129〕是建议,不属于督查事项',
    ])
  })
})

describe('#督查月报', () => {
  it('adds up in time, late, in progress and overdue, and tells the speaker alone', async () => {
    const { group, zhang, li, wu, feng, clock } = await openScene()
    await zhang.says('#任务 @李四 11月25日前报甲方案')
    await zhang.says('#任务 @王五 11月25日前报乙方案')
    await zhang.says('#任务 @王五 @李四 12月31日前报丙方案')
    await zhang.says('#任务 @李四 11月24日前报丁方案')
    await li.says('#办结 128')
    await clock.reaches('2026-11-26T10:00')
    await wu.says('#办结 129')
    await zhang.says('#确认 128 129')
    await clock.passes('1m')
    group.heard()
    feng.heard()
    await feng.says('#督查月报 11月')
    expect(group.heard()).toEqual([])
    expect(feng.heard()).toEqual([
      [
        '2026年11月督查月报',
        '全部:立项4 办结2(按期1、逾期1) 在办2(逾期1) 办结率50.0% 按期率50.0%',
        '城管局:立项2 办结1(按期0、逾期1) 在办1(逾期0) 办结率50.0% 按期率0.0%',
        '消防救援支队:立项3 办结1(按期1、逾期0) 在办2(逾期1) 办结率33.3% 按期率100.0%',
        '办结与在办合计 4 件:按期办结25.0%、逾期办结25.0%、在办未到期25.0%、在办已逾期25.0%',
      ].join('\n'),
    ])
  })

  it('shows a head their units, others nothing, and asks for a month it can read', async () => {
    const { zhang, li, zhao, feng, clock, group } = await withTask()
    await clock.passes('1m')
    await zhao.whispers('#督查月报')
    await li.whispers('#督查月报')
    await feng.whispers('#督查月报 去年')
    await feng.whispers('#督查月报 12月')
    await zhang.whispers('#督查月报 2026年11月')
    expect(zhao.heard()).toEqual(['2026年11月督查月报\n消防救援支队:立项1 办结0(按期0、逾期0) 在办1(逾期0) 办结率0.0% 按期率—'])
    expect(li.heard()).toEqual(['督查统计由办公室领导、督查科和单位负责人查看'])
    expect(feng.heard()).toEqual(['没有看懂月份,例如:#督查月报 11月', expect.stringContaining('2025年12月督查月报')])
    expect(zhang.heard()[0]).toContain('2026年11月督查月报')
    expect(group.heard()).toEqual([])
  })
})
