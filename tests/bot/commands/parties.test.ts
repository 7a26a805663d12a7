import { describe, expect, it } from 'vitest'
import { openScene, type Scene } from '../../support/scene.ts'

const partiesOf = async (scene: Scene, number: number): Promise<string[]> =>
  (await scene.matter(number)).parties.map(({ name, role }) => `${role === 'responsible' ? '' : '配合 '}${name}`)
const owing = async (scene: Scene, number: number): Promise<string[]> =>
  (await scene.matter(number)).todos.filter(({ closedAt }) => closedAt === null).map(({ duty, party }) => `${duty} ${party}`)

describe('#加 #减 #牵头', () => {
  it('change who owes, by the issuer alone', async () => {
    const scene = await openScene()
    const { group, zhang, li } = scene
    await zhang.says('#任务 @李四 周五前报方案')
    group.heard()
    await zhang.says('#加 128 @王五、陈六')
    await zhang.says('#牵头 128 @王五')
    expect(await partiesOf(scene, 128)).toEqual(['配合 李四', '王五', '配合 陈六'])
    await zhang.says('#加 128 赵七')
    await zhang.says('#减 128 陈六')
    expect(await partiesOf(scene, 128)).toEqual(['配合 李四', '王五', '配合 赵七'])
    expect(await owing(scene, 128)).toEqual(['handle 李四', 'handle 王五', 'handle 赵七'])
    expect(group.heard()).toEqual([
      '〔128〕已增加 王五(城管局)、陈六(住建局)',
      '〔128〕牵头已定为 王五(城管局)',
      '〔128〕已增加 赵七(应急局)',
      '〔128〕已减去 陈六(住建局)',
    ])
    await li.says('#加 128 @孙磊')
    await zhang.says('#减 128 @王五')
    await zhang.says('#减 128 @陈六')
    await zhang.says('#加 128')
    await zhang.says('#加 128 老李和其他人')
    await zhang.says('#加 128 @老李')
    expect(group.heard()).toEqual([
      '〔128〕只有交办人可以调整承办人',
      '〔128〕至少要有一个责任方,请先 #加 或 #牵头,或者 #撤销',
      '〔128〕承办人中没有这个人或单位',
      '“#加”后面缺内容,例如:#加 128 @赵七',
      '请写明人员或单位,例如:#加 128 @赵七',
      '没有找到“老李”,未登记。请写全名或“单位-姓名”,例如 @环保局-王强',
    ])
  })

  it('牵头 puts a newcomer on the matter', async () => {
    const scene = await openScene()
    await scene.zhang.says('#任务 @李四 周五前报方案')
    await scene.zhang.says('#牵头 128 @王五')
    expect(await partiesOf(scene, 128)).toEqual(['配合 李四', '王五'])
    expect(await owing(scene, 128)).toEqual(['handle 李四', 'handle 王五'])
  })

  it('牵头 for somebody who had finished an own part gives them the whole', async () => {
    const scene = await openScene()
    const { zhang, li, wu, group } = scene
    await zhang.says('#任务 @李四 @王五 周五前报方案')
    await li.says('#办结 128 我的好了')
    await zhang.says('#牵头 128 @李四')
    expect(await owing(scene, 128)).toEqual(['handle 王五', 'handle 李四'])
    await wu.says('#办结 128 我的也好了')
    group.heard()
    await li.says('#办结 128 全部好了')
    expect(group.heard()).toEqual(['〔128〕已申请办结,待 张三 确认(#确认 128 / #退回 128 原因)'])
  })

  it('减 of the last who owed asks the issuer at once', async () => {
    const scene = await openScene()
    const { zhang, li, group } = scene
    await zhang.says('#任务 @李四 @王五 周五前报方案')
    await li.says('#办结 128 我的好了')
    group.heard()
    await zhang.says('#减 128 @王五')
    expect(group.heard()).toEqual(['〔128〕已减去 王五(城管局);其余各方均已办结,待 张三 确认(#确认 128 / #退回 128 原因)'])
    expect(await owing(scene, 128)).toEqual(['review 张三'])
  })
})

describe('#转办', () => {
  it('goes to somebody in one’s unit or below, with the same limit and unread', async () => {
    const scene = await openScene()
    const { group, zhang, li, sun, matter } = scene
    await zhang.says('#任务 @李四 @王五 周五前报方案,李四牵头')
    await li.says('收到')
    group.heard()
    await li.says('#转办 128 @孙磊 请今天联系街道')
    expect(group.heard()).toEqual(['〔128〕已转办给 孙磊(消防救援支队),截止 11月27日(周五)17:30,请回复“收到”签收'])
    expect(group.mentioned()).toEqual(['孙磊'])
    expect(await partiesOf(scene, 128)).toEqual(['配合 王五', '孙磊'])
    expect((await matter(128)).todos.find(({ party }) => party === '孙磊')).toMatchObject({
      acknowledgedAt: null,
      due: '2026-11-27T17:30:00+08:00',
    })
    expect((await matter(128)).events.at(-1)).toMatchObject({ action: 'hand_over', text: '请今天联系街道' })
    await sun.says('收到')
    expect((await matter(128)).todos.find(({ party }) => party === '孙磊')?.acknowledgedAt).not.toBeNull()
    await li.says('#反馈 128 我还在')
    expect(group.heard()).toEqual(['〔128〕只有责任人、配合人可以反馈'])
  })

  it('not elsewhere, not to two, not to who is on it, not what is done', async () => {
    const { group, zhang, li, wu } = await openScene()
    await zhang.says('#任务 @李四 @孙磊 周五前报方案')
    group.heard()
    await li.says('#转办 128 @王五')
    await li.says('#转办 128 @赵刚 @孙磊')
    await li.says('#转办 128 @孙磊')
    await li.says('#转办 128')
    await wu.says('#转办 128 @刘洋')
    await zhang.says('#转办 128 @王五')
    await li.says('#办结 128 我的好了')
    await li.says('#转办 128 @赵刚')
    expect(group.heard()).toEqual([
      '只能转办给本单位及下属人员',
      '请写明转给哪一位,例如:#转办 128 @小刘 请今天联系街道',
      '〔128〕对方已在承办人中',
      '“#转办”后面缺内容,例如:#转办 128 @小刘 请今天联系街道',
      '没有〔128〕号事项,或您不是它的交办人、承办人',
      '〔128〕只有责任人、配合人可以转办',
      '〔128〕您的部分已办结,还在办:孙磊',
      '〔128〕您的部分已经办结',
    ])
  })

  it('from a unit to one of its people', async () => {
    const scene = await openScene()
    await scene.zhang.says('#任务 消防队 周五前报方案')
    await scene.sun.says('#转办 128 @李四')
    expect(await partiesOf(scene, 128)).toEqual(['李四'])
    expect(await owing(scene, 128)).toEqual(['handle 李四'])
  })

  it('may come back to who handed it on', async () => {
    const scene = await openScene()
    await scene.zhang.says('#任务 @李四 周五前报方案')
    await scene.li.says('#转办 128 @孙磊')
    await scene.sun.says('#转办 128 @李四')
    expect(await partiesOf(scene, 128)).toEqual(['李四'])
    expect(await owing(scene, 128)).toEqual(['handle 李四'])
  })
})

describe('#退办', () => {
  it('is decided by the issuer; until then it stays with the doer', async () => {
    const scene = await openScene()
    const { group, zhang, li, wu } = scene
    await zhang.says('#任务 @李四 @王五 周五前报方案')
    group.heard()
    await wu.says('#退办 128')
    await wu.says('#退办 128 不属城管职责')
    expect(group.heard()).toEqual([
      '“#退办”后面缺内容,例如:#退办 128 不属本单位职责,建议由住建局办理',
      '〔128〕已提出退办,待 张三 处理(#确认 128 同意 / #退回 128 原因 不同意);处理前仍由您承办',
    ])
    expect(await owing(scene, 128)).toEqual(['handle 李四', 'handle 王五', 'review 张三'])
    await li.says('#退办 128 也不属消防')
    await wu.says('#确认 128')
    await zhang.says('#退回 128 请继续')
    expect(group.heard()).toEqual([
      '〔128〕已有退办申请,待交办人处理',
      '〔128〕您是承办人,请由交办人决定',
      '〔128〕未同意退办,请继续办理:请继续',
    ])
    expect(await owing(scene, 128)).toEqual(['handle 李四', 'handle 王五'])
    await wu.says('#退办 128 确实不属城管职责')
    await zhang.says('#确认 128')
    expect(group.heard().at(-1)).toBe('〔128〕已同意退办')
    expect(await owing(scene, 128)).toEqual(['handle 李四'])
    expect(await partiesOf(scene, 128)).toEqual(['李四'])
  })

  it('of the only one responsible needs somebody else first', async () => {
    const scene = await openScene()
    const { group, zhang, li } = scene
    await zhang.says('#任务 @李四 周五前报方案')
    await li.says('#退办 128 不归我管')
    group.heard()
    await zhang.says('#确认 128')
    await zhang.says('#加 128 @王五')
    await zhang.says('#确认 128')
    expect(group.heard()).toEqual([
      '〔128〕退办后无人负责,请先 #加 128 @新责任人,再 #确认 128',
      '〔128〕已增加 王五(城管局)',
      '〔128〕已同意退办',
    ])
    expect(await partiesOf(scene, 128)).toEqual(['王五'])
  })

  it('of the last who owed leaves what the others did for the issuer', async () => {
    const scene = await openScene()
    const { group, zhang, li, wu } = scene
    await zhang.says('#任务 @李四 @王五 周五前报方案')
    await li.says('#办结 128 我的好了')
    await wu.says('#退办 128 不属城管')
    group.heard()
    await zhang.says('#确认 128')
    expect(group.heard()).toEqual(['〔128〕已同意退办;其余各方均已办结,待 张三 确认(#确认 128 / #退回 128 原因)'])
    await zhang.says('#确认 128')
    expect(group.heard()).toEqual(['〔128〕已办结,用时 不到1分钟'])
  })

  it.each([
    ['finishes after all', '#办结 128 我办好了'],
    ['hands it on', '#转办 128 @刘洋'],
  ])('is over when its party %s', async (_how, text) => {
    const scene = await openScene()
    await scene.zhang.says('#任务 @李四 @王五 周五前报方案')
    await scene.wu.says('#退办 128 不属城管')
    await scene.wu.says(text)
    expect(await owing(scene, 128)).not.toContain('review 张三')
  })

  it('is over when its party is taken off', async () => {
    const scene = await openScene()
    await scene.zhang.says('#任务 @李四 @王五 周五前报方案')
    await scene.wu.says('#退办 128 不属城管')
    await scene.zhang.says('#减 128 @王五')
    expect(await owing(scene, 128)).toEqual(['handle 李四'])
  })
})

describe('#分解', () => {
  it('needs somebody on every line, and rights to ask them', async () => {
    const { group, zhang, zhao, li, wu, matters } = await openScene()
    await zhang.says('#任务 @赵刚 12月10日前完成高层建筑排查')
    group.heard()
    await zhao.says('#分解 128')
    await zhao.says('#分解 128\n1. @李四 排查东片\n2. 排查西片')
    await zhao.says('#分解 128\n1. @李四 排查东片\n2. @王五 排查西片')
    await li.says('#分解 128\n1. @孙磊 排查东片')
    await wu.says('#分解 128 @李四 排查东片')
    expect(group.heard()).toEqual([
      '“#分解”后面缺内容,例如:#分解 128\n1. @赵七 周三前排查东片\n2. @孙八 周四前排查西片',
      '“排查西片”没有写明责任人或单位',
      '您可以给本人和本单位人员交办;王五(城管局)请由领导、督查或其单位负责人交办',
      '没有〔128〕号事项,或您不是它的交办人、承办人',
      '没有〔128〕号事项,或您不是它的交办人、承办人',
    ])
    expect(await matters()).toHaveLength(1)
    await zhao.says('#分解 128 【急】@李四 周三前排查东片')
    expect(group.heard()[0]).toContain('〔128〕已分解。已立项 1 项:\n〔129〕【急】排查东片')
  })
})
