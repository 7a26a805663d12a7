import { describe, expect, it } from 'vitest'
import { openScene } from '../../support/scene.ts'

describe('#任务', () => {
  it('registers at once and says number, parties, limit and what comes next', async () => {
    const { group, zhang, matter } = await openScene()
    await zhang.says('#任务 @李四 @王五 本周五下班前完成老旧小区消防隐患排查,李四牵头')
    expect(group.heard()).toEqual([
      [
        '〔128〕已立项:老旧小区消防隐患排查',
        '      牵头 李四(消防救援支队) 配合 王五(城管局)',
        '      截止 11月27日(周五)17:30',
        '      回复“收到”即签收,“#反馈 128 …”报进展',
      ].join('\n'),
    ])
    expect(group.mentioned()).toEqual(['李四', '王五'])
    expect(await matter(128)).toMatchObject({
      state: 'open',
      stage: '已立项',
      issuer: '张三',
      parties: [
        { name: '李四', role: 'responsible' },
        { name: '王五', role: 'assisting' },
      ],
      todos: [
        { duty: 'handle', party: '李四', due: '2026-11-27T17:30:00+08:00', acknowledgedAt: null, closedAt: null },
        { duty: 'handle', party: '王五', due: '2026-11-27T17:30:00+08:00' },
      ],
      events: [{ actor: '张三', action: 'create', text: '@李四 @王五 本周五下班前完成老旧小区消防隐患排查,李四牵头' }],
    })
  })

  it('for a whole unit calls its officers', async () => {
    const { group, zhang } = await openScene()
    await zhang.says('#任务 请消防队牵头、城管局配合,12月1日前完成学校周边整治')
    expect(group.heard()[0]).toContain('牵头 消防救援支队 配合 城管局')
    expect(group.mentioned()).toEqual(['孙磊', '刘洋'])
  })

  it('各单位 are the units of this group except one’s own', async () => {
    const { zhang, matter } = await openScene()
    await zhang.says('#任务 各单位 周五前报送年度总结')
    expect((await matter(128)).parties.map(({ name }) => name).toSorted()).toEqual(
      ['信息科', '住建局', '城管局', '应急局', '消防救援支队', '督查科'].toSorted(),
    )
  })

  it('without a limit takes the default of its urgency and says so', async () => {
    const { group, zhang } = await openScene()
    await zhang.says('#任务 @李四 报送微型消防站名录')
    await zhang.says('#任务 急 @李四 报送消防车辆名录')
    await zhang.says('#任务 【特急】@李四 报送过火面积')
    await zhang.says('#任务 @李四 尽快报送水源分布图')
    expect(group.heard().map((text) => text.split('\n')[2]?.trim())).toEqual([
      '截止 12月8日(周二)17:30(未写时限,按一般件默认)',
      '截止 11月26日(周四)17:30(未写时限,按急件默认)',
      '截止 11月24日(周二)09:00(未写时限,按特急件默认)',
      '截止 12月8日(周二)17:30(“尽快”按一般件默认)',
    ])
  })

  it('with an unclear limit is registered and asks back with the readings', async () => {
    const { group, zhang, matter } = await openScene()
    await zhang.says('#任务 @陈六 6月前报方案')
    expect(group.heard()[0]?.split('\n')[2]).toBe(
      '      时限未定:“6月前”指 2027年5月31日(周一)17:30 还是 2027年6月30日(周三)17:30?回复 #时限 128 2027年5月31日',
    )
    expect(await matter(128)).toMatchObject({
      due: null,
      todos: [
        { duty: 'handle', party: '陈六', due: null },
        { duty: 'set_due', party: '张三', due: '2026-11-24T09:00:00+08:00' },
      ],
    })
  })

  it('keeps a named day off and flags it', async () => {
    const { group, zhang } = await openScene()
    await zhang.says('#任务 @李四 12月6日前报送演练方案')
    expect(group.heard()[0]).toContain('截止 12月6日(周日)17:30(当天为非工作日)')
  })

  it('that repeats an open one says so, and is registered all the same', async () => {
    const { group, zhang, matters } = await openScene()
    await zhang.says('#任务 @李四 周五前报老旧小区消防隐患清单')
    await zhang.says('#任务 @李四 周五前报老旧小区消防隐患清单')
    expect(group.heard()[1]).toContain('与〔128〕相似,重复请 #撤销 129 重复')
    expect(await matters()).toHaveLength(2)
  })

  it('after hours offers the next working morning once, and not for an urgent one', async () => {
    const { group, zhang } = await openScene({ startsAt: '2026-11-27T17:40' })
    await zhang.says('#任务 @李四 今晚9点前报送值班表')
    await zhang.says('#任务 @王五 下周五前报送市容整治总结')
    await zhang.says('#任务 【特急】@赵七 今晚9点前报送降雪应对情况')
    const [first, second, third] = group.heard()
    expect(first).toContain('现在是下班时间,不急可回复 #时限 128 11月30日09:00')
    expect(second).toContain('现在是下班时间,非紧急事项承办人可到 11月30日(周一)09:00 再答复')
    expect(third).not.toContain('下班时间')
  })

  it('for oneself needs nobody’s leave', async () => {
    const { group, li } = await openScene()
    await li.says('#任务 @李四 周四前整理台账')
    expect(group.heard()[0]).toContain('责任 李四(消防救援支队)')
  })

  it('in a private chat belongs to no group', async () => {
    const { zhang, group, matter } = await openScene()
    await zhang.whispers('#任务 @李四 周五前报方案')
    expect(zhang.heard()[0]).toContain('〔128〕已立项:报方案')
    expect(group.heard()).toEqual([])
    expect((await matter(128)).parties).toEqual([{ name: '李四', role: 'responsible' }])
  })
})

describe('#任务 that cannot be taken', () => {
  it.each([
    ['#任务', '“#任务”后面缺内容,例如:#任务 @李四 周五下班前报送排查方案'],
    ['#任务 周五前报方案', '请写明责任人或单位,例如:#任务 @李四 周五下班前报送排查方案'],
    ['#任务 @所有人 周五前报方案', '请写明责任人或单位,不能交办给“所有人”,例如:#任务 @李四 周五下班前报送方案'],
    ['#任务 @老李 周五前报方案', '没有找到“老李”,未登记。请写全名或“单位-姓名”,例如 @环保局-王强'],
    [
      '#任务 @李强 周五前报方案',
      '“李强”有2位,未登记。请重发其中一行:\n#\u200B任务 @住建局-李强 周五前报方案\n#\u200B任务 @环保局-李强 周五前报方案',
    ],
  ])('%s', async (text, answer) => {
    const { group, zhang, matters } = await openScene()
    await zhang.says(text)
    expect(group.heard()).toEqual([answer])
    expect(await matters()).toEqual([])
  })

  it('the corrected line can be sent back as it is', async () => {
    const { group, zhang } = await openScene()
    await zhang.says('#任务 @李强 周五前报方案')
    const line = group.heard()[0]?.split('\n')[2] ?? ''
    await zhang.says(line)
    expect(group.heard()[0]).toContain('责任 李强(环保局)')
  })

  it('a mention that the network points out needs no asking', async () => {
    const { group, zhang } = await openScene()
    await zhang.says('#任务 @李强 周五前报方案', { mentions: ['李强@HB'] })
    expect(group.heard()[0]).toContain('责任 李强(环保局)')
  })

  it('by somebody without the right to ask that person', async () => {
    const { group, li, sun, matters } = await openScene()
    await li.says('#任务 @王五 周五前报方案')
    await li.says('#任务 @张三 周五前批示')
    await sun.says('#任务 城管局 周五前报方案')
    expect(group.heard()).toEqual([
      '您可以给本人和本单位人员交办;王五(城管局)请由领导、督查或其单位负责人交办',
      '您可以给本人和本单位人员交办;张三(市政府办)请由领导、督查或其单位负责人交办',
      '您可以给本人和本单位人员交办;城管局请由领导、督查或其单位负责人交办',
    ])
    expect(await matters()).toEqual([])
  })

  it('各单位 outside a group', async () => {
    const { zhang } = await openScene()
    await zhang.whispers('#任务 各单位 周五前报总结')
    expect(zhang.heard()).toEqual(['“各单位”指本群各单位,请在工作群里交办'])
  })
})

describe('a numbered list', () => {
  it('registers the good lines and reports the bad ones', async () => {
    const { group, zhang, matters } = await openScene()
    await zhang.says(
      '#任务\n1. @李四 周三前排查东片\n2. @老李 周四前排查西片\n3、【急】@王五 12月6日前排查南片\n(四)住建局 每月10日前报送在建工地台账',
    )
    expect(group.heard()).toEqual([
      [
        '已立项 3 项:',
        '〔128〕排查东片',
        '      责任 李四(消防救援支队) 截止 11月25日(周三)17:30',
        '〔129〕【急】排查南片',
        '      责任 王五(城管局) 截止 12月6日(周日)17:30(当天为非工作日)',
        '〔130〕报送在建工地台账',
        '      责任 住建局 循环 每月10日前,本期截止 12月10日(周四)17:30',
        '未登记 1 行:',
        '第2行 没有找到“老李”,未登记。请写全名或“单位-姓名”,例如 @环保局-王强',
        '回复“收到”即签收,“#反馈 编号 …”报进展',
      ].join('\n'),
    ])
    expect(group.mentioned()).toEqual(['李四', '王五', '黄蓉'])
    expect(await matters()).toHaveLength(3)
  })

  it('takes parties and limit from the words above it', async () => {
    const { zhang, matters } = await openScene()
    await zhang.says('#任务 @李四 周五前完成:\n1. 排查东片消防通道\n2. 排查西片消防通道\n3. @王五 清理占道广告牌')
    expect((await matters()).map(({ title, due, parties }) => [title, due?.slice(0, 10), parties.map(({ name }) => name).join()])).toEqual([
      ['排查东片消防通道', '2026-11-27', '李四'],
      ['排查西片消防通道', '2026-11-27', '李四'],
      ['清理占道广告牌', '2026-11-27', '王五'],
    ])
  })

  it('of bad lines only registers nothing', async () => {
    const { group, zhang, matters } = await openScene()
    await zhang.says('#任务\n1. @老李 排查东片\n2. 排查西片')
    expect(group.heard()[0]).toMatch(/^没有立项:\n未登记 2 行:/u)
    expect(await matters()).toEqual([])
  })
})

describe('posting on behalf', () => {
  it('works once the leader allowed it, and names both', async () => {
    const { group, wang, lin, matter } = await openScene()
    await lin.says('#任务 代 王市长 @李四 周五前报应急预案')
    expect(group.heard()).toEqual(['王建国尚未授权您代发,请其本人发送:#授权 @林秘书'])
    await wang.says('#授权 @市府办小林')
    await lin.says('#任务 代王市长 @李四 周五前报应急预案')
    expect(group.heard()[1]).toContain('〔128〕已立项(代 王建国):报应急预案')
    expect(await matter(128)).toMatchObject({ issuer: '王建国', events: [{ actor: '林秘书', action: 'create' }] })
  })

  it('the secretary may confirm for the leader, but not what they did themselves', async () => {
    const { group, wang, lin, li } = await openScene()
    await wang.says('#授权 @林秘书')
    await lin.says('#任务 代 王市长 @李四 周五前报应急预案')
    await lin.says('#任务 代 王市长 @林秘书 周五前准备调研行程')
    await li.says('#办结 128 已报')
    await lin.says('#办结 129 已备好')
    group.heard()
    await lin.says('#确认 128')
    await lin.says('#确认 129')
    await wang.says('#确认 129')
    expect(group.heard()).toEqual(['〔128〕已办结,用时 不到1分钟', '〔129〕您是承办人,请由交办人决定', '〔129〕已办结,用时 不到1分钟'])
  })

  it('ends when the leader takes it back', async () => {
    const { group, wang, lin } = await openScene()
    await wang.says('#授权 @林秘书')
    await wang.says('#取消授权')
    group.heard()
    await lin.says('#任务 代 王市长 @李四 周五前报应急预案')
    await wang.says('#取消授权')
    expect(group.heard()).toEqual(['王建国尚未授权您代发,请其本人发送:#授权 @林秘书', '您没有授权他人代发'])
  })

  it('“代表团…” is a task like any other', async () => {
    const { group, zhang } = await openScene()
    await zhang.says('#任务 代表团接待方案 @李四 周五前报')
    expect(group.heard()[0]).toContain('〔128〕已立项:代表团接待方案')
  })
})

describe('a recurring task', () => {
  it('opens one occurrence at a time, can be skipped once, and ends with 撤销', async () => {
    const { group, zhang, li, clock, matters } = await openScene()
    await zhang.says('#任务 @李四 每周五12点前报送值班安排')
    expect(group.heard()[0]).toContain('循环 每周五12点前,本期截止 11月27日(周五)12:00')
    await li.says('#办结 128 已报')
    await zhang.says('#确认 128')
    group.heard()
    await clock.reaches('2026-11-30T09:05')
    expect(group.heard().join('\n')).toContain('〔129〕已立项(循环:每周五12点前):报送值班安排 @李四\n截止 12月4日(周五)12:00')
    await zhang.says('#跳过 129')
    await zhang.says('#跳过 129')
    await li.says('#办结 129 已报')
    await zhang.says('#确认 129')
    await clock.reaches('2026-12-12T09:00')
    expect(await matters()).toHaveLength(2)
    await clock.reaches('2026-12-14T09:05')
    expect((await matters()).at(-1)).toMatchObject({ number: 130, due: '2026-12-18T12:00:00+08:00' })
    await zhang.says('#撤销 130 改由系统自动汇总')
    expect(group.heard().at(-1)).toBe('〔130〕已撤销,循环任务同时停止(只跳过一期请用 #跳过)')
    await clock.reaches('2027-01-10T09:00')
    expect(await matters()).toHaveLength(3)
  })

  it('taken back within ten minutes does not come again', async () => {
    const { zhang, clock, matters } = await openScene()
    await zhang.says('#任务 @李四 每周五12点前报送值班安排')
    await zhang.says('#撤回 128')
    await clock.reaches('2026-12-10T09:00')
    expect((await matters()).map(({ state }) => state)).toEqual(['cancelled'])
  })

  it('cannot be skipped by its doer, nor when it is none', async () => {
    const { group, zhang, li } = await openScene()
    await zhang.says('#任务 @李四 每周五12点前报送值班安排')
    await zhang.says('#任务 @李四 周五前报方案')
    group.heard()
    await li.says('#跳过 128')
    await zhang.says('#跳过 129')
    expect(group.heard()).toEqual(['〔128〕只有交办人可以跳过下一期', '〔129〕不是循环任务'])
  })
})

describe('#任务 as it is typed on a phone', () => {
  it('reads full-width signs like plain ones', async () => {
    const { group, zhang, matter } = await openScene()
    await zhang.says('＃任务：急，请消防队牵头，城管局配合；12月4日17：30前完成占道清理。')
    expect(group.heard()[0]?.split('\n').slice(0, 3)).toEqual([
      '〔128〕已立项:【急】完成占道清理',
      '      牵头 消防救援支队 配合 城管局',
      '      截止 12月4日(周五)17:30',
    ])
    await zhang.says('#任务：\n（1）@李四，周五前报水带台账；\n（2）@王五，周四前报摊点台账。')
    expect(group.heard()[0]).toContain('已立项 2 项')
    expect((await matter(130)).title).toBe('报摊点台账')
  })

  it('各单位配合 puts the units of this group beside those who lead', async () => {
    const { zhang, matter } = await openScene()
    await zhang.says('#任务 由消防队负责，各单位配合，12月4日前完成应急演练')
    const { parties, title } = await matter(128)
    expect(title).toBe('完成应急演练')
    expect(parties[0]).toEqual({ name: '消防救援支队', role: 'responsible' })
    expect(parties.length).toBeGreaterThan(1)
    expect(parties.slice(1).every(({ role }) => role === 'assisting')).toBe(true)
  })

  it('a line below the list that is only a limit is everybody’s', async () => {
    const { zhang, matters } = await openScene()
    await zhang.says('#任务 @李四\n1、报送隐患台账\n2、完成水带更新\n周五前完成')
    expect((await matters()).map(({ title, due }) => [title, due])).toEqual([
      ['报送隐患台账', '2026-11-27T17:30:00+08:00'],
      ['完成水带更新', '2026-11-27T17:30:00+08:00'],
    ])
  })

  it('各单位 but some is sent back, for nobody shall be tasked by mistake', async () => {
    const { group, zhang } = await openScene()
    await zhang.says('#任务 各单位（除城管局外）周五前报总结')
    await zhang.says('#任务 除城管局外，各单位周五前报总结')
    expect(group.heard()).toEqual(['“各单位”不能写除外,请逐个写明单位', '“各单位”不能写除外,请逐个写明单位'])
  })

  it('that says who and when but not what is asked what', async () => {
    const { group, zhang } = await openScene()
    for (const text of ['#任务 @李四', '#任务 @李四 周五前']) await zhang.says(text)
    const answer = '请写明要办的事,例如:#任务 @李四 周五下班前报送排查方案'
    expect(group.heard()).toEqual([answer, answer])
  })
})
