import { describe, expect, it } from 'vitest'
import { issueBindCode } from '../../../use-cases/bindings/bind-codes.ts'
import { openScene } from '../../support/scene.ts'

describe('#静默', () => {
  it('puts my reminders off; a day means its morning; 取消 ends it', async () => {
    const { li } = await openScene()
    for (const text of ['#静默 2小时', '#静默 明天', '#静默 到周五', '#免打扰 今天下班前', '#静默 取消']) await li.says(text)
    expect(li.heard()).toEqual([
      '好的,11月23日(周一)11:00之前的提醒都推迟到那时',
      '好的,11月24日(周二)08:30之前的提醒都推迟到那时',
      '好的,11月27日(周五)08:30之前的提醒都推迟到那时',
      '好的,11月23日(周一)17:30之前的提醒都推迟到那时',
      '已恢复提醒',
    ])
  })

  it('refuses what is no time, or too long', async () => {
    const { group, li } = await openScene()
    for (const text of ['#静默', '#静默 一会儿', '#静默 到12月31日']) await li.says(text)
    expect(group.heard()).toEqual([])
    expect(li.heard()).toEqual(['“#静默”后面缺内容,例如:#静默 2小时', '没有看懂时间,请写明到几月几日,例如:#静默 2小时', '静默最长30天'])
  })
})

describe('#代理', () => {
  it('lets the other see and answer until then; the record names both', async () => {
    const { group, zhang, li, sun, clock, matter } = await openScene()
    await zhang.says('#任务 @李四 12月10日前报方案')
    await li.says('#代理 @孙磊 到周五')
    await sun.says('#反馈 128 代为报告,30%')
    expect(group.heard().slice(1)).toEqual([
      '已委托 孙磊 代理到 11月27日(周五)17:30:可查看、签收、反馈、办结,记录写明两人',
      '〔128〕已记录 孙磊(代 李四) 30%',
    ])
    await sun.whispers('#我的')
    expect(sun.heard()).toEqual(['您的待办 1 项:\n〔128〕报方案 12月10日(周四)17:30(代 李四)'])
    await clock.reaches('2026-11-27T17:31')
    group.heard()
    await sun.says('#反馈 128 再报')
    expect(group.heard()).toEqual(['没有〔128〕号事项,或您不是它的交办人、承办人'])
    expect((await matter(128)).events.at(-1)).toMatchObject({ actor: '孙磊', action: 'feedback' })
  })

  it('ends when it is taken back, and needs one person and a time', async () => {
    const { group, li, sun } = await openScene()
    for (const text of [
      '#代理 @孙磊',
      '#代理 到周五',
      '#代理 @孙磊 @赵刚 到周五',
      '#代理 @李四 到周五',
      '#代理 @孙磊 到周五',
      '#代理 取消',
      '#代理 取消',
    ])
      await li.says(text)
    expect(group.heard()).toEqual([
      '没有看懂时间,请写明到几月几日,例如:#代理 @李四 到周五',
      '请写明是谁,例如 @李四',
      '请只写一位代理人,例如:#代理 @李四 到周五',
      '不能委托给自己',
      '已委托 孙磊 代理到 11月27日(周五)17:30:可查看、签收、反馈、办结,记录写明两人',
      '代理已取消',
      '您没有正在生效的代理',
    ])
    await sun.whispers('#我的')
    expect(sun.heard()).toEqual(['您没有待办'])
  })
})

describe('#绑定 and #登录', () => {
  it('a code of the security administrator makes the sender that person, in private and once; shown in a group it is burnt', async () => {
    const { office, stage, actor, runner } = await openScene()
    const lin = actor('林秘书')
    let seven = 7
    const codes = { key: Buffer.from('1'), random: (max: number) => (seven += 1) % max, machineNow: stage.clocks.machine() }
    const newCode = (): Promise<string> => actor('董安').does((ctx) => issueBindCode(ctx, codes, { memberId: lin.id }))
    await runner.transaction((tx) => tx.query(`UPDATE bindings SET member_id = NULL, confirmed_at = NULL WHERE member_id = '${lin.id}'`))
    await lin.whispers('#我的')
    const shown = await newCode()
    await lin.says(`#绑定 ${shown}`)
    await lin.whispers(`#绑定 ${shown}`)
    const code = await newCode()
    await lin.whispers(`#绑定 ${code}`)
    await lin.whispers('#我的')
    await lin.whispers(`#绑定 ${code}`)
    expect(lin.heard()).toEqual([
      '您还没有绑定身份。请向安全管理员索取绑定码,私聊我发送:#绑定 绑定码',
      '绑定码请私聊发给我,不要发在群里;请向安全管理员另要一个',
      expect.stringContaining('码不对'),
      '林秘书,身份已绑定。发 #帮助 看用法,#我的 看待办',
      '您没有待办',
      expect.stringContaining('码不对'),
    ])
    expect(office.sent.every(({ chat }) => chat.kind === 'private')).toBe(true)
  })

  it('a login code is for the speaker alone', async () => {
    const { group, li } = await openScene()
    await li.says('#登录')
    await li.whispers('#登录')
    expect(group.heard()).toEqual(['登录码已私信给您'])
    expect(li.heard()).toEqual([
      expect.stringMatching(/^登录码 \d+,5分钟内有效,仅用一次。请勿转发$/u),
      expect.stringMatching(/^登录码 \d+/u),
    ])
  })
})

describe('#帮助', () => {
  it('is short in a group and whole in private; one tag is explained with an example', async () => {
    const { group, li } = await openScene()
    await li.says('#帮助')
    await li.says('#帮助 延期')
    await li.says('#用法 没有这个')
    const [short = '', one, other] = group.heard()
    expect(short.split('\n').length).toBeLessThanOrEqual(8)
    expect(one).toBe(
      '延期:到期前申请延期(新时限、原因、进展)\n例如:#\u200B延期 128 到12月5日 材料尚缺两家\n也可以写 #申请延期'.replace('#\u200B', '#'),
    )
    expect(other).toBe('没有“#没有这个”这个用法,发 #帮助 看用法')
    await li.whispers('#帮助')
    const [whole = ''] = li.heard()
    for (const tag of [
      '任务',
      '签收',
      '反馈',
      '办结',
      '延期',
      '转办',
      '退办',
      '分解',
      '时限',
      '催办',
      '确认',
      '退回',
      '同意延期',
      '不同意延期',
      '修改',
      '加',
      '减',
      '牵头',
      '撤销',
      '撤回',
      '重开',
      '我的',
      '我交办的',
      '本群',
      '查',
      '静默',
      '代理',
      '建议',
      '登录',
      '绑定',
      '登记本群',
      '关闭本群',
    ])
      expect(whole.replaceAll('\u200B', '')).toContain(`#${tag} `)
  })
})

describe('an act in private', () => {
  it('is told to those it concerns where they are', async () => {
    const { group, zhang, li } = await openScene()
    await zhang.says('#任务 @李四 周五前报方案')
    group.heard()
    await li.whispers('#办结 128 已报')
    expect(li.heard()).toEqual(['〔128〕已申请办结,待 张三 确认(#确认 128 / #退回 128 原因)'])
    expect(group.heard()).toEqual(['〔128〕已申请办结,待 张三 确认(#确认 128 / #退回 128 原因)\n      @张三 (李四 私信提交)'])
    expect(group.mentioned()).toEqual(['张三'])
  })

  it('a task given in private is told to its doer in private', async () => {
    const { group, zhang, li } = await openScene()
    await zhang.whispers('#任务 @李四 周五前报方案')
    expect(group.heard()).toEqual([])
    expect(li.heard()).toEqual([expect.stringMatching(/^〔128〕已立项:报方案[\s\S]*\(张三 私信提交\)$/u)])
    await li.whispers('#反馈 128 在办')
    expect(li.heard()).toEqual(['〔128〕已记录 李四'])
  })

  it('what would show another group’s matter by its title is answered to the speaker alone', async () => {
    const { group, groupNamed, zhang } = await openScene()
    await zhang.says('#任务 @王五 周五前报送夜市整治方案')
    group.heard()
    await zhang.says('#催办 128', { in: '环保群' })
    expect(groupNamed('环保群').heard()).toEqual([])
    expect(zhang.heard()).toEqual([expect.stringContaining('夜市整治方案')])
    expect(group.heard()).toEqual([expect.stringContaining('夜市整治方案')])
  })

  it('an act in another group is answered there and told in the matter’s own', async () => {
    const { group, groupNamed, zhang, wu } = await openScene()
    await zhang.says('#任务 @王五 周五前报方案')
    group.heard()
    await wu.says('#办结 128 已报', { in: '环保群' })
    expect(groupNamed('环保群').heard()).toEqual(['〔128〕已申请办结,待 张三 确认(#确认 128 / #退回 128 原因)'])
    expect(group.heard()).toEqual([expect.stringContaining('(王五 在其他群提交)')])
  })
})
