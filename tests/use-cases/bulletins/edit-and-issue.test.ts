import { describe, expect, test } from 'vitest'
import { BulletinChange } from '../../../entities/index.ts'
import { changeFigure, restoreFigure } from '../../../use-cases/bulletins/change-figure.ts'
import { editBulletin } from '../../../use-cases/bulletins/edit-bulletin.ts'
import { issueBulletin, recountBulletin } from '../../../use-cases/bulletins/issue-bulletin.ts'
import { changePointsRules, switchRanking } from '../../../use-cases/points/change-points-rules.ts'
import { recordInstruction } from '../../../use-cases/adoptions/record-instruction.ts'
import { bulletinRules, openBulletinScene, rowsOf, type BulletinScene } from '../../support/bulletin-scene.ts'

/** 消防 2 reported and 2 adopted, 城管 1 reported, 应急 nothing; the draft is 131. */
const drawn = async (): Promise<BulletinScene> => {
  const scene = await openBulletinScene()
  await scene.reports('孙磊', '消防支队检查甲')
  await scene.reports('孙磊', '消防支队培训乙')
  await scene.reports('刘洋', '城管局整治丙')
  await scene.zhao.says('#同意 128 129')
  await scene.adopts(128, 'city', '政务信息', '2026-11-23')
  await scene.adopts(129, 'city', '政务信息', '2026-11-23')
  await scene.wen.whispers('#通报 2026年11月')
  await scene.clock.passes('1m')
  return scene
}
const number = 131
const changes = (scene: BulletinScene, code: string, field: BulletinChange['field'], value: number | undefined, reason = '核对台账') =>
  scene.wen.does((ctx) => changeFigure(ctx, { number, subjectId: scene.unitId(code), field, value, reason }))
const issues = (scene: BulletinScene) => scene.wen.does((ctx) => issueBulletin(ctx, { number }))
const recounts = async (scene: BulletinScene) => {
  await scene.wen.does((ctx) => recountBulletin(ctx, { number }))
  await scene.clock.passes('1m')
}

describe('a person edits the draft', () => {
  test('a figure, with the reason in the timeline; the year to date and the totals follow', async () => {
    const scene = await drawn()
    await changes(scene, 'CG', 'adopted', 1, '补登省专报')
    const view = await scene.view(number)
    const row = view.classes[0]!.rows.find(({ unit }) => unit === '城管局')!
    expect([row.period.adopted, row.toDate.adopted, row.period.adoptionRate]).toEqual([1, 1, 100])
    expect(view.classes[0]!.total.period).toMatchObject({ reported: 3, adopted: 3, adoptionRate: 100 })
    expect(view.figures).toMatchObject({ 报送: 3, 采用: 3, 采用率: '100.0%' })
    const { events } = await scene.matter(number)
    expect(events.at(-1)).toMatchObject({ action: 'change', actor: '文清', text: '城管局 采用 0→1 原因:补登省专报' })
  })

  test('counting anew keeps what people changed and takes over the rest', async () => {
    const scene = await drawn()
    await changes(scene, 'CG', 'adopted', 1)
    await changes(scene, 'YJ', 'excluded', undefined, '机构改革')
    await scene.reports('刘洋', '城管局整治丁')
    await recounts(scene)
    const view = await scene.view(number)
    expect(rowsOf(view)['城管局']).toEqual([2, 1, 2])
    expect(view.excluded).toMatchObject([{ unit: '应急局', reason: '机构改革' }])
    expect(view.zeroReport.map(({ unit }) => unit)).toEqual(['住建局', '公安局'])
    await scene.wen.does((ctx) => restoreFigure(ctx, { number, subjectId: scene.unitId('CG'), field: 'adopted', reason: '登记有误' }))
    expect(rowsOf(await scene.view(number))['城管局']).toEqual([2, 0, 2])
    expect((await scene.matter(number)).events.map(({ action }) => action)).toEqual([
      'create',
      'count',
      'change',
      'change',
      'recount',
      'count',
      'change',
    ])
    await expect(
      scene.wen.does((ctx) => restoreFigure(ctx, { number, subjectId: scene.unitId('CG'), field: 'adopted', reason: '再恢复' })),
    ).rejects.toThrow('没有人工调整')
  })

  test('title and texts; a figure that there is not is refused by name', async () => {
    const scene = await drawn()
    const edit = (input: object) => scene.wen.does((ctx) => editBulletin(ctx, { number, reason: '按领导意见', ...input }))
    await edit({ title: '关于11月政务信息采用情况的通报', problems: '{零报送单位数}个单位没有报送。' })
    const view = await scene.view(number)
    expect([view.title, view.problems]).toEqual(['关于11月政务信息采用情况的通报', '{零报送单位数}个单位没有报送。'])
    await expect(edit({ situation: '共{报送量}条,批示{批示}条' })).rejects.toThrow('{报送量}、{批示} 没有对应的数据')
    await expect(edit({ title: '关于11月政务信息采用情况的通报' })).rejects.toThrow('没有修改')
    expect((await scene.matter(number)).events.at(-1)).toMatchObject({ action: 'edit', text: '修改标题、存在问题 原因:按领导意见' })
  })

  test('in the chat, answered to the editor alone', async () => {
    const scene = await drawn()
    scene.group.heard()
    await scene.wen.says('#改通报 131 城管局 采用 2 原因:补登')
    await scene.wen.says('#改通报 131 消防队 积分 7.5 原因:扣减')
    await scene.wen.says('#改通报 131 存在问题 个别单位报送不及时。 原因:按领导意见')
    expect(rowsOf(await scene.view(number))).toMatchObject({ 城管局: [1, 2, 1], 消防救援支队: [2, 2, 7.5] })
    await scene.wen.says('#改通报 131 城管局 采用 3')
    expect(scene.group.heard()).toEqual([expect.stringContaining('原因')])
    await scene.wen.whispers('#改通报 131 城管局 采用 恢复 原因:核实')
    expect(rowsOf(await scene.view(number))['城管局']).toEqual([1, 0, 1])
    await scene.wen.whispers('#改通报 131 财政局 采用 3 原因:核实')
    expect(scene.wen.heard().join()).toContain('没有“财政局”这个单位')
    await scene.wen.whispers('#印发 131')
    expect((await scene.matter(number)).state).toBe('closed')
  })

  test('not by others, not without sense, and two at once do not lose each other', async () => {
    const scene = await drawn()
    await expect(
      scene.wu.does((ctx) => changeFigure(ctx, { number, subjectId: scene.unitId('CG'), field: 'adopted', value: 9, reason: '想多点' })),
    ).rejects.toThrow('没有〔131〕号事项')
    await expect(changes(scene, 'HB', 'adopted', 1)).rejects.toThrow('没有这个单位或人员')
    await expect(changes(scene, 'CG', 'instructed', 1)).rejects.toThrow('批示计分没有开启')
    await expect(changes(scene, 'CG', 'excellent', 0)).rejects.toThrow('没有推荐')
    await expect(changes(scene, 'CG', 'adopted', 0)).rejects.toThrow('没有修改')
    await Promise.all([changes(scene, 'CG', 'adopted', 4), changes(scene, 'CG', 'reported', 5), changes(scene, 'XF', 'reported', 6)])
    expect(rowsOf(await scene.view(number))).toMatchObject({ 城管局: [5, 4, 1], 消防救援支队: [6, 2, 8] })
    const held = await scene.wen.does((ctx) => ctx.tx.find(BulletinChange))
    expect(held.filter(({ activeKey }) => activeKey !== null)).toHaveLength(3)
  })
})

describe('a person issues it', () => {
  test('and then nothing changes any more', async () => {
    const scene = await drawn()
    scene.group.heard()
    await scene.wen.says('#印发 131')
    expect(scene.group.heard()).toEqual([expect.stringContaining('〔131〕关于2026年11月政务信息报送及采用情况的通报已印发')])
    const before = await scene.view(number)
    expect(before).toMatchObject({ state: 'closed', issuedOn: '2026-11-23', issuedBy: { name: '文清' } })
    await scene.reports('刘洋', '城管局整治丁')
    await scene.adopts(130, 'province', '每日要情', '2026-11-23').catch(() => undefined)
    await scene.zhou.does((ctx) => switchRanking(ctx, { ranking: true, reason: '年底评优' }))
    await scene.clock.passes('1d')
    const after = await scene.view(number)
    for (const part of [
      'classes',
      'shows',
      'figures',
      'situation',
      'zeroReport',
      'categories',
      'adoptedItems',
      'addressees',
      'title',
    ] as const)
      expect(after[part], part).toEqual(before[part])
    await expect(changes(scene, 'CG', 'adopted', 9)).rejects.toThrow('已印发')
    await expect(scene.wen.does((ctx) => recountBulletin(ctx, { number }))).rejects.toThrow('已印发')
    await expect(issues(scene)).rejects.toThrow('已印发')
    expect((await scene.matter(number)).todos.every(({ closedAt }) => closedAt !== null)).toBe(true)
  })

  test('not the clock, not a leader of a unit, not from an old reading, not while it is being counted', async () => {
    const scene = await drawn()
    await expect(scene.zhao.does((ctx) => issueBulletin(ctx, { number }))).rejects.toThrow('没有〔131〕号事项')
    await expect(scene.feng.does((ctx) => issueBulletin(ctx, { number }))).rejects.toThrow('131')
    await expect(scene.wen.does((ctx) => issueBulletin(ctx, { number, version: 1 }))).rejects.toThrow('刚被他人更新')
    await scene.wen.does((ctx) => recountBulletin(ctx, { number }))
    await expect(issues(scene)).rejects.toThrow('正在统计')
    await scene.clock.reaches('2026-11-25T12:00')
    expect((await scene.matter(number)).state).toBe('open')
    const [first, second] = await Promise.allSettled([issues(scene), issues(scene)])
    expect([first.status, second.status].toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('restraint', () => {
  test('no places, no instructions, no best and no last until a director says so with a reason', async () => {
    const scene = await drawn()
    await scene.actor('马勇').says('#同意 130')
    await scene.wen.does((ctx) =>
      recordInstruction(ctx, { number: 130, leaderLevel: 'city', leader: '王市长', text: '请跟进', publication: null }),
    )
    await recounts(scene)
    const off = await scene.view(number)
    expect(off.shows).toMatchObject({ ranking: false, instructions: false, points: true, top: 0, bottom: 0, excellentUnits: 0 })
    expect(off.classes.flatMap(({ rows, top, bottom }) => [...rows.map(({ place }) => place), ...top, ...bottom]).filter(Boolean)).toEqual(
      [],
    )
    expect(off.figures['批示']).toBeUndefined()
    expect(rowsOf(off)['城管局']).toEqual([1, 0, 1])
    await expect(scene.wen.does((ctx) => switchRanking(ctx, { ranking: true, reason: '试' }))).rejects.toThrow('由办公室主任决定')
    await scene.zhou.does((ctx) => switchRanking(ctx, { ranking: true, instructionPoints: true, reason: '办公会决定' }))
    await expect(issues(scene)).rejects.toThrow('请先重新统计')
    await recounts(scene)
    const on = await scene.view(number)
    expect(on.classes[0]!.rows.map(({ unit, place, period }) => [unit, place, period.points / 100, period.instructed])).toEqual([
      ['消防救援支队', 1, 8, 0],
      ['城管局', 2, 5, 1],
      ['应急局', 3, 0, 0],
    ])
    expect(on.classes[1]!.rows.map(({ place }) => place)).toEqual([1, 1])
    expect(on.classes[0]).toMatchObject({ top: [], bottom: [] })
    expect(on.figures['批示']).toBe(1)
    await scene.zhou.does((ctx) => switchRanking(ctx, { ranking: false, instructionPoints: false, reason: '减负' }))
    expect((await scene.view(number)).classes[0]!.rows.map(({ place }) => place)).toEqual([null, null, null])
    await expect(issues(scene)).rejects.toThrow('请先重新统计')
  })

  test('changed points rules have to be counted before it is issued', async () => {
    const scene = await drawn()
    const dearer = [{ ...bulletinRules[0], reporting: [{ points: 2 }] }]
    await scene.clock.passes('1m')
    await scene.wen.does((ctx) => changePointsRules(ctx, { rules: dearer, reason: '新办法' }))
    await expect(issues(scene)).rejects.toThrow('请先重新统计')
    await recounts(scene)
    expect(rowsOf(await scene.view(number))['消防救援支队']).toEqual([2, 2, 10])
    await issues(scene)
  })

  test('units read what was issued, in private, with the figures of their own', async () => {
    const scene = await drawn()
    await scene.sun.says('#看通报 131')
    expect(scene.group.heard().at(-1)).toContain('没有〔131〕号事项')
    await issues(scene)
    await scene.sun.says('#看通报 131')
    const said = scene.sun.heard().at(-1) ?? ''
    expect(said).toContain('其中 消防救援支队 报送2 采用2 采用率100.0%\n')
    expect(said).not.toContain('城管局')
    await scene.wen.says('#看通报 131')
    expect(scene.wen.heard().at(-1)).not.toContain('其中')
  })

  test('nothing that is said in any group names a unit that is last', async () => {
    const scene = await drawn()
    await scene.zhou.does((ctx) => switchRanking(ctx, { ranking: true, reason: '办公会决定' }))
    await scene.wen.says('#重新统计 131')
    await scene.clock.passes('1m')
    for (const text of ['#看通报 131', '#改通报 131 应急局 采用 1 原因:核对', '#查 131', '#印发 131', '#查 131']) await scene.wen.says(text)
    await scene.clock.reaches('2026-11-27T12:00')
    const said = ['安全生产工作群', '环保群'].flatMap((name) => scene.groupNamed(name).heard()).join('\n')
    for (const unit of ['应急局', '住建局', '公安局']) expect(said).not.toContain(unit)
  })
})
