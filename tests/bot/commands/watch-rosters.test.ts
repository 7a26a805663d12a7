import { describe, expect, test } from 'vitest'
import { Matter, WatchSlot } from '../../../entities/index.ts'
import { runsOfSlots } from '../../../rules/slot-runs.ts'
import { openScene, type Scene } from '../../support/scene.ts'

const opening = '#值班表 舆情监测 每天8:30-22:30 每小时一班 @应急局'
const opened = [
  '〔128〕已建值班表:舆情监测',
  '      每天 08:30–22:30,每小时一班;发现的情况交 应急局',
  '      排班请发“#排班 128 11月24日 张三”,可一行一天,也可写“下周 张三、李四 轮流”',
].join('\n')

/** 11-24 08:30 李四: who begins when, as it stands in the database. */
const roster = async (scene: Scene): Promise<string[]> => {
  const slots = await scene.zhou.does((ctx) => ctx.tx.find(WatchSlot, { order: { fromAt: 'ASC' } }))
  const names = new Map(scene.office.laid.people.map(({ id, name }) => [id, name]))
  return runsOfSlots(slots).map(({ fromAt, memberId }) => {
    const local = new Date(fromAt + 8 * 3_600_000).toISOString()
    return `${local.slice(5, 10)} ${local.slice(11, 16)} ${names.get(memberId)}`
  })
}

describe('a roster is opened by a message', () => {
  test('and what is missing is asked back with an example', async () => {
    const scene = await openScene()
    const asked = async (text: string): Promise<string> => {
      await scene.zhou.says(text)
      return scene.group.heard().join('\n')
    }
    expect(await asked('#值班表 舆情监测')).toContain('请写明每天几点到几点,例如:#值班表 舆情监测 每天8:30-22:30 每小时一班 @应急局')
    expect(await asked('#值班表 舆情监测 每天8:30-22:30 @应急局')).toContain('多长时间算一班?请写“每小时一班”')
    expect(await asked('#值班表 舆情监测 每天8:30-22:30 每小时一班')).toContain('有情况时交哪个单位办理?请 @ 一个单位,例如:')
    expect(await asked('#值班表 舆情监测 每天8:30-22:30 每小时一班 @李四')).toContain('请 @ 一个单位')
    expect(await asked('#值班表 舆情监测 每天8:30-22:30 每小时一班 @应急局 @城管局')).toContain('请 @ 一个单位')
    expect(await asked('#值班表 舆情监测 每天8:30-22:30 每小时一班 @网信科')).toContain('没有找到“网信科”')
    expect(await asked('#值班表 每天8:30-22:30 每小时一班 @应急局')).toContain('请写明值班名称')
    expect(await asked('#值班表 舆情监测 每天8:30-22:30 每5分钟一班 @应急局')).toBe('每个时段至少 15 分钟')
    expect(await asked('#值班表 舆情监测 每天22:30-8:30 每小时一班 @应急局')).toBe('起止时间前后颠倒')
    await scene.li.says(opening)
    expect(scene.group.heard()).toEqual(['值班表由值班单位分管领导、督查科、信息科或办公室领导建立'])
    expect(await scene.matters()).toEqual([])
    expect(await asked(opening)).toBe(opened)
    const { number, kind } = await scene.matter(128)
    expect([number, kind]).toEqual([128, 'watch'])
  })

  test('together with its first lines: all of it, or nothing', async () => {
    const scene = await openScene()
    const shifts = '#值班表 应急值班 白班8:30-17:30、夜班17:30-次日8:30 @应急局\n'
    await scene.zhou.says(`${shifts}11月24日至25日 白班 李四、夜班 王五\n11月26日 李四、王五、孙磊`)
    expect(scene.group.heard()).toEqual([
      '第 2 行:2个班次写了3人,请写明谁值哪一班,如“白班 张三、夜班 李四”\n请改好后整份重发,这次一个时段都没有排',
    ])
    expect(await scene.matters()).toEqual([])
    await scene.zhou.says(`${shifts}11月24日至25日 白班 李四、夜班 王五\n11月26日 孙磊 李四`)
    expect(scene.group.heard()).toEqual([
      [
        '〔128〕已建值班表:应急值班',
        '      每天 白班 08:30–17:30、夜班 17:30–次日08:30;发现的情况交 应急局',
        '〔128〕应急值班 已排 6 班',
        '      11月24日(周二) 白班 李四、夜班 王五',
        '      11月25日(周三) 白班 李四、夜班 王五',
        '      11月26日(周四) 白班 孙磊、夜班 李四',
      ].join('\n'),
    ])
    // Everybody who is on it hears of it alone, once.
    expect(scene.wu.heard()).toEqual([
      [
        '〔128〕应急值班:给您排了班',
        '      11月24日(周二) 17:30–次日08:30',
        '      11月25日(周三) 17:30–次日08:30',
        '      有事请发“#换班 @某人 11月24日”',
      ].join('\n'),
    ])
  })
})

describe('a roster is planned by messages', () => {
  test('line by line, and again; what it was before is said', async () => {
    const scene = await openScene()
    await scene.zhou.says(opening)
    scene.group.heard()
    await scene.zhou.says('#排班 11月24日 李四 王五\n11月25日 孙磊')
    expect(scene.group.heard()).toEqual([
      [
        '〔128〕舆情监测 已排 28 个时段',
        '      11月24日(周二) 李四 08:30–15:30、王五 15:30–22:30',
        '      11月25日(周三) 孙磊 08:30–22:30',
      ].join('\n'),
    ])
    expect(await roster(scene)).toEqual(['11-24 08:30 李四', '11-24 15:30 王五', '11-25 08:30 孙磊'])
    scene.li.heard()
    scene.wu.heard()
    await scene.zhou.says('#值班表 128 11月24日 李四')
    expect(scene.group.heard()).toEqual(['〔128〕舆情监测 已排 14 个时段\n      11月24日(周二) 李四 08:30–22:30(原排 王五)'])
    expect(await roster(scene)).toEqual(['11-24 08:30 李四', '11-25 08:30 孙磊'])
    // Only what changed is told, to those it changed for.
    expect(scene.li.heard()).toEqual(['〔128〕舆情监测:给您排了班\n      11月24日(周二) 15:30–22:30\n      有事请发“#换班 @某人 11月24日”'])
    expect(scene.wu.heard()).toEqual(['〔128〕舆情监测:您以下的班已改由别人值\n      11月24日(周二) 15:30–22:30'])
    await scene.zhou.says('#排班 128 11月24日 李四')
    expect(scene.group.heard()).toEqual(['〔128〕舆情监测 已排 14 个时段\n      11月24日(周二) 李四 08:30–22:30'])
    expect(scene.li.heard()).toEqual([])
    await scene.zhou.says('#撤回')
    expect(scene.group.heard()).toEqual(['〔128〕“排班”不能撤回,请重新排班'])
  })

  test('every wrong line is said with its number, and nothing is planned', async () => {
    const scene = await openScene()
    await scene.zhou.says(opening)
    scene.group.heard()
    await scene.zhou.says(
      [
        '#排班',
        '1、11月29日 李四',
        '2、11月30日 李强',
        '3、11月31日 王五',
        '4、12月1日 张山',
        '5、李四',
        '6、12月2日',
        '7、12月3日 白班 李四',
        '8、12月4日 城管局',
        '9、11月20日 李四',
        '10、11月29日 王五',
        '11、今天 李四',
        '12、12月5日至6日 李四 王五',
      ].join('\n'),
    )
    expect(scene.group.heard()).toEqual([
      [
        '第 2 行:“李强”有2位,请写 住建局-李强 或 环保局-李强',
        '第 3 行:“11月31日”没有这一天或不明确,请写明几月几日',
        '第 4 行:没有看懂“张山”,姓名请写全名,日期一行只写一次',
        '第 5 行:没有看懂日期,请写成“11月24日 张三”',
        '第 6 行:没有写人,请写成“11月24日 张三”',
        '第 7 行:没有“白班”这个班次',
        '第 8 行:“城管局”是单位,请写到人',
        '第 9 行:“11月20日”已经过去,不能再排',
        '第 10 行:11月29日(周日)08:30 的时段与第 1 行排了两个人',
        '第 11 行:11月23日(周一) 09:30 以前的时段已经开始,不能再排;往后的请写“11月23日 09:30-22:30 李四”',
        '第 12 行:几天写了2人,是一人一天轮流,还是每天分着值?请写“12月5日至6日 李四 王五 轮流”或“12月5日至6日 李四 王五 每天”',
        '请改好后整份重发,这次一个时段都没有排',
      ].join('\n'),
    ])
    expect(await roster(scene)).toEqual([])
    await scene.zhou.says('#排班 今天 李四')
    expect(scene.group.heard().join()).toContain('09:30 以前的时段已经开始,不能再排')
    await scene.zhou.says('#排班 11月23日 09:30-22:30 李四')
    await scene.zhou.says('#排班 128 11月30日 住建局-李强\uFF1B12月1日 @环保局-李强')
    expect(scene.group.heard().at(-1)).toBe(
      '〔128〕舆情监测 已排 28 个时段\n      11月30日(周一) 李强(住建局) 08:30–22:30\n      12月1日(周二) 李强(环保局) 08:30–22:30',
    )
    expect(await roster(scene)).toEqual(['11-23 09:30 李四', '11-30 08:30 李强', '12-01 08:30 李强'])
  })

  test('in the evening it is told in the morning, unless somebody begins before that', async () => {
    const scene = await openScene({ startsAt: '2026-11-23T20:00' })
    await scene.zhou.says(opening)
    await scene.zhou.says('#排班 11月24日 李四;11月25日 王五')
    expect(scene.li.heard()).toHaveLength(1)
    expect(scene.wu.heard()).toEqual([])
    await scene.clock.reaches('2026-11-24T09:01')
    expect(scene.wu.heard().filter((text) => text.includes('给您排了班'))).toHaveLength(1)
  })

  test('by whoever may: who issued it, or the supervision section; by its number where there are several', async () => {
    const scene = await openScene()
    await scene.zhou.says('#排班 11月24日 李四')
    expect(scene.group.heard().at(-1)).toContain('还没有您管理的值班表;建立请发:')
    await scene.zhou.says(opening)
    await scene.zhou.says('#排班 11月24日 李四')
    scene.group.heard()
    await scene.li.says('#排班 128 11月25日 王五')
    expect(scene.group.heard()).toEqual(['〔128〕只有交办人、督查可以排班'])
    await scene.chen.says('#排班 128 11月25日 王五')
    expect(scene.group.heard()).toEqual(['没有〔128〕号事项,或您不是它的交办人、承办人'])
    await scene.feng.says('#排班 11月25日 王五')
    expect(scene.group.heard().at(-1)).toContain('11月25日(周三) 王五 08:30–22:30')
    await scene.zhou.says('#值班表 应急值班 每天8:30-17:30 全天一班 @应急局')
    scene.group.heard()
    await scene.zhou.says('#排班 11月26日 李四')
    expect(scene.group.heard()).toEqual(['有几张值班表,请写编号,如“#排班 128 11月24日 张三”:〔128〕舆情监测、〔129〕应急值班'])
    await scene.zhou.says('#排班 127 11月26日 李四')
    expect(scene.group.heard().at(-1)).toContain('没有〔127〕号事项')
    expect(await roster(scene)).toEqual(['11-24 08:30 李四', '11-25 08:30 王五'])
  })
})

describe('a roster is read', () => {
  test('by those who may see it, alone: who is to come, and never what came of it', async () => {
    const scene = await openScene()
    await scene.zhou.says('#值班表')
    expect(scene.group.heard()).toEqual([])
    expect(scene.zhou.heard()).toEqual(['目前没有您可看的值班表'])
    await scene.zhou.says(opening)
    await scene.zhou.says('#值班表')
    expect(scene.zhou.heard().at(-1)).toContain('〔128〕舆情监测:7 天内没有排班\n      排班请发“#排班 128')
    await scene.zhou.says('#排班 11月24日 李四;11月25日 王五;12月20日 孙磊')
    await scene.clock.reaches('2026-11-24T10:45')
    for (const who of [scene.li, scene.zhou, scene.chen]) who.heard()
    scene.group.heard()
    const coming = '〔128〕舆情监测\n      11月24日(周二) 李四 10:30–22:30\n      11月25日(周三) 王五 08:30–22:30'
    await scene.li.says('#值班表')
    await scene.zhou.says('#值班表 128')
    await scene.chen.says('#值班表')
    expect([scene.li.heard(), scene.zhou.heard(), scene.chen.heard()]).toEqual([[coming], [coming], ['目前没有您可看的值班表']])
    expect(scene.group.heard()).toEqual([])
  })

  test('until it ends, which everybody who was still to come hears alone', async () => {
    const scene = await openScene()
    await scene.zhou.says(opening)
    await scene.zhou.says('#排班 11月24日 李四;11月25日 王五')
    await scene.clock.reaches('2026-11-24T08:40')
    for (const who of [scene.li, scene.wu]) who.heard()
    scene.group.heard()
    await scene.wu.says('#结束值班 128')
    expect(scene.group.heard()).toEqual(['〔128〕只有交办人、督查可以结束值班'])
    await scene.zhou.says('#结束值班 128')
    expect(scene.group.heard()).toEqual(['〔128〕舆情监测 已结束,以后的班不用再值'])
    expect([scene.li.heard(), scene.wu.heard()]).toEqual([
      ['〔128〕舆情监测 已结束,以后的班不用再值'],
      ['〔128〕舆情监测 已结束,以后的班不用再值'],
    ])
    await scene.wu.whispers('#我的班')
    await scene.li.whispers('#无异常')
    expect([scene.wu.heard(), scene.li.heard()]).toEqual([['您近期没有值班'], ['您现在没有在值的班']])
    await scene.zhou.says('#排班 128 11月26日 王五')
    expect(scene.group.heard().at(-1)).toContain('〔128〕已结束')
    await scene.clock.reaches('2026-11-25T09:00')
    expect(scene.wu.heard()).toEqual([])
    expect((await scene.zhou.does((ctx) => ctx.tx.findOneByOrFail(Matter, { number: 128 }))).state).toBe('closed')
  })
})
