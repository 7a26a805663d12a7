import { describe, expect, test } from 'vitest'
import { Matter, UrgentReport } from '../../../entities/index.ts'
import { scenePlan } from '../../support/scene-office.ts'
import { openScene, type Scene, type SceneOptions } from '../../support/scene.ts'

const fire = '#紧急 今天上午9:20,高新区某厂区发生火灾,正在扑救'
const openDuties = async (scene: Scene, number = 128) =>
  (await scene.matter(number)).todos.filter(({ closedAt }) => closedAt === null).map(({ duty, party }) => `${party} ${duty}`)
const open = (options: SceneOptions = {}) => openScene({ startsAt: '2026-11-23T09:30', ...options })
const zhaoqi = (scene: Scene) => scene.actor('赵七')

describe('#紧急', () => {
  test('is taken at once, says what is missing, and is told to signer, deputy and leaders with its words', async () => {
    const scene = await open()
    await zhaoqi(scene).says(fire)
    expect(scene.group.heard()).toEqual([
      '〔128〕紧急信息已报 签发人(时限 12:20,距事发 3 小时)\n      尚缺:伤亡、信息来源(可先写“核实中”)→ #补充 128 …',
    ])
    await scene.clock.passes('1m')
    for (const name of ['周正', '吴副', '王建国', '张三']) expect(scene.actor(name).heard()[0]).toContain('高新区某厂区发生火灾')
    expect(await openDuties(scene)).toEqual(['周正 sign', '吴副 sign', '赵七 handle'])
  })

  test('is reminded of one, two and two and a half hours after the event, quiet hours or not, until it is signed', async () => {
    const scene = await open({ startsAt: '2026-11-28T20:00' })
    await zhaoqi(scene).says('#紧急 今晚19点50分,江南街道某小区发生火灾,消防正在扑救,据群众报警,无人员伤亡')
    await scene.clock.passes('1m')
    scene.zhou.heard()
    await scene.clock.reaches('2026-11-28T22:40')
    expect(scene.zhou.heard()).toHaveLength(3)
    expect(
      zhaoqi(scene)
        .heard()
        .filter((text) => text.includes('〔128〕')),
    ).toHaveLength(3)
    await scene.zhou.whispers('#签发 128')
    expect(scene.zhou.heard().at(-1)).toBe('〔128〕已签发上报,下次续报 11月30日(周一)08:00 前(#续报 128 …)')
    expect(await openDuties(scene)).toEqual(['赵七 submit'])
  })

  test('goes on by numbered follow-ups until the final report', async () => {
    const scene = await open()
    await zhaoqi(scene).says(fire)
    await zhaoqi(scene).says('#补充 128 伤亡核实中,据园区管委会报告')
    expect(scene.group.heard().at(-1)).toBe('〔128〕已补充,要素已齐')
    await scene.zhou.says('#签发 128')
    expect(scene.group.heard().at(-1)).toBe('〔128〕已签发上报,下次续报 17:00 前(#续报 128 …)')
    await zhaoqi(scene).says('#续报 128 明火已扑灭')
    expect(scene.group.heard().at(-1)).toBe('〔128〕续报一已记录,下次续报 17:00 前')
    await scene.clock.reaches('2026-11-23T17:10')
    await zhaoqi(scene).says('#续报 128 现场冷却')
    expect(scene.group.heard().filter((text) => text.startsWith('〔128〕续报二'))).toEqual([
      '〔128〕续报二已记录,下次续报 11月24日(周二)08:00 前',
    ])
    await zhaoqi(scene).says('#终报 128 现场清理完毕,无人员伤亡')
    expect(scene.group.heard().at(-1)).toBe('〔128〕已终报,历时 8 小时,续报 2 次')
    expect((await scene.matter(128)).stage).toBe('已终报')
    expect(await openDuties(scene)).toEqual([])
  })

  test('signed late is recorded as a fact: said to the signer, and not in the group', async () => {
    const scene = await open()
    await zhaoqi(scene).says(fire)
    await scene.clock.reaches('2026-11-23T13:00')
    await scene.zhou.says('#签发 128')
    expect(scene.group.heard().at(-1)).toBe('〔128〕已签发上报,下次续报 17:00 前(#续报 128 …)')
    expect(scene.zhou.heard().at(-1)).toBe('〔128〕13:00 签发上报,超过时限 12:20,已如实记录')
    const report = await scene.zhou.does((ctx) => ctx.tx.findOneByOrFail(UrgentReport, {}))
    expect(report.signedAt).toBeGreaterThan(report.writtenDueAt)
  })

  test('the office’s own table: fifteen minutes by phone, thirty-five in writing, from the receipt', async () => {
    const severities = [{ code: 'major', name: '重大', from: 'receipt', writtenMinutes: 35, phoneMinutes: 15 }]
    const scene = await withSettings({ severities })
    await zhaoqi(scene).says('#紧急 【重大】今天上午9:20,高新区某厂区发生火灾,消防正在扑救,无人员伤亡,据企业报告')
    expect(scene.group.heard()).toEqual(['〔128〕紧急信息已报 签发人(时限 10:05,电话 09:45 前,接报后 35 分钟)'])
  })

  test('without a time of the event it counts from the receipt, and says so', async () => {
    const scene = await open()
    await zhaoqi(scene).says('#紧急 高新区某厂区发生火灾')
    expect(scene.group.heard()[0]).toContain('未写事发时间,按收到时间起算')
    expect(scene.group.heard()).toEqual([])
  })

  test('a secret event gets the fixed sentence in private, and nothing of it is kept', async () => {
    const scene = await open()
    await zhaoqi(scene).says('#紧急 机密★ 某部队驻地发生火灾')
    await scene.clock.passes('1m')
    expect(scene.group.heard()).toEqual([])
    expect(zhaoqi(scene).heard()[0]).toBe('请按保密渠道报送。该消息未保存、未处理。')
    expect(await scene.matters()).toEqual([])
  })
})

const withSettings = async (urgent: Record<string, unknown>, options: SceneOptions = {}): Promise<Scene> => {
  const settings = { ...scenePlan.office.settings, urgent }
  return open({ plan: { ...scenePlan, office: { ...scenePlan.office, settings } }, ...options })
}

describe('#查 of an urgent report', () => {
  test('in its group where it stands, in private the whole chain on one page, and whether it was late', async () => {
    const scene = await open()
    await zhaoqi(scene).says(fire)
    await zhaoqi(scene).says('#查 128')
    expect(scene.group.heard().at(-1)).toBe(
      '〔128〕【一般】高新区某厂区发生火灾,正在扑救 处置中\n      事发 09:20,待签发上报,时限 12:20\n      尚缺:伤亡、信息来源(可先写“核实中”)→ #补充 128 …',
    )
    await scene.clock.reaches('2026-11-23T13:00')
    await scene.wu.whispers('#签发 128')
    await scene.actor('吴副').whispers('#签发 128')
    await zhaoqi(scene).says('#续报 128 明火已扑灭,无人员伤亡,据企业报告')
    scene.group.heard()
    await zhaoqi(scene).says('#查 128')
    expect(scene.group.heard().at(-1)).toBe(
      '〔128〕【一般】高新区某厂区发生火灾,正在扑救 处置中\n      事发 09:20,13:00 吴副(代主任) 签发上报\n      下次续报 17:00 前(#续报 128 …)',
    )
    zhaoqi(scene).heard()
    await zhaoqi(scene).whispers('#查 128')
    expect(zhaoqi(scene).heard().at(-1)).toBe(
      [
        '〔128〕【一般】高新区某厂区发生火灾,正在扑救 处置中',
        '      事发 09:20,13:00 吴副(代主任) 签发上报,超过时限 12:20',
        '      下次续报 17:00 前(#续报 128 …)',
        '09:30 初报 赵七:今天上午9:20,高新区某厂区发生火灾,正在扑救',
        '13:00 签发 吴副',
        '13:00 续报一 赵七:明火已扑灭,无人员伤亡,据企业报告',
      ].join('\n'),
    )
  })
})

describe('those who follow the event', () => {
  test('the unit on duty is told, sees it and may follow up; follow-ups and the end reach whoever was alarmed', async () => {
    const scene = await withSettings({ dutyUnit: 'GA' })
    await zhaoqi(scene).says(fire)
    await scene.clock.passes('1m')
    expect(scene.actor('宋歌').heard()[0]).toContain('【紧急·一般】赵七(应急局)报')
    expect(await openDuties(scene)).toEqual(['周正 sign', '吴副 sign', '赵七 handle'])
    await scene.zhou.says('#签发 128')
    for (const person of [scene.wang, scene.zhou, scene.actor('宋歌')]) person.heard()
    await scene.actor('宋歌').whispers('#续报 128 周边群众已疏散')
    await scene.clock.passes('1m')
    expect(scene.wang.heard()).toEqual(['〔128〕【续报一】宋歌(公安局)报\n周边群众已疏散'])
    await zhaoqi(scene).says('#终报 128 现场清理完毕')
    await scene.clock.passes('1m')
    expect(scene.zhou.heard().at(-1)).toBe('〔128〕【终报】赵七(应急局)报\n现场清理完毕')
  })

  test('the leaders’ group is told instead of each leader', async () => {
    const scene = await withSettings({ leadersGroup: '环保群' })
    await zhaoqi(scene).says(fire)
    await scene.clock.passes('1m')
    expect(scene.groupNamed('环保群').heard()[0]).toContain('请于 12:20 前签发上报(#签发 128)')
    expect(scene.wang.heard()).toEqual([])
  })

  test('cancelled or taken back, whoever was alarmed hears so at once', async () => {
    const scene = await open({ startsAt: '2026-11-28T22:00' })
    await zhaoqi(scene).says('#紧急 今晚21点50分,江南街道某小区发生火灾')
    await scene.clock.passes('1m')
    scene.wang.heard()
    await zhaoqi(scene).says('#撤回')
    await scene.clock.passes('1m')
    expect(scene.wang.heard()).toEqual(['〔128〕紧急信息已撤销,请勿再按此处置:江南街道某小区发生火灾'])
  })
})

describe('its clocks', () => {
  test('each 续报 is reminded of once, half an hour before', async () => {
    const scene = await open()
    await zhaoqi(scene).says(fire)
    await scene.zhou.says('#签发 128')
    await scene.clock.reaches('2026-11-23T17:00')
    zhaoqi(scene).heard()
    await zhaoqi(scene).says('#续报 128 已扑灭')
    await scene.clock.reaches('2026-11-24T07:59')
    expect(zhaoqi(scene).heard()).toEqual([
      '您的待办:\n〔128〕高新区某厂区发生火灾,正在扑救 待续报 截止 11月24日(周二)08:00\n回复“#续报 编号 …”或“#终报 编号 …”',
    ])
  })

  test('its light is near from the start, overdue from its limit on, and goes by the next 续报 once it is signed', async () => {
    const scene = await open()
    await zhaoqi(scene).says(fire)
    const level = async () => (await scene.wang.does((ctx) => ctx.tx.findOneByOrFail(Matter, { number: 128 }))).level
    expect(await level()).toBe(1)
    await scene.clock.reaches('2026-11-23T12:21')
    expect(await level()).toBe(3)
    await scene.zhou.says('#签发 128')
    expect(await level()).toBe(1)
    await zhaoqi(scene).says('#终报 128 已扑灭')
    expect(await level()).toBe(0)
  })

  test.each([
    ['今晚19点50分,江南街道起火', '2026-11-23T20:00', '19:50'],
    ['昨晚23点50分,江南街道起火', '2026-11-24T00:20', '11月23日(周一)23:50'],
    ['11月23日23时50分,江南街道起火', '2026-11-24T00:20', '11月23日(周一)23:50'],
    ['今天凌晨2点10分,江南街道起火', '2026-11-24T02:30', '02:10'],
  ])('%s, said at %s, happened at %s', async (text, startsAt, at) => {
    const scene = await open({ startsAt })
    await zhaoqi(scene).says(`#紧急 ${text}`)
    await zhaoqi(scene).says('#查 128')
    expect(scene.group.heard().at(-1)).toContain(`事发 ${at},`)
  })
})

describe('#定级', () => {
  const severities = [
    { code: 'general', name: '一般', writtenMinutes: 180 },
    { code: 'major', name: '重大', writtenMinutes: 60, phoneMinutes: 15, tellUnits: ['GA'] },
    { code: 'extreme', name: '特别重大', writtenMinutes: 45 },
  ]
  const graded = async (): Promise<Scene> => {
    const scene = await withSettings({ severities })
    await zhaoqi(scene).says(fire)
    await scene.clock.passes('1m')
    for (const person of [scene.wang, scene.zhou, scene.actor('宋歌')]) person.heard()
    scene.group.heard()
    return scene
  }
  const dues = async (scene: Scene) =>
    (await scene.matter(128)).todos.filter(({ closedAt }) => closedAt === null).map(({ duty, due }) => `${duty} ${due?.slice(11, 16)}`)

  test('raised, its limits are those of the new severity from the event on, and everybody hears so at once', async () => {
    const scene = await graded()
    expect(scene.actor('宋歌').heard()).toEqual([])
    await zhaoqi(scene).says('#定级 128 重大 已造成3人死亡')
    expect(scene.group.heard()).toEqual(['〔128〕等级由“一般”升为“重大”,时限改为 10:20,已告知相关人员,待签发上报(#签发 128)'])
    expect(await dues(scene)).toEqual(['sign 10:20', 'sign 10:20', 'handle 10:20'])
    await scene.clock.passes('1m')
    for (const person of [scene.wang, scene.zhou])
      expect(person.heard()[0]).toBe('〔128〕【升为重大】赵七(应急局)报\n已造成3人死亡\n      请于 10:20 前签发上报(#签发 128)')
    // Told of such an event only now, and so of the whole.
    expect(scene.actor('宋歌').heard()).toEqual([
      '〔128〕【紧急·重大】赵七(应急局)报\n今天上午9:20,高新区某厂区发生火灾,正在扑救\n' +
        '〔128〕【升为重大】赵七(应急局)报\n已造成3人死亡\n      请于 10:20 前签发上报(#签发 128)',
    ])
    await scene.actor('宋歌').whispers('#查 128')
    expect(scene.actor('宋歌').heard().at(-1)).toContain(
      '09:31 定级 赵七:由“一般”升为“重大”,书面时限由 11月23日(周一)12:20 改为 11月23日(周一)10:20:已造成3人死亡',
    )
    // An hour and half an hour before the new limit: the hour before has gone by.
    scene.zhou.heard()
    await scene.clock.reaches('2026-11-23T10:15')
    expect(scene.zhou.heard()).toHaveLength(1)
    await scene.zhou.whispers('#签发 128')
    expect(scene.zhou.heard().at(-1)).toBe('〔128〕已签发上报,下次续报 17:00 前(#续报 128 …)')
  })

  test('what the words of a 续报 say raises it too: one message, one answer', async () => {
    const scene = await graded()
    await zhaoqi(scene).says('#续报 128 【特别重大】死亡人数上升至30人')
    expect(scene.group.heard()).toEqual([
      '〔128〕等级由“一般”升为“特别重大”,时限改为 10:05,已告知相关人员,待签发上报(#签发 128)\n' +
        '〔128〕续报一已记录,待签发上报(时限 10:05)\n      尚缺:信息来源(可先写“核实中”)→ #补充 128 …',
    ])
    await scene.clock.passes('1m')
    expect(scene.wang.heard()).toEqual([
      '〔128〕【续报一·升为特别重大】赵七(应急局)报\n【特别重大】死亡人数上升至30人\n      请于 10:05 前签发上报(#签发 128)',
    ])
    await zhaoqi(scene).says('#续报 128 目前不会升级为重大以上次生灾害')
    expect((await scene.matter(128)).events.filter(({ action }) => action === 'grade')).toHaveLength(1)
    await zhaoqi(scene).says('#续报 128 经核实死亡10人,等级调整为重大')
    expect(scene.group.heard().at(-1)).toContain('〔128〕等级由“特别重大”降为“重大”,时限改为 10:20')
  })

  test('lowered with its reason; what was late by the limit it had stays late', async () => {
    const scene = await graded()
    await zhaoqi(scene).says('#定级 128 重大 3人失联')
    await scene.clock.reaches('2026-11-23T10:30')
    await zhaoqi(scene).says('#定级 128 一般')
    expect(scene.group.heard().at(-1)).toBe('降级请写明原因,例如:#定级 128 一般 经核实无人员伤亡')
    await zhaoqi(scene).says('#定级 128 一般 3人均已找到')
    expect(scene.group.heard().at(-1)).toBe('〔128〕等级由“重大”降为“一般”,时限改为 12:20,已告知相关人员,待签发上报(#签发 128)')
    await scene.zhou.whispers('#签发 128')
    expect(scene.zhou.heard().at(-1)).toContain('已签发上报(超过时限 10:20,已如实记录)')
    await scene.wang.whispers('#查 128')
    expect(scene.wang.heard().at(-1)).toContain('超过时限 10:20')
    expect(scene.wang.heard().at(-1) ?? '').not.toContain('12:20,已签发')
  })

  test('raised after the new limit has passed it is due at once; raised after it was signed it moves no limit and no record', async () => {
    const scene = await graded()
    await scene.clock.reaches('2026-11-23T11:00')
    scene.zhou.heard()
    await scene.zhou.says('#定级 128 重大 死亡3人')
    expect(scene.group.heard().at(-1)).toBe('〔128〕等级由“一般”升为“重大”,时限改为 10:20,已告知相关人员,请立即 #签发 128')
    expect(scene.group.mentioned()).toEqual(['赵七'])
    await scene.clock.passes('1m')
    expect(scene.actor('吴副').heard().at(-1)).toContain('时限 10:20 已过,请立即签发上报(#签发 128)')
    await scene.zhou.says('#签发 128')
    const signed = await scene.zhou.does((ctx) => ctx.tx.findOneByOrFail(UrgentReport, {}))
    await zhaoqi(scene).says('#定级 128 特别重大 死亡30人')
    expect(scene.group.heard().at(-1)).toBe('〔128〕等级由“重大”升为“特别重大”,已告知相关人员')
    const after = await scene.zhou.does((ctx) => ctx.tx.findOneByOrFail(UrgentReport, {}))
    expect(after).toEqual({ ...signed, severity: 'extreme' })
    expect(await dues(scene)).toEqual(['submit 17:00'])
  })

  test('says what is missing or wrong, and is not taken back but changed again', async () => {
    const scene = await graded()
    await zhaoqi(scene).says('#定级 128 巨大 死亡3人')
    await zhaoqi(scene).says('#定级 128 一般 无变化')
    await scene.wu.says('#定级 128 重大 死亡3人')
    await scene.li.says('#任务 @李四 周五前报方案')
    await scene.li.says('#定级 129 重大 死亡3人')
    await zhaoqi(scene).says('#定级 128 升级为重大')
    await zhaoqi(scene).says('#撤回')
    const heard = scene.group.heard().filter((text) => !text.startsWith('〔129〕已立项'))
    expect(heard).toEqual([
      '请写明等级(一般、重大、特别重大),例如:#定级 128 特别重大 原因',
      '〔128〕已经是“一般”',
      '没有〔128〕号事项,或您不是它的交办人、承办人',
      '〔129〕不是紧急信息',
      '〔128〕等级由“一般”升为“重大”,时限改为 10:20,已告知相关人员,待签发上报(#签发 128)',
      expect.stringContaining('不能撤回'),
    ])
    await scene.zhou.says('#签发 128')
    await zhaoqi(scene).says('#终报 128 现场清理完毕')
    await zhaoqi(scene).says('#定级 128 一般 复核')
    expect(scene.group.heard().at(-1)).toBe('〔128〕已终报,不能调整等级')
  })
})

describe('what cannot be done', () => {
  test('ending what was never signed, signing by others, following up what is over, other kinds', async () => {
    const scene = await open()
    await zhaoqi(scene).says(fire)
    await zhaoqi(scene).says('#终报 128 已扑灭')
    expect(scene.group.heard().at(-1)).toContain('还没有签发上报')
    await scene.wu.says('#签发 128')
    expect(scene.group.heard().at(-1)).toContain('没有〔128〕号事项')
    await zhaoqi(scene).says('#签发 128')
    expect(scene.group.heard().at(-1)).toBe('〔128〕只有签发人可以签发上报')
    await scene.zhou.says('#签发 128')
    await scene.zhou.says('#签发 128')
    expect(scene.group.heard().at(-1)).toBe('〔128〕09:30 已由 周正 签发上报')
    await scene.zhou.says('#退稿 128 不全')
    expect(scene.group.heard().at(-1)).toContain('是紧急信息,不用退稿')
    await zhaoqi(scene).says('#终报 128 已扑灭')
    await zhaoqi(scene).says('#续报 128 复燃')
    expect(scene.group.heard().at(-1)).toBe('〔128〕已终报,不能续报')
    await scene.zhang.says('#任务 @李四 周五前报方案')
    await scene.li.says('#续报 129 进展')
    expect(scene.group.heard().at(-1)).toBe('〔129〕不是紧急信息')
  })
})
