import { describe, expect, it } from 'vitest'
import { openScene } from '../../support/scene.ts'

describe('收到', () => {
  it('stamps every todo of mine here that was opened within the last working day, and is never answered', async () => {
    const { group, zhang, li, wu, matter } = await openScene()
    await zhang.says('#任务 @李四 @王五 周五前报方案')
    await zhang.says('#任务 @李四 周四前报名单')
    await zhang.says('#任务 @王五 周四前报清单')
    group.heard()
    await li.says('收到')
    await li.says('收到。')
    expect(group.heard()).toEqual([])
    const acknowledged = async (number: number) =>
      (await matter(number)).todos.map(({ party, acknowledgedAt }) => [party, acknowledgedAt !== null])
    expect(await acknowledged(128)).toEqual([
      ['李四', true],
      ['王五', false],
    ])
    expect(await acknowledged(129)).toEqual([['李四', true]])
    expect(await acknowledged(130)).toEqual([['王五', false]])
    expect((await matter(129)).stage).toBe('已签收')
    expect((await matter(128)).stage).toBe('已立项')
    await wu.says('好的,收到!')
    expect((await matter(128)).stage).toBe('已签收')
    expect((await matter(128)).events.map(({ actor, action }) => [actor, action])).toEqual([
      ['张三', 'create'],
      ['李四', 'acknowledge'],
      ['王五', 'acknowledge'],
    ])
  })

  it('does not reach back further than the last working day, nor into other groups', async () => {
    const { zhang, wu, li, clock, matter } = await openScene({ startsAt: '2026-11-26T09:00' })
    await zhang.says('#任务 @王五 12月20日前报方案')
    await zhang.says('#任务 @王五 12月20日前报监测数据', { in: '环保群' })
    await clock.reaches('2026-11-30T09:00')
    await wu.says('收到')
    await li.says('收到')
    expect((await matter(128)).todos[0]?.acknowledgedAt).toBeNull()
    expect((await matter(129)).todos[0]?.acknowledgedAt).toBeNull()
    await wu.says('#签收 128')
    expect((await matter(128)).todos[0]?.acknowledgedAt).not.toBeNull()
  })

  it('said before the task, heard after it by a replayed history, signs nothing', async () => {
    const { zhang, li, clock, matter } = await openScene({ startsAt: '2026-11-23T09:00' })
    await zhang.says('#任务 @李四 周五前报方案')
    await clock.passes('20m')
    await li.says('收到', { sentAt: '2026-11-23T08:40' })
    expect((await matter(128)).stage).toBe('已立项')
    await li.says('收到', { sentAt: '2026-11-23T09:01' })
    expect((await matter(128)).stage).toBe('已签收')
  })

  it('quoting a number, a list or the task’s own words means those alone', async () => {
    const { zhang, li, wu, matter, group } = await openScene()
    await zhang.says('#任务 @李四 周五前报方案')
    await zhang.says('#任务 @李四 周四前报名单')
    await zhang.says('#任务 @王五 周四前报清单')
    await li.says('收到', { quote: '〔129〕已立项:报名单' })
    expect((await matter(128)).stage).toBe('已立项')
    expect((await matter(129)).stage).toBe('已签收')
    await wu.says('收到', { quote: '本群在办 3 项:\n〔128〕报方案\n〔129〕报名单\n〔130〕报清单' })
    expect((await matter(130)).stage).toBe('已签收')
    expect((await matter(128)).stage).toBe('已立项')
    await li.says('收到', { quote: { from: '张三', text: '#任务 @李四 周五前报方案' } })
    expect((await matter(128)).stage).toBe('已签收')
    group.heard()
    await li.says('收到', { quote: '明天停电' })
    expect(group.heard()).toEqual([])
  })

  it('with the tag is answered', async () => {
    const { group, zhang, li, wu } = await openScene()
    await zhang.says('#任务 @李四 周五前报方案')
    await zhang.says('#任务 @李四 周四前报名单')
    group.heard()
    await li.says('#签收 128 129')
    await li.says('#收到 128')
    await wu.says('#签收 128')
    await li.says('#签收 999')
    await li.says('#签收')
    expect(group.heard()).toEqual([
      '〔128〕〔129〕李四 已签收',
      '〔128〕此前已签收',
      '没有〔128〕号事项,或您不是它的交办人、承办人',
      '没有〔999〕号事项,或您不是它的交办人、承办人',
      '“#签收”后面缺编号,例如:#签收 128',
    ])
  })

  it('for a unit names the person who said it; the first one counts', async () => {
    const { zhang, sun, zhao, matter } = await openScene()
    await zhang.says('#任务 消防队 周五前报方案')
    await sun.says('收到')
    await zhao.says('收到')
    expect((await matter(128)).events.map(({ actor, action }) => [actor, action])).toEqual([
      ['张三', 'create'],
      ['孙磊', 'acknowledge'],
    ])
  })
})

describe('#反馈', () => {
  it('is kept with its percent, leaves the todo open and counts as read', async () => {
    const { group, zhang, li, matter } = await openScene()
    await zhang.says('#任务 @李四 周五前报方案')
    group.heard()
    await li.says('#反馈 128 已排查12栋,发现隐患3处,60%')
    await li.says('#反馈 还差两栋', { quote: '〔128〕已记录 李四 60%' })
    expect(group.heard()).toEqual(['〔128〕已记录 李四 60%', '〔128〕已记录 李四'])
    const [todo] = (await matter(128)).todos
    expect(todo?.closedAt).toBeNull()
    expect(todo?.acknowledgedAt).not.toBeNull()
    expect((await matter(128)).stage).toBe('办理中')
  })

  it('says what is missing, and refuses strangers and what is over', async () => {
    const { group, zhang, li, wu, feng } = await openScene()
    await zhang.says('#任务 @李四 周五前报方案')
    group.heard()
    await li.says('#反馈')
    await li.says('#反馈 128')
    await li.says('#反馈 128号已过半')
    await wu.says('#反馈 128 我也在办')
    await zhang.says('#反馈 128 我来说')
    await feng.says('#反馈 128 督查看过')
    await li.says('#办结 128 已报')
    await zhang.says('#确认 128')
    await li.says('#反馈 128 补充')
    expect(group.heard().filter((text) => !text.startsWith('〔128〕已'))).toEqual([
      '“#反馈”后面缺编号,例如:#反馈 128 已排查12栋,60%',
      '“#反馈”后面缺内容,例如:#反馈 128 已排查12栋,60%',
      '“#反馈”的编号后面请空一格,例如:#反馈 128 已排查12栋,60%',
      '没有〔128〕号事项,或您不是它的交办人、承办人',
      '〔128〕只有责任人、配合人可以反馈',
      '〔128〕只有责任人、配合人可以反馈',
    ])
    await li.says('#反馈 128 补充')
    expect(group.heard()).toEqual(['〔128〕已办结,不能反馈,如需再办请交办人 #重开'])
  })
})

describe('#办结', () => {
  it('by those who assist and by the first of two closes their part; the last one asks the issuer', async () => {
    const { group, zhang, li, wu, chen, matter } = await openScene()
    await zhang.says('#任务 @李四 @王五 @陈六 周五前报方案')
    await zhang.says('#牵头 128 @李四')
    await zhang.says('#加 128 @赵七')
    group.heard()
    await wu.says('#办结 128 数据已报')
    await wu.says('#办结 128 数据已报')
    await li.says('#办结 128 方案已报')
    expect(group.heard()).toEqual([
      '〔128〕您的部分已办结,还在办:李四、陈六、赵七',
      '〔128〕您的部分已经办结',
      '〔128〕已申请办结,待 张三 确认(#确认 128 / #退回 128 原因)',
    ])
    expect(group.mentioned()).toEqual(['张三'])
    expect((await matter(128)).todos.filter(({ closedAt }) => closedAt === null).map(({ duty, party }) => [duty, party])).toEqual([
      ['handle', '陈六'],
      ['handle', '赵七'],
      ['review', '张三'],
    ])
    await li.says('#办结 128 方案已报')
    expect(group.heard()).toEqual(['〔128〕待确认,不能申请办结,请交办人先 #确认 128 或 #退回 128 原因'])
    await chen.says('#反馈 128 也快了')
    await chen.says('#办结 128 也办好了')
    expect(group.heard()).toEqual(['〔128〕已记录 陈六', '〔128〕您的部分已办结,还在办:赵七'])
    await zhang.says('#确认 128')
    expect((await matter(128)).todos.every(({ closedAt }) => closedAt !== null)).toBe(true)
  })

  it('of a task for oneself closes at once', async () => {
    const { group, zhang, clock, matter } = await openScene()
    await zhang.says('#任务 @张三 周四前备好材料')
    await clock.passes('27h')
    group.heard()
    await zhang.says('#办结 128')
    expect(group.heard()).toEqual(['〔128〕已办结,用时 1天3小时'])
    expect((await matter(128)).state).toBe('closed')
  })

  it('by one person for a unit is the unit’s', async () => {
    const { group, zhang, sun, li, matter } = await openScene()
    await zhang.says('#任务 消防队 周五前报方案')
    group.heard()
    await li.says('#办结 128 已报')
    await sun.says('#办结 128 已报')
    expect(group.heard()).toEqual([
      '没有〔128〕号事项,或您不是它的交办人、承办人',
      '〔128〕已申请办结,待 张三 确认(#确认 128 / #退回 128 原因)',
    ])
    expect((await matter(128)).state).toBe('submitted')
  })

  it('of a divided task waits for its parts', async () => {
    const { group, zhang, zhao, li, sun, matter } = await openScene()
    await zhang.says('#任务 @赵刚 12月10日前完成高层建筑排查')
    group.heard()
    await zhao.says('#分解 128\n1. @李四 周三前排查东片\n2. @孙磊 周四前排查西片')
    expect(group.heard()[0]).toMatch(/^〔128〕已分解。已立项 2 项:\n〔129〕排查东片/u)
    await zhao.says('#办结 128 完成')
    expect(group.heard()).toEqual(['〔128〕尚有分解任务未办结:〔129〕〔130〕'])
    await li.says('#办结 129 好了')
    await sun.says('#办结 130 好了')
    await zhao.says('#确认 129 130')
    await zhao.says('#办结 128 完成')
    expect(group.heard().at(-1)).toBe('〔128〕已申请办结,待 张三 确认(#确认 128 / #退回 128 原因)')
    await zhao.says('#重开 129 12月8日 漏了一栋')
    group.heard()
    await zhang.says('#确认 128')
    expect(group.heard()).toEqual(['〔128〕尚有分解任务未办结:〔129〕'])
    expect((await matter(128)).state).toBe('submitted')
    await li.says('#办结 129 漏的一栋也查了')
    await zhao.says('#确认 129')
    await zhang.says('#确认 128')
    group.heard()
    await zhao.says('#重开 129 12月9日 又漏一栋')
    expect(group.heard()).toEqual(['〔129〕分解自〔128〕,该事项已办结,请先 #重开 128'])
  })

  it('by strangers and without a number is refused', async () => {
    const { group, zhang, wu } = await openScene()
    await zhang.says('#任务 @李四 周五前报方案')
    group.heard()
    await wu.says('#办结 128')
    await wu.says('#办结')
    await zhang.says('#办结 128 我说办结')
    expect(group.heard()).toEqual([
      '没有〔128〕号事项,或您不是它的交办人、承办人',
      '“#办结”后面缺编号,例如:#办结 128 全部整改完毕',
      '〔128〕只有责任人可以申请办结',
    ])
  })
})

describe('a number left out', () => {
  it('is that of the task which the quoted message opened', async () => {
    const { group, zhang, li } = await openScene()
    await zhang.says('#任务 @李四 周五前报送冬季防火方案')
    group.heard()
    await li.says('#反馈 初稿已出 60%', { quote: '#任务 @李四 周五前报送冬季防火方案' })
    await li.says('「张三：#任务 @李四 周五前报送冬季防火方案」\n- - - - - - - - - - - - - - -\n#办结 已报')
    expect(group.heard()).toEqual(['〔128〕已记录 李四 60%', '〔128〕已申请办结,待 张三 确认(#确认 128 / #退回 128 原因)'])
  })

  it('is asked for when the quoted message opened several, or none', async () => {
    const { group, zhang, li } = await openScene()
    const list = '#任务 周五前完成\n1. @李四 水带更新\n2. @李四 夜查登记'
    await zhang.says(list)
    group.heard()
    await li.says('#反馈 已办一半', { quote: list })
    await li.says('#反馈 已办一半', { quote: '大家辛苦了' })
    expect(group.heard().every((text) => text.startsWith('“#反馈”后面缺编号'))).toBe(true)
  })
})

describe('several numbers', () => {
  it('are signed each for itself: what is over is named, the others are signed', async () => {
    const { group, zhang, li, matter } = await openScene()
    await zhang.says('#任务 @李四 周五前报水带台账')
    await zhang.says('#任务 @李四 周四前报夜查登记')
    await zhang.says('#撤销 128 重复')
    group.heard()
    await li.says('#签收 128、129')
    expect(group.heard()).toEqual(['〔129〕李四 已签收\n〔128〕没有需要您签收的事项'])
    expect((await matter(129)).stage).toBe('已签收')
  })
})
