import { IsNull } from 'typeorm'
import { describe, expect, test } from 'vitest'
import { ItemInstruction } from '../../../entities/index.ts'
import { openScene, type Scene } from '../../support/scene.ts'

const stageOf = async (scene: Scene, number = 128) => (await scene.matter(number)).stage
const openDuties = async (scene: Scene, number = 128) =>
  (await scene.matter(number)).todos.filter(({ closedAt }) => closedAt === null).map(({ duty, party }) => `${party} ${duty}`)
const instructs = (scene: Scene, text = '请城管局牵头、消防救援支队配合,12月5日前报办理情况') => scene.wang.says(`#批示 ${text}`)

describe('#批示', () => {
  test('goes the whole round: words verbatim, units answer in writing, the section passes it, the leader closes it', async () => {
    const scene = await openScene()
    await instructs(scene)
    expect(scene.group.heard()).toEqual([
      '〔128〕已登记 王建国 批示:城管局牵头、消防救援支队配合,报办理情况\n      牵头 城管局 配合 消防救援支队\n      截止 12月5日(周六)17:30(当天为非工作日)\n      回复“收到”即签收,书面办理情况“#办结 128 …”',
    ])
    await scene.actor('刘洋').says('#反馈 128 已整改12处,60%')
    await scene.sun.says('#办结 128 已配合完成')
    await scene.actor('刘洋').says('#办结 128')
    expect(scene.group.heard().at(-1)).toContain('批示要有书面办理情况')
    await scene.actor('刘洋').says('#办结 128 12处占道经营全部整改,建立日巡查制度')
    expect(scene.group.heard().at(-1)).toBe('〔128〕已报办理情况,待督查科审核后呈 王建国(#确认 128 / #退回 128 原因)')
    expect(await stageOf(scene)).toBe('待督查审核')
    expect(await openDuties(scene)).toEqual(['冯督 review'])
    await scene.feng.says('#确认 128')
    expect(scene.group.heard().at(-1)).toBe('〔128〕办理情况审核通过,已呈 王建国 阅示')
    expect(await openDuties(scene)).toEqual(['王建国 review'])
    await scene.clock.passes('1m')
    expect(scene.wang.heard().at(-1)).toContain('12处占道经营全部整改,建立日巡查制度')
    await scene.wang.whispers('#确认 128')
    expect(await stageOf(scene)).toBe('已办结')
    expect(await openDuties(scene)).toEqual([])
  })

  test('on a submission it is owed by its units where none is named, and counts as an instruction on it', async () => {
    const scene = await openScene()
    await scene.zhao.says('#信息 消防支队检查老旧小区\n11月23日在江南街道检查12处。')
    await scene.wang.says('#批示 128 很好,12月5日前报后续整改情况')
    expect(scene.group.heard().at(-1)).toContain('〔129〕已登记 王建国 对〔128〕的批示')
    expect((await scene.matter(129)).parties.map(({ name }) => name)).toEqual(['消防救援支队'])
    const records = await scene.wang.does((ctx) => ctx.tx.find(ItemInstruction))
    expect(records).toMatchObject([{ leader: '王建国', leaderLevel: 'city', text: '很好,12月5日前报后续整改情况' }])
    expect((await scene.matter(128)).events.map(({ action }) => action)).toContain('instructed')
  })

  test('without a limit the section is asked, and nothing is guessed', async () => {
    const scene = await openScene()
    await instructs(scene, '请城管局认真研究办理')
    expect(scene.group.heard()[0]).toContain('时限未定,请 冯督 定:#时限 128 12月5日')
    expect((await scene.matter(128)).due).toBeNull()
    expect(await openDuties(scene)).toEqual(['城管局 handle', '冯督 set_due'])
    await scene.feng.says('#时限 128 12月8日')
    expect((await scene.matter(128)).due).toBe('2026-12-08T17:30:00+08:00')
    expect(await openDuties(scene)).toEqual(['城管局 handle'])
  })

  test('asking again opens another round for those responsible', async () => {
    const scene = await openScene()
    await instructs(scene, '请城管局12月5日前报办理情况')
    await scene.actor('刘洋').says('#办结 128 已整改8处')
    await scene.wang.says('#批示 128 还有4处,请12月10日前办完')
    expect(scene.group.heard().at(-1)).toBe('〔128〕王建国 再批示(第 2 轮),请继续办理,截止 12月10日(周四)17:30')
    expect(await openDuties(scene)).toEqual(['城管局 handle'])
    await scene.actor('刘洋').says('#办结 128 12处全部整改')
    await scene.feng.says('#退回 128 请附整改清单')
    expect(await openDuties(scene)).toEqual(['城管局 handle'])
  })

  test('the section registers what came on paper, with the paper and its number', async () => {
    const scene = await openScene()
    await scene.feng.says('#批示 代 王市长 《关于占道经营整治情况的报告》(临城管〔2026〕12号):请城管局12月5日前报办理情况')
    expect(scene.group.heard().at(-1)).toContain('〔128〕已登记 王建国 在《关于占道经营整治情况的报告》上的批示')
    expect((await scene.matter(128)).issuer).toBe('王建国')
  })

  test('the leader sees every one with its answer', async () => {
    const scene = await openScene()
    await instructs(scene, '请城管局12月5日前报办理情况')
    await instructs(scene, '请消防救援支队12月6日前报检查情况')
    await scene.sun.says('#反馈 129 已检查20处')
    await scene.wang.says('#我的批示')
    await scene.clock.passes('1m')
    expect(scene.wang.heard().at(-1)).toBe(
      '您的批示与回音 2 件:\n〔129〕消防救援支队报检查情况 办理中 12月6日(周日)17:30\n      消防救援支队:已检查20处\n〔128〕城管局报办理情况 办理中 12月5日(周六)17:30\n      城管局:尚无反馈',
    )
  })

  test('the written answer becomes a submission by one word', async () => {
    const scene = await openScene()
    await instructs(scene, '请城管局12月5日前报办理情况')
    await scene.actor('刘洋').says('#转信息 128')
    expect(scene.group.heard().at(-1)).toBe('〔128〕还没有书面办理情况')
    await scene.actor('刘洋').says('#办结 128 11月底前在江南街道整改12处')
    await scene.actor('刘洋').says('#转信息 128')
    expect(scene.group.heard().at(-1)).toContain('〔129〕信息已报:城管局报办理情况\n')
  })
})

describe('#查 of an instruction', () => {
  test('says where it stands, which round, and in private what was answered', async () => {
    const scene = await openScene()
    await scene.feng.says('#批示 代 王市长 《关于占道经营整治情况的报告》(临城管〔2026〕12号):请城管局12月5日前报办理情况')
    await scene.actor('刘洋').says('#办结 128 已整改8处')
    await scene.wang.says('#批示 128 还有4处,请12月10日前办完')
    scene.group.heard()
    await scene.wang.says('#查 128')
    expect(scene.group.heard().at(-1)).toContain(
      '\n      王建国 在《关于占道经营整治情况的报告》(临城管〔2026〕12号)上批示,督查科代登记,第 2 轮',
    )
    await scene.wang.whispers('#查 128')
    expect(scene.wang.heard().at(-1)).toContain('\n      办理情况:尚未书面报送')
    await scene.actor('刘洋').says('#办结 128 12处全部整改')
    await scene.wang.whispers('#查 128')
    expect(scene.wang.heard().at(-1)).toContain('\n      办理情况:12处全部整改')
  })
})

describe('an instruction on a submission', () => {
  const counted = (scene: Scene) => scene.wang.does((ctx) => ctx.tx.countBy(ItemInstruction, { revokedAt: IsNull() }))
  const onItem = async () => {
    const scene = await openScene()
    await scene.zhao.says('#信息 消防支队检查老旧小区\n11月23日在江南街道检查12处。')
    await scene.wang.says('#批示 128 很好,12月5日前报后续整改情况')
    return scene
  }

  test('taken back, it is gone, and counts no longer', async () => {
    const scene = await onItem()
    await scene.wang.says('#撤回')
    expect(scene.group.heard().at(-1)).toContain('〔129〕已撤回')
    expect(scene.group.heard().join('')).not.toContain('不能撤回')
    expect(await counted(scene)).toBe(0)
  })

  test('cancelled, it counts no longer; the cancelling taken back, it does again', async () => {
    const scene = await onItem()
    await scene.wang.says('#撤销 129 另行批示')
    expect(await counted(scene)).toBe(0)
    expect((await scene.matter(128)).events.at(-1)?.action).toBe('revoke_instruction')
    await scene.wang.says('#撤回 129')
    expect(await counted(scene)).toBe(1)
  })

  test('a second one of the same day is another matter and counts once', async () => {
    const scene = await onItem()
    await scene.wang.says('#批示 128 请城管局也参照,12月8日前报')
    expect(scene.group.heard().at(-1)).toContain('〔130〕已登记 王建国 对〔128〕的批示')
    expect(await counted(scene)).toBe(1)
  })
})

describe('who may', () => {
  test('only leaders instruct, the section registers, and the doer does not pass their own answer', async () => {
    const scene = await openScene()
    await scene.li.says('#批示 请城管局12月5日前报办理情况')
    await scene.li.says('#批示 代 王市长 请城管局12月5日前报办理情况')
    expect(scene.group.heard()).toEqual(['批示由办公室领导作出;督查科可代登记:#批示 代 王建国 …', '王建国的批示请由督查科登记'])
    await instructs(scene, '请城管局12月5日前报办理情况')
    await scene.actor('刘洋').says('#办结 128 已整改')
    await scene.actor('刘洋').says('#确认 128')
    expect(scene.group.heard().at(-1)).toBe('〔128〕您是承办人,请由交办人决定')
    await scene.zhang.says('#批示 128 请同时通报')
    expect(scene.group.heard().at(-1)).toContain('〔129〕已登记 张三 对〔128〕的批示')
    await scene.feng.says('#批示 128 代 王市长 请12月20日前再报一次')
    expect(scene.group.heard().at(-1)).toContain('〔128〕王建国 再批示(第 2 轮)')
    await scene.wang.says('#批示 请认真研究')
    expect(scene.group.heard().at(-1)).toContain('请写明承办单位')
  })
})
