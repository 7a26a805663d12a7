import { describe, expect, it } from 'vitest'
import { openScene, type Scene } from '../../support/scene.ts'

/** A task of 李四 for 张三. */
const assigned = async () => {
  const scene = await openScene()
  await scene.zhang.says('#任务 @李四 周五前报方案')
  scene.group.heard()
  return scene
}

const openDuties = async (scene: Scene, number = 128): Promise<string[]> =>
  (await scene.matter(number)).todos.filter(({ closedAt }) => closedAt === null).map(({ duty, party }) => `${duty} ${party}`)

const due = '截止 11月27日(周五)17:30'

describe('#撤回 without a quote', () => {
  it('takes back what one’s last message here did, whatever it was, and names what the matter is again', async () => {
    const scene = await assigned()
    const { group, zhang, li, wu, feng, matter } = scene
    const undone = async (who: { says: (text: string) => Promise<unknown> }, text: string, expected: string) => {
      const before = await matter(128)
      await who.says(text)
      group.heard()
      await who.says('#撤回')
      expect(group.heard(), text).toEqual([expected])
      const { events: _events, todos: _todos, ...rest } = before
      expect(await matter(128), text).toMatchObject(rest)
    }
    await undone(li, '收到', `〔128〕已撤回“签收”,现为办理中,${due}`)
    await undone(li, '#反馈 128 已排查12栋,60%', `〔128〕已撤回“反馈”,现为办理中,${due}`)
    await undone(li, '#延期 128 到12月5日 材料尚缺', `〔128〕已撤回“申请延期”,现为办理中,${due}`)
    await undone(li, '#转办 128 @孙磊', `〔128〕已撤回“转办”,现为办理中,${due}`)
    await undone(li, '#退办 128 不归我', `〔128〕已撤回“退办”,现为办理中,${due}`)
    await undone(zhang, '#加 128 @王五', `〔128〕已撤回“加人”,现为办理中,${due}`)
    await undone(zhang, '#牵头 128 @王五', `〔128〕已撤回“加人、定牵头”,现为办理中,${due}`)
    await undone(zhang, '#修改 128 报总结', `〔128〕已撤回“修改”,现为办理中,${due}`)
    await undone(zhang, '#时限 128 11月30日', `〔128〕已撤回“定时限”,现为办理中,${due}`)
    await undone(zhang, '#撤销 128 并入其他工作', `〔128〕已撤回“撤销”,现为办理中,${due}`)
    await undone(zhang, '#催办 128', `〔128〕已撤回“催办”,现为办理中,${due}`)
    expect(await openDuties(scene)).toEqual(['handle 李四'])

    await li.says('#延期 128 到12月5日 材料尚缺')
    await undone(feng, '#同意延期 128', `〔128〕已撤回“同意延期”,现为办理中,${due}`)
    await zhang.says('#不同意延期 128 按期')
    await undone(li, '#办结 128 已报', `〔128〕已撤回“申请办结”,现为办理中,${due}`)
    await li.says('#办结 128 已报')
    await undone(zhang, '#退回 128 缺附件', `〔128〕已撤回“退回”,现为待确认,${due}`)
    await undone(zhang, '#确认 128', `〔128〕已撤回“确认”,现为待确认,${due}`)
    await zhang.says('#确认 128')
    await undone(zhang, '#重开 128 12月10日', '〔128〕已撤回“重开”,现为已办结')
    expect(await openDuties(scene)).toEqual([])
    await wu.says('#撤回')
    expect(group.heard().at(-1)).toBe('您10分钟内在这里没有可以撤回的消息;也可以引用那条消息,或写明编号,例如:#撤回 128')
  })

  it('passes over what only asked or was refused, and does not reach further back when said twice', async () => {
    const { group, li, matter } = await assigned()
    await li.says('#反馈 128 已完成30%')
    await li.says('#查 128')
    await li.says('#确认 128')
    group.heard()
    await li.says('#撤回')
    await li.says('#撤回')
    expect(group.heard()).toEqual([`〔128〕已撤回“反馈”,现为办理中,${due}`, '您最近的一条已经撤回;要撤回更早的,请引用那条消息'])
    expect((await matter(128)).stage).toBe('已立项')
  })

  it('is of this chat: what was done elsewhere stays', async () => {
    const { group, zhang, groupNamed, matter } = await assigned()
    await zhang.says('#任务 @王五 周四前报名单', { in: '环保群' })
    groupNamed('环保群').heard()
    await zhang.says('#撤回')
    expect(group.heard()).toEqual(['〔128〕已撤回'])
    expect((await matter(129)).state).toBe('open')
  })

  it('of a command that opened no matter says how to take it back', async () => {
    const { group, li } = await assigned()
    await li.says('#代理 @孙磊 到周五')
    await li.says('#撤回')
    await li.says('#静默 2小时')
    await li.says('#撤回')
    expect(group.heard().slice(1)).toEqual(['“#代理”不能用撤回取消,请发 #代理 取消', '“#静默”不能用撤回取消,请发 #静默 取消'])
  })
})

describe('#撤回 with a quote or a number', () => {
  it('takes back every matter of the message, and says which could not be and why', async () => {
    const { group, zhang, wu, matter } = await openScene()
    const list = '#任务\n1. @李四 周五前报方案\n2. @王五 周四前报名单\n3. @陈六 周三前报预算'
    await zhang.says(list)
    await wu.says('收到', { quote: '〔129〕' })
    group.heard()
    await zhang.says('#撤回', { quote: list })
    expect(group.heard()).toEqual(['〔128〕已撤回\n〔130〕已撤回\n〔129〕已有后续办理,请用 #撤销 129 原因'])
    expect(group.mentioned().toSorted()).toEqual(['李四', '陈六'].toSorted())
    expect([(await matter(128)).state, (await matter(129)).state, (await matter(130)).state]).toEqual(['cancelled', 'open', 'cancelled'])
  })

  it('by number is one’s own last act there, while nothing followed and ten minutes have not passed', async () => {
    const { group, zhang, li, chen, clock } = await assigned()
    await li.says('#反馈 128 已完成30%')
    group.heard()
    await chen.says('#撤回 128')
    await zhang.says('#催办 128')
    await li.says('#撤回 128')
    await zhang.says('#撤回 128')
    await li.says('#撤回 128')
    await li.says('#反馈 128 已完成40%')
    await clock.passes('11m')
    await li.says('#撤回 128')
    expect(group.heard().filter((text) => !text.includes('抓紧'))).toEqual([
      '没有〔128〕号事项,或您不是它的交办人、承办人',
      '〔128〕已有后续办理(催办),不能撤回,请另发一条更正',
      `〔128〕已撤回“催办”,现为办理中,${due}`,
      `〔128〕已撤回“反馈”,现为办理中,${due}`,
      '〔128〕已记录 李四 40%',
      '〔128〕已超过10分钟,不能撤回,请另发一条更正',
    ])
  })

  it('is not hindered by somebody who has read something else meanwhile', async () => {
    const { group, zhang, li, wu } = await openScene()
    await zhang.says('#任务 @李四 @王五 周五前报方案')
    await li.says('#反馈 128 已完成30%')
    await wu.says('收到')
    group.heard()
    await li.says('#撤回')
    expect(group.heard()).toEqual([`〔128〕已撤回“反馈”,现为办理中,${due}`])
    await zhang.says('#时限 128 11月30日')
    await li.says('收到')
    await zhang.says('#撤回')
    expect(group.heard().at(-1)).toBe('〔128〕已有后续办理(签收),不能撤回,请另发一条更正')
  })

  it('quotes one’s own words only, and a taking back is not taken back', async () => {
    const { group, zhang, li } = await assigned()
    await li.says('#撤回', { quote: { from: '张三', text: '#任务 @李四 周五前报方案' } })
    await zhang.says('#撤回 128')
    await zhang.says('#撤回', { quote: '#撤回 128' })
    await zhang.says('#撤回 128')
    expect(group.heard()).toEqual([
      '请引用您10分钟内发的那条消息,或写明编号,例如:#撤回 128',
      '〔128〕已撤回',
      '撤回不能再撤回,请重新发送原来的内容',
      '〔128〕此前已撤回',
    ])
  })

  it('of a hand-over gives the task back, and tells who had it for a moment', async () => {
    const scene = await assigned()
    const { group, li, sun } = scene
    await li.says('收到')
    await li.says('#转办 128 @孙磊 请联系街道')
    await li.says('#撤回', { quote: '#转办 128 @孙磊 请联系街道' })
    expect(group.mentioned()).toEqual(['孙磊'])
    expect(await openDuties(scene)).toEqual(['handle 李四'])
    const todo = (await scene.matter(128)).todos.find(({ closedAt }) => closedAt === null)
    expect(todo?.acknowledgedAt).not.toBeNull()
    // Who never was a party does not see it any more.
    group.heard()
    await sun.whispers('#查 128')
    expect(sun.heard().join('')).not.toContain('交办人')
  })

  it('of a split cancels its parts; of a cancelled whole brings them back', async () => {
    const { group, zhang, zhao, matter } = await openScene()
    await zhang.says('#任务 @赵刚 12月10日前完成隐患整改')
    await zhao.says('#分解 128\n1. @李四 周五前排查东片\n2. @孙磊 周五前排查西片')
    group.heard()
    await zhang.says('#撤销 128 任务取消')
    expect(group.heard()).toEqual(['〔128〕已撤销,分解的〔129〕〔130〕同时撤销'])
    expect((await matter(129)).events.at(-1)).toMatchObject({ action: 'cancel', text: '随〔128〕撤销:任务取消' })
    await zhang.says('#撤回')
    expect(group.heard()).toEqual([
      [
        '〔128〕已撤回“撤销”,现为办理中,截止 12月10日(周四)17:30',
        `〔129〕已撤回“撤销”,现为办理中,${due}`,
        `〔130〕已撤回“撤销”,现为办理中,${due}`,
      ].join('\n'),
    ])
    await zhao.says('#撤回', { quote: '#分解 128\n1. @李四 周五前排查东片\n2. @孙磊 周五前排查西片' })
    expect([(await matter(128)).state, (await matter(129)).state, (await matter(130)).state]).toEqual(['open', 'cancelled', 'cancelled'])
  })

  it('of a part is refused while the whole is over', async () => {
    const { group, zhang, zhao, li } = await openScene()
    await zhang.says('#任务 @赵刚 12月10日前完成隐患整改')
    await zhao.says('#分解 128\n1. @李四 周五前排查东片')
    await li.says('#办结 129')
    await zhao.says('#确认 129')
    await zhao.says('#办结 128')
    await zhang.says('#确认 128')
    group.heard()
    await zhao.says('#撤回', { quote: '#确认 129' })
    expect(group.heard()).toEqual(['〔129〕分解自〔128〕,该事项已结束,不能撤回'])
  })

  it('of a recurring task’s end lets it go on, of its opening ends it', async () => {
    const { group, zhang, matters, clock } = await openScene()
    await zhang.says('#任务 @李四 每周五17点前报送周报')
    await zhang.says('#撤销 128 不用报了')
    await zhang.says('#撤回')
    await zhang.says('#跳过 128')
    await zhang.says('#撤回')
    group.heard()
    await clock.reaches('2026-12-02T10:00')
    expect((await matters()).map(({ state }) => state)).toEqual(['open'])
    const other = await openScene()
    await other.zhang.says('#任务 @李四 每周五17点前报送周报')
    await other.zhang.says('#撤回')
    await other.clock.reaches('2026-12-09T10:00')
    expect((await other.matters()).map(({ state }) => state)).toEqual(['cancelled'])
  })

  it('done in private is told where those it concerns are', async () => {
    const { group, zhang, li } = await assigned()
    await zhang.whispers('#时限 128 11月30日')
    group.heard()
    await zhang.whispers('#撤回')
    expect(zhang.heard().at(-1)).toBe(`〔128〕已撤回“定时限”,现为办理中,${due}`)
    expect(group.heard()).toEqual([`〔128〕已撤回“定时限”,现为办理中,${due}\n      @李四 (张三 私信提交)`])
    expect(li.heard()).toEqual([])
  })
})

describe('a chat message that its author recalls', () => {
  it('proposes to take back what still stands', async () => {
    const { office, li, group } = await assigned()
    const id = await li.says('#反馈 128 已完成30%')
    group.heard()
    await office.channel.recalls(id)
    await office.passTo(office.stage.clocks.office() + 1_000)
    expect(li.heard()).toEqual(['您撤回了消息,〔128〕的“反馈”仍有效;如要一并撤回,请回复 #撤回 128'])
    await li.whispers('#撤回 128')
    expect(li.heard()).toEqual([`〔128〕已撤回“反馈”,现为办理中,${due}`])
    await office.channel.recalls(id)
    await office.passTo(office.stage.clocks.office() + 1_000)
    expect(li.heard()).toEqual([])
  })
})

it('what was taken back is shown as such, and is no progress any more', async () => {
  const { group, zhang, li } = await assigned()
  await li.says('#反馈 128 已完成30%')
  await li.says('#撤回')
  group.heard()
  await zhang.says('#查 128')
  const [answer] = group.heard()
  expect(answer).not.toContain('30%')
})
