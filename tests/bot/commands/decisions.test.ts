import { describe, expect, it } from 'vitest'
import { openScene } from '../../support/scene.ts'

/** A task of 李四 for 张三, submitted. */
const submitted = async () => {
  const scene = await openScene()
  await scene.zhang.says('#任务 @李四 周五前报方案')
  await scene.li.says('#办结 128 已报')
  scene.group.heard()
  return scene
}

describe('#确认', () => {
  it('by the issuer or the root supervisor closes everything', async () => {
    const { group, feng, matter, clock } = await submitted()
    await clock.passes('3h')
    await feng.says('#通过 128')
    expect(group.heard()).toEqual(['〔128〕已办结,用时 3小时'])
    expect(await matter(128)).toMatchObject({ state: 'closed', stage: '已办结' })
  })

  it('is never the doer’s own, and refused to others, too early and twice', async () => {
    const { group, li, wu, zhang } = await submitted()
    await li.says('#确认 128')
    await wu.says('#确认 128')
    await zhang.says('#任务 @李四 周四前报名单')
    group.heard()
    await zhang.says('#确认 129')
    await zhang.says('#确认 128')
    await zhang.says('#确认 128')
    expect(group.heard()).toEqual([
      '〔129〕办理中,不能确认,尚未申请办结',
      '〔128〕已办结,用时 不到1分钟',
      '〔128〕已办结,不能确认,如需再办请交办人 #重开',
    ])
  })

  it('by a supervisor who did the work is refused', async () => {
    const { group, zhang, feng } = await openScene()
    await zhang.says('#任务 @冯督 周五前报督查方案')
    await feng.says('#办结 128 已报')
    group.heard()
    await feng.says('#确认 128')
    expect(group.heard()).toEqual(['〔128〕您是承办人,请由交办人决定'])
  })

  it('of the doer who stands in for the issuer is refused too', async () => {
    const { group, zhang, li } = await submitted()
    await zhang.says('#代理 @李四 到周五')
    group.heard()
    await li.says('#确认 128')
    expect(group.heard()).toEqual(['〔128〕您是承办人,请由交办人决定'])
  })

  it('of several numbers is all or none', async () => {
    const { group, zhang, matter } = await submitted()
    await zhang.says('#任务 @王五 周四前报名单')
    group.heard()
    await zhang.says('#确认 128 129')
    expect(group.heard()).toEqual(['〔129〕办理中,不能确认,尚未申请办结'])
    expect((await matter(128)).state).toBe('submitted')
  })
})

describe('#退回', () => {
  it('needs a reason and opens the work again with the old limit', async () => {
    const { group, zhang, li, matter } = await submitted()
    await zhang.says('#退回 128')
    await zhang.says('#退回 128 缺整改照片说明')
    expect(group.heard()).toEqual([
      '“#退回”后面缺内容,例如:#退回 128 缺整改照片说明',
      '〔128〕已退回,请继续办理:缺整改照片说明\n      截止 11月27日(周五)17:30,办好后回复 #办结 128',
    ])
    expect(group.mentioned()).toEqual(['李四'])
    expect((await matter(128)).todos.filter(({ closedAt }) => closedAt === null)).toMatchObject([
      { duty: 'handle', party: '李四', due: '2026-11-27T17:30:00+08:00' },
    ])
    await li.says('#退回 128 不退')
    await zhang.says('#退回 128 再退')
    expect(group.heard()).toEqual(['〔128〕只有交办人、督查可以退回', '〔128〕办理中,不能退回,尚未申请办结'])
  })
})

describe('#重开', () => {
  it('by the issuer after 确认, with a new limit', async () => {
    const { group, zhang, feng, li, matter } = await submitted()
    await zhang.says('#确认 128')
    group.heard()
    await zhang.says('#重开 128')
    await zhang.says('#重开 128 补充两个小区')
    await feng.says('#重开 128 12月10日 补充')
    await zhang.says('#重开 128 12月10日 补充两个小区')
    expect(group.heard()).toEqual([
      '“#重开”后面缺内容,例如:#重开 128 12月10日 补充两个小区',
      '没有看懂时间,请写明到几月几日,例如:#重开 128 12月10日 补充两个小区',
      '〔128〕只有交办人可以重开',
      '〔128〕已重开:报方案\n      截止 12月10日(周四)17:30',
    ])
    expect(await matter(128)).toMatchObject({
      state: 'open',
      due: '2026-12-10T17:30:00+08:00',
      events: expect.arrayContaining([expect.objectContaining({ action: 'reopen', text: '补充两个小区' })]),
    })
    await li.says('#办结 128 补充完毕')
    await zhang.says('#确认 128')
    expect((await matter(128)).state).toBe('closed')
  })
})

describe('#催办', () => {
  it('calls those who still owe, officers for a unit, and nobody when all is done', async () => {
    const { group, zhang, li, wu, sun } = await openScene()
    await zhang.says('#任务 消防队、王五 周五前报方案')
    group.heard()
    await zhang.says('#催办 128')
    expect(group.heard()).toEqual([
      '〔128〕报方案\n      请 消防救援支队 @孙磊 · @王五 抓紧办理,截止 11月27日(周五)17:30\n      回复 #反馈 128 …',
    ])
    expect(group.mentioned()).toEqual(['孙磊', '王五'])
    await li.says('#催办 128')
    await wu.says('#催办 128')
    await wu.says('#办结 128 好了')
    await sun.says('#办结 128 好了')
    group.heard()
    await zhang.says('#催办 128')
    await zhang.says('#催办')
    expect(group.heard()).toEqual(['〔128〕已申请办结,待交办人确认,无需催办', '“#催办”后面缺编号,例如:#催办 128'])
  })
})

describe('#撤销 and #撤回', () => {
  it('撤销 needs a reason, the issuer’s or supervisor’s word, and something open', async () => {
    const { group, zhang, li, feng, matter } = await openScene()
    await zhang.says('#任务 @李四 周五前报方案')
    group.heard()
    await zhang.says('#撤销 128')
    await li.says('#撤销 128 不想办')
    await feng.says('#撤销 128 已并入其他工作')
    await zhang.says('#撤销 128 再撤')
    expect(group.heard()).toEqual([
      '“#撤销”后面缺内容,例如:#撤销 128 已并入其他工作',
      '〔128〕只有交办人、督查可以撤销',
      '〔128〕已撤销',
      '〔128〕已撤销,不能撤销',
    ])
    expect(await matter(128)).toMatchObject({ state: 'cancelled', todos: [{ closedAt: expect.any(String) }] })
  })

  it('撤回 quotes one’s own message within ten minutes', async () => {
    const { group, zhang, matter } = await openScene()
    await zhang.says('#任务 @李四 周五前报方案')
    group.heard()
    await zhang.says('#撤回', { quote: { from: '张三', text: '#任务 @李四 周五前报方案' } })
    expect(group.heard()).toEqual(['〔128〕已撤回'])
    expect(await matter(128)).toMatchObject({ state: 'cancelled', events: [{ action: 'create' }, { action: 'undo' }] })
    await zhang.says('#撤回')
    await zhang.says('#撤回', { quote: '大家好' })
    expect(group.heard()).toEqual([
      '您最近的一条已经撤回;要撤回更早的,请引用那条消息',
      '请引用您10分钟内发的那条消息,或写明编号,例如:#撤回 128',
    ])
  })

  it('撤回 is refused later, after somebody answered, and to others', async () => {
    const { group, zhang, li, clock } = await openScene()
    await zhang.says('#任务 @李四 周五前报方案')
    await zhang.says('#任务 @李四 周五前报名单')
    group.heard()
    await li.says('#撤回 128')
    await li.says('收到', { quote: '〔129〕' })
    await zhang.says('#撤回 129')
    await clock.passes('11m')
    await zhang.says('#撤回 128')
    expect(group.heard()).toEqual([
      '〔128〕没有您可以撤回的办理',
      '〔129〕已有后续办理,请用 #撤销 129 原因',
      '〔128〕已超过10分钟,请用 #撤销 128 原因',
    ])
  })

  it('a recalled chat message is only a proposal, in private', async () => {
    const { office, zhang, group, matter } = await openScene()
    const id = await zhang.says('#任务 @李四 周五前报方案')
    group.heard()
    await office.channel.recalls(id)
    await office.passTo(office.stage.clocks.office() + 1_000)
    expect(group.heard()).toEqual([])
    expect(zhang.heard()).toEqual(['您撤回了消息,〔128〕仍在登记中;如要一并撤回,请回复 #撤回 128'])
    expect((await matter(128)).state).toBe('open')
  })
})

describe('#修改', () => {
  it('changes the words; limit and parties stay and say so', async () => {
    const { group, zhang, li, matter } = await openScene()
    await zhang.says('#任务 @李四 周五前报方案')
    group.heard()
    await zhang.says('#修改 128 报送方案和预算')
    await zhang.says('#修改 128 @王五 周六前报送方案、预算和附图')
    await li.says('#修改 128 什么都不报')
    await zhang.says('#修改 128')
    expect(group.heard()).toEqual([
      '〔128〕已修改:报送方案和预算',
      '〔128〕已修改:报送方案、预算和附图\n      时限不变(截止 11月27日(周五)17:30),要改请发 #时限 128 日期\n      承办人不变,要改请发 #加 128 或 #减 128',
      '〔128〕只有交办人可以修改',
      '“#修改”后面缺内容,例如:#修改 128 报送老旧小区消防隐患清单和整改方案',
    ])
    expect(await matter(128)).toMatchObject({ due: '2026-11-27T17:30:00+08:00', parties: [{ name: '李四' }] })
  })
})
