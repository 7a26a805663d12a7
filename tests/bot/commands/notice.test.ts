import { describe, expect, it } from 'vitest'
import { MatterEvent, Notice, NoticeGroup, OutboundMessage, Todo } from '../../../entities/index.ts'
import { openScene, type Scene } from '../../support/scene.ts'
import { scenePlan } from '../../support/scene-office.ts'

const notice = '#通知 明天上午9点在三楼会议室开防汛调度会(需签收,今天下班前)'

/** Everybody of the main group but the one who posts. */
const others = (scenePlan.groups?.[0]?.members ?? []).length - 1

const openTodos = (scene: Scene) =>
  scene.runner.read(async (tx) => (await tx.find(Todo)).filter((todo) => todo.closedAt === null && todo.duty === 'acknowledge'))

describe('#通知', () => {
  it('asks everybody in the group who is bound, and answers with the number, how many, and until when', async () => {
    const scene = await openScene()
    await scene.zhang.says(notice)
    expect(scene.group.heard()).toEqual([
      `〔128〕通知已登记:明天上午9点在三楼会议室开防汛调度会\n      请 ${others} 个对象签收,截止 11月23日(周一)17:30\n      回复“收到”即签收(只表示已读),进度看 #通知进度 128`,
    ])
    expect(scene.group.mentioned()).toEqual([])
    expect(await openTodos(scene)).toHaveLength(others)
    expect(await scene.matter(128)).toMatchObject({ kind: 'notice', stage: '签收中', due: '2026-11-23T17:30:00+08:00' })
  })

  it('without 签收 is on record and asks nobody for anything', async () => {
    const scene = await openScene()
    await scene.zhang.says('#通知 三楼会议室今天停电,请移步五楼')
    expect(scene.group.heard()).toEqual(['〔128〕通知已登记:三楼会议室今天停电,请移步五楼\n      不需签收'])
    expect(await openTodos(scene)).toEqual([])
    await scene.li.says('收到')
    expect((await scene.matter(128)).events.map(({ action }) => action)).toEqual(['announce'])
    expect(await scene.matter(128)).toMatchObject({ state: 'closed', stage: '已结束' })
  })

  it('names people and units behind an @ or at the start; who is only spoken of is not asked', async () => {
    const scene = await openScene()
    await scene.zhang.says('#通知 @消防队 @王五 请王市长主持的调度会改到周三,请签收,明天12点前')
    expect(scene.group.heard()[0]).toContain('请 2 个对象签收,截止 11月24日(周二)12:00')
    expect(scene.group.mentioned()).toEqual(['孙磊', '王五'])
    await scene.zhang.says('#通知 主送:城管局、住建局 报送冬季值班表的通知(请签收)')
    expect((await scene.matter(129)).parties.map(({ name }) => name)).toEqual(['城管局', '住建局'])
  })

  it('to 各单位 is one todo a unit, the first of them who says 收到 answers for it', async () => {
    const scene = await openScene()
    await scene.zhang.says('#通知 各单位:汛期值班纪律(需签收)')
    const units = (await scene.matter(128)).parties.map(({ name }) => name)
    expect(units).toEqual(expect.arrayContaining(['督查科', '消防救援支队', '城管局', '住建局', '应急局']))
    expect(units).not.toContain('市政府办')
    await scene.sun.says('收到')
    await scene.zhao.says('收到')
    const signed = (await scene.matter(128)).events.filter(({ action }) => action === 'acknowledge')
    expect(signed.map(({ actor }) => actor)).toEqual(['孙磊'])
  })

  it('without a limit is due at the end of the next working day, and says that nobody wrote one', async () => {
    const scene = await openScene({ startsAt: '2026-11-27T10:00' })
    await scene.zhang.says('#通知 关于冬春火灾防控的通知 需签收')
    expect(scene.group.heard()[0]).toContain('截止 11月30日(周一)17:30(未写签收时限,按默认)')
  })

  it('asks back when the asking words have no clear limit, and takes #时限', async () => {
    const scene = await openScene()
    await scene.zhang.says('#通知 冬春火灾防控(6月前签收)')
    expect(scene.group.heard()[0]).toContain('时限未定:“6月前”')
    await scene.zhang.says('#时限 128 明天12点前')
    expect(await scene.matter(128)).toMatchObject({ due: '2026-11-24T12:00:00+08:00' })
    expect((await openTodos(scene)).every(({ dueAt }) => dueAt === Date.parse('2026-11-24T12:00:00+08:00'))).toBe(true)
  })

  it('is for those who may issue in this group: leaders, heads, the office, the owner; not for others, and not to who sits elsewhere', async () => {
    const scene = await openScene()
    await scene.wu.says(notice)
    expect(scene.group.heard()).toEqual(['本群通知请由领导、办公室主任、督查、信息科、单位分管领导或群主发布'])
    await scene.chen.says('#通知 @宋歌 明天协调会(需签收)')
    expect(scene.group.heard()[0]).toContain('宋歌(公安局)不在本群')
    expect(await scene.matters()).toEqual([])
    await scene.chen.says('#通知 @王五 明天协调会(需签收)')
    expect((await scene.matter(128)).issuer).toBe('陈六')
  })

  it('to @所有人 is to everybody here; an unknown or ambiguous name registers nothing', async () => {
    const scene = await openScene()
    await scene.zhang.says('#通知 @老王头 明天开会(需签收)')
    expect(scene.group.heard()[0]).toContain('没有找到“老王头”')
    await scene.zhang.says('#通知 @所有人 明天开会(需签收)')
    expect(scene.group.heard()[0]).toContain(`请 ${others} 个对象签收`)
    expect((await scene.matter(128)).title).toBe('明天开会')
  })

  it('is posted in somebody else’s name by whom they allowed to', async () => {
    const scene = await openScene()
    await scene.lin.says('#通知 代 王市长 明天开会(需签收)')
    expect(scene.group.heard()[0]).toContain('尚未授权您代发')
    await scene.wang.says('#授权 @市府办小林')
    scene.group.heard()
    await scene.lin.says('#通知 代 王市长 明天开会(需签收)')
    expect(scene.group.heard()[0]).toContain('〔128〕通知已登记(代 王建国):明天开会')
  })

  it('carrying a secrecy marking is kept nowhere', async () => {
    const scene = await openScene()
    await scene.zhang.says('#公文 关于海防部署的通知 临政密发〔2026〕3号 @消防队')
    expect(scene.group.heard()).toEqual([])
    expect(await scene.matters()).toEqual([])
  })

  it('longer than 4,000 characters is refused', async () => {
    const scene = await openScene()
    await scene.zhang.says(`#通知 需签收 ${'字'.repeat(4_001)}`)
    expect(scene.group.heard()[0]).toContain('超过4000字')
    expect(await scene.matters()).toEqual([])
  })
})

describe('收到 to a notice', () => {
  it('counts once in all its forms, closes one’s own todo and is never answered', async () => {
    const scene = await openScene()
    await scene.zhang.says(notice)
    const [answer = ''] = scene.group.heard()
    await scene.li.says('收到')
    await scene.li.says('好的收到')
    await scene.wu.says('1')
    await scene.sun.says('👌')
    await scene.chen.says('#签收 128')
    await scene.chen.says('#签收 128')
    await scene.zhao.says('收到!', { quote: answer })
    await scene.feng.says('收到', { quote: notice })
    await scene.wang.says('收到', { quote: `${notice.slice(0, 18)}…` })
    expect(scene.group.heard()).toEqual([])
    expect(await openTodos(scene)).toHaveLength(others - 7)
    await scene.zhang.says('#通知进度 128')
    expect(scene.group.heard()).toEqual([`〔128〕明天上午9点在三楼会议室开防汛调度会:已签收 7/${others},截止 11月23日(周一)17:30`])
    const rows = await scene.runner.read((tx) => tx.findBy(MatterEvent, { action: 'acknowledge' }))
    expect(rows).toHaveLength(7)
  })

  it('is answered to who signs in private, for nobody else sees it', async () => {
    const scene = await openScene()
    await scene.zhang.says(notice)
    await scene.li.whispers('#签收 128')
    expect(scene.li.heard()).toEqual(['〔128〕李四 已签收'])
  })

  it('before the notice, in another group, or quoting something else hits nothing', async () => {
    const scene = await openScene()
    await scene.wu.says('收到')
    await scene.zhang.says(notice)
    await scene.wu.says('收到', { in: '环保群' })
    await scene.wu.says('收到', { quote: '今晚聚餐的事大家看看' })
    expect(await openTodos(scene)).toHaveLength(others)
    await scene.wu.says('收到', { in: '环保群', quote: '〔128〕通知已登记' })
    expect(await openTodos(scene)).toHaveLength(others - 1)
  })

  it('of somebody who is not bound, or was not asked, leaves no trace', async () => {
    const scene = await openScene()
    await scene.zhang.says('#通知 @王五 明天开会(需签收)')
    await scene.li.says('收到')
    await scene.li.says('#签收 128')
    expect(scene.group.heard().at(-1)).toContain('没有〔128〕号事项')
    scene.office.channel.addPerson({ id: 'new', name: '新人' })
    await scene.office.channel.says('new', { group: `group:${scene.group.id}` }, '收到')
    expect(await openTodos(scene)).toHaveLength(1)
  })

  it('of a stand-in answers for the absent', async () => {
    const scene = await openScene()
    await scene.wu.whispers('#代理 @刘洋 到周五')
    await scene.zhang.says('#通知 @王五 明天开会(需签收)')
    await scene.actor('刘洋').says('收到')
    expect(await openTodos(scene)).toEqual([])
  })

  it('can be taken back with #撤回 no more than what followed allows, and 收到 to a task stays a stamp', async () => {
    const scene = await openScene()
    await scene.zhang.says('#任务 @李四 周五前报方案')
    await scene.li.says('收到')
    const [todo] = await scene.runner.read((tx) => tx.findBy(Todo, { duty: 'handle' }))
    expect(todo?.acknowledgedAt).not.toBeNull()
    expect(todo?.closedAt).toBeNull()
  })
})

describe('the summary', () => {
  it('comes once at the deadline: a count in the group, names to the organiser alone', async () => {
    const scene = await openScene()
    await scene.zhang.says('#通知 @李四 @王五 @陈六 明天开会(需签收,今天下班前)')
    await scene.li.says('收到')
    scene.group.heard()
    await scene.clock.reaches('2026-11-23T17:31')
    const heard = scene.group.heard()
    expect(heard).toEqual(['〔128〕明天开会:签收时限已到,已签收 1/3'])
    expect(scene.zhang.heard().at(-1)).toBe(
      '〔128〕明天开会:签收时限已到,已签收 1/3\n未签收:王五(城管局)、陈六(住建局)\n催签回复 #催签 128',
    )
    await scene.wu.says('收到')
    await scene.chen.says('收到')
    await scene.clock.passes('2m')
    expect(scene.group.heard()).toEqual([])
    expect(scene.zhang.heard().at(-1)).toBe('〔128〕明天开会:签收完毕,3 个全部签收')
    expect(await scene.matter(128)).toMatchObject({ state: 'closed' })
  })

  it('comes as soon as everybody has signed', async () => {
    const scene = await openScene()
    await scene.zhang.says('#通知 @李四 @王五 明天开会(需签收,今天下班前)')
    scene.group.heard()
    await scene.li.says('收到')
    await scene.wu.says('收到')
    await scene.clock.passes('1m')
    expect(scene.group.heard()).toEqual(['〔128〕明天开会:签收完毕,2 个全部签收'])
    await scene.clock.reaches('2026-11-25T18:00')
    expect(scene.group.heard()).toEqual([])
  })

  it('of a deadline in the quiet hours waits for the morning', async () => {
    const scene = await openScene()
    await scene.zhang.says('#通知 @李四 明天开会(需签收,今晚10点前)')
    scene.group.heard()
    await scene.clock.reaches('2026-11-23T23:00')
    expect(scene.group.heard()).toEqual([])
    await scene.clock.reaches('2026-11-24T09:30')
    expect(scene.group.heard().filter((text) => text.includes('签收时限已到'))).toHaveLength(1)
  })

  it('and 查 tell the group a number, the organiser the names', async () => {
    const scene = await openScene()
    await scene.zhang.says('#通知 @李四 @王五 明天开会(需签收,今天下班前)')
    scene.group.heard()
    await scene.li.says('#查 128')
    expect(scene.group.heard()).toEqual(['〔128〕明天开会:已签收 0/2,截止 11月23日(周一)17:30'])
    expect(scene.li.heard()).toEqual([])
    await scene.feng.says('#查 128')
    expect(scene.group.heard()).toHaveLength(1)
    expect(scene.feng.heard()[0]).toContain('未签收:李四(消防救援支队)、王五(城管局)')
  })

  it('ends by itself some working days after the deadline, and who did not sign stays known as missing', async () => {
    const scene = await openScene()
    await scene.zhang.says('#通知 @李四 @王五 明天开会(需签收,今天下班前)')
    await scene.clock.reaches('2026-12-02T10:00')
    expect(await scene.matter(128)).toMatchObject({ state: 'closed' })
    expect(await openTodos(scene)).toEqual([])
    expect(scene.zhang.heard().at(-1)).toContain('签收已结束,已签收 0/2\n未签收:李四(消防救援支队)、王五(城管局)')
    const summaries = scene.group.heard().filter((text) => text.startsWith('〔128〕明天开会:'))
    expect(summaries).toEqual(['〔128〕明天开会:签收时限已到,已签收 0/2'])
  })

  it('is the answer to #结束签收, which is the organiser’s', async () => {
    const scene = await openScene()
    await scene.zhang.says('#通知 @李四 @王五 明天开会(需签收,今天下班前)')
    scene.group.heard()
    await scene.li.says('#结束签收 128')
    expect(scene.group.heard()[0]).toContain('只有交办人、督查')
    await scene.zhang.says('#结束签收 128')
    expect(scene.group.heard()).toEqual(['〔128〕明天开会:签收已结束,已签收 0/2'])
    expect(scene.zhang.heard().at(-1)).toContain('未签收:李四')
    await scene.li.says('#签收 128')
    expect(scene.group.heard().at(-1)).toContain('没有需要您签收')
  })
})

describe('#催签', () => {
  it('mentions only who owes here, once a day; #催办 is the same', async () => {
    const scene = await openScene()
    await scene.zhang.says('#通知 @李四 @王五 明天开会(需签收,周五下班前)')
    await scene.li.says('收到')
    scene.group.heard()
    await scene.zhang.says('#催签 128')
    expect(scene.group.heard()).toEqual(['〔128〕明天开会\n      请 @王五 签收,截止 11月27日(周五)17:30\n      回复“收到”即签收'])
    expect(scene.group.mentioned()).toEqual(['王五'])
    await scene.zhang.says('#催办 128')
    expect(scene.group.heard()[0]).toContain('今天已催签过一次')
    await scene.clock.reaches('2026-11-24T10:00')
    scene.group.heard()
    await scene.zhang.says('#催办 128')
    expect(scene.group.heard()[0]).toContain('请 @王五 签收')
    await scene.wu.says('#催签 128')
    expect(scene.group.heard()[0]).toContain('只有交办人、督查')
    await scene.wu.says('收到')
    await scene.zhang.says('#催签 128')
    expect(scene.group.heard()[0]).toContain('已全部签收,无需催签')
  })

  it('in private goes to the group, and who left the group is told alone', async () => {
    const scene = await openScene()
    await scene.zhang.says('#通知 @李四 @王五 明天开会(需签收,周五下班前)')
    await scene.runner.transaction((tx) => tx.query('UPDATE group_members SET left_at = 1 WHERE member_id = ?', [scene.li.id]))
    scene.group.heard()
    await scene.zhang.whispers('#催签 128')
    await scene.clock.passes('1m')
    expect(scene.group.heard()[0]).toContain('请 @王五 签收')
    expect(scene.li.heard()[0]).toContain('请 @李四 签收')
    expect(scene.zhang.heard()).toContain('〔128〕已催签:1 个群、私信 1 人')
  })
})

describe('one notice in several groups', () => {
  it('is one: the people of the second are added, 收到 counts there, and each group has its line in the end', async () => {
    const scene = await openScene()
    await scene.zhang.says(notice)
    scene.group.heard()
    await scene.zhang.says(notice, { in: '环保群' })
    expect(scene.groupNamed('环保群').heard()).toEqual([
      '〔128〕同一通知,已并入:明天上午9点在三楼会议室开防汛调度会\n      本群 1 个对象签收,截止 11月23日(周一)17:30\n      回复“收到”即签收(只表示已读),进度看 #通知进度 128',
    ])
    expect(scene.group.heard()).toEqual([])
    expect(await scene.matters()).toHaveLength(1)
    expect(await openTodos(scene)).toHaveLength(others + 1)
    await scene.wu.says('收到', { in: '环保群' })
    await scene.actor('李强@HB').says('收到', { in: '环保群' })
    expect(await openTodos(scene)).toHaveLength(others - 1)
    await scene.clock.reaches('2026-11-23T17:31')
    expect(scene.group.heard().at(-1)).toContain(`本群已签收 1/${others},2 个群共 2/${others + 1}`)
    expect(scene.groupNamed('环保群').heard().at(-1)).toContain('本群1 个全部签收')
  })

  it('said again in the same group is no second notice', async () => {
    const scene = await openScene()
    await scene.zhang.says(notice)
    await scene.zhang.says(notice.replace('(', ' (').replace(',', ', '))
    expect(scene.group.heard().at(-1)).toBe('〔128〕同一通知已在本群登记')
    expect(await scene.matters()).toHaveLength(1)
    expect(await scene.runner.read((tx) => tx.count(NoticeGroup))).toBe(1)
  })

  it('by somebody else, after a day, or after it was cancelled is another one', async () => {
    const scene = await openScene()
    await scene.zhang.says(notice)
    await scene.feng.says(notice)
    expect(await scene.matters()).toHaveLength(2)
    await scene.zhang.says('#撤销 128 改期')
    await scene.zhang.says(notice)
    expect(await scene.matters()).toHaveLength(3)
    await scene.clock.reaches('2026-11-25T10:00')
    await scene.zhang.says('#通知 明天上午9点在三楼会议室开防汛调度会(需签收,今天下班前)')
    expect(await scene.matters()).toHaveLength(4)
    expect(await scene.runner.read((tx) => tx.count(Notice))).toBe(4)
  })

  it('goes on in the second group when the first has signed already', async () => {
    const scene = await openScene()
    const wide = '#通知 明天开会(需签收,周五下班前)'
    await scene.zhang.says(wide, { in: '环保群' })
    await scene.wu.says('收到', { in: '环保群' })
    await scene.actor('李强@HB').says('收到', { in: '环保群' })
    await scene.clock.passes('1m')
    expect(await scene.matter(128)).toMatchObject({ state: 'closed' })
    await scene.zhang.says(wide)
    expect(await scene.matter(128)).toMatchObject({ state: 'open' })
    await scene.clock.reaches('2026-11-27T17:31')
    // The first group had its line; it gets no second one.
    expect(
      scene
        .groupNamed('环保群')
        .heard()
        .filter((text) => text.startsWith('〔128〕明天开会:')),
    ).toHaveLength(1)
    expect(scene.group.heard().filter((text) => text.startsWith('〔128〕明天开会:'))).toHaveLength(1)
  })
})

describe('#公文', () => {
  it('keeps title and number, goes to every unit here, and asks for 签收', async () => {
    const scene = await openScene()
    await scene.zhou.says('#公文 关于做好防汛工作的通知 临政办发〔2026〕15号 明天下班前签收')
    const units = (await scene.matter(128)).parties.length
    expect(scene.group.heard()).toEqual([
      `〔128〕公文已登记:关于做好防汛工作的通知(临政办发〔2026〕15号)\n      请 ${units} 个对象签收,截止 11月24日(周二)17:30\n      回复“收到”即签收(只表示已读),进度看 #通知进度 128`,
    ])
    expect((await scene.matter(128)).parties.map(({ name }) => name)).toContain('消防救援支队')
    expect(await scene.runner.read((tx) => tx.find(Notice))).toMatchObject([{ form: 'document', documentNumber: '临政办发〔2026〕15号' }])
    await scene.sun.says('收到', { quote: '〔128〕公文已登记:关于做好防汛工作的通知(临政办发〔2026〕15号)' })
    expect(await openTodos(scene)).toHaveLength(units - 1)
  })

  it('without a number is refused with an example', async () => {
    const scene = await openScene()
    await scene.zhou.says('#公文 关于做好防汛工作的通知')
    expect(scene.group.heard()[0]).toContain('公文请写明文号')
    expect(await scene.matters()).toEqual([])
  })
})

describe('reminders of a notice', () => {
  it('are nobody’s private messages on the day, and nobody’s head hears of a missing 签收', async () => {
    const scene = await openScene()
    await scene.zhang.says('#通知 @李四 @王五 年终考核方案(需签收,今天下班前)')
    await scene.clock.reaches('2026-11-25T10:00')
    const about = (await scene.runner.read((tx) => tx.find(OutboundMessage))).filter(
      ({ text, memberId }) => memberId !== null && text.includes('〔128〕'),
    )
    expect(about.map(({ memberId }) => memberId)).toEqual([scene.zhang.id])
  })

  it('come with the group’s digest, mention who owes, and say how to sign', async () => {
    const scene = await openScene()
    await scene.zhang.says('#通知 @李四 @王五 年终考核方案(需签收,明天下班前)')
    await scene.li.says('收到')
    await scene.clock.reaches('2026-11-24T09:01')
    const digest = scene.group.heard().at(-1) ?? ''
    expect(digest).toContain('〔128〕年终考核方案 截止 11月24日(周二)17:30 @王五')
    expect(digest).not.toContain('@李四')
    expect(digest).toContain('“#签收 编号”')
    const sent = await scene.runner.read((tx) => tx.findBy(OutboundMessage, { purpose: 'reminder' }))
    expect(sent.filter(({ text }) => text.includes('〔128〕'))).toHaveLength(1)
  })
})
