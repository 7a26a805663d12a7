import { describe, expect, it } from 'vitest'
import { Matter, MatterEvent, MatterParty, Recurrence, Todo } from '../../../entities/index.ts'
import { DAY_MS } from '../../../rules/instant.ts'
import { updateMember } from '../../../use-cases/administration/members.ts'
import { grantRole } from '../../../use-cases/administration/roles.ts'
import { countDuties, handOverMember } from '../../../use-cases/people/hand-over-member.ts'
import { createTask } from '../../../use-cases/tasks/create-task.ts'
import { openScene, type Scene } from '../../support/scene.ts'

const openDuties = async (scene: Scene, number: number): Promise<string[]> =>
  (await scene.matter(number)).todos.filter(({ closedAt }) => closedAt === null).map(({ duty, party }) => `${duty} ${party}`)

describe('#移交', () => {
  it('by the unit’s head moves what one owes and what one asked for, with the same limits, and leaves the history', async () => {
    const scene = await openScene()
    const { group, zhang, zhao, li, sun, matter } = scene
    await zhang.says('#任务 @李四 @王五 周五前报方案')
    await li.says('收到')
    await li.says('#反馈 128 已完成30%')
    await li.says('#任务 @孙磊 周四前报名单')
    await sun.says('#办结 129 已报')
    await zhang.says('#任务 @李四 周三前报预算')
    await li.says('#办结 130 已报')
    await zhang.says('#确认 130')
    group.heard()
    await zhao.says('#移交 @李四 @孙磊 岗位调整')
    expect(group.heard()).toEqual(['已把 李四 的待办 2 项、交办未办结的 1 件移交给 孙磊,原时限不变,办理记录保留'])
    expect(group.mentioned()).toEqual(['孙磊'])
    expect(sun.heard()).toEqual(['人员变动,李四 的待办 2 项、交办未办结的 1 件已移交给您,原时限不变。发 #我的 或 #我交办的 查看'])
    const moved = await matter(128)
    expect(moved.parties.map(({ name }) => name).toSorted()).toEqual(['孙磊', '王五'])
    expect((await openDuties(scene, 128)).toSorted()).toEqual(['handle 孙磊', 'handle 王五'])
    expect(moved.todos.find(({ party, closedAt }) => party === '孙磊' && closedAt === null)).toMatchObject({
      due: '2026-11-27T17:30:00+08:00',
      acknowledgedAt: null,
    })
    expect(moved.events.map(({ actor, action }) => [actor, action])).toContainEqual(['李四', 'feedback'])
    expect(moved.events.at(-1)).toMatchObject({ actor: '赵刚', action: 'transfer', text: '人员变动移交:李四 → 孙磊(岗位调整)' })
    expect(await matter(129)).toMatchObject({ issuer: '孙磊' })
    expect(await openDuties(scene, 129)).toEqual(['review 孙磊'])
    // What is over stays theirs.
    expect(await matter(130)).toMatchObject({ parties: [{ name: '李四' }] })
    expect((await matter(130)).events.map(({ action }) => action)).not.toContain('transfer')
    await sun.says('#反馈 128 接手,已完成50%')
    expect(group.heard()).toEqual(['〔128〕已记录 孙磊 50%'])
  })

  it('is the unit’s head’s, the supervisor’s and the security administrator’s alone', async () => {
    const { group, zhang, li, chen, zhao, feng, matter } = await openScene()
    await zhang.says('#任务 @李四 周五前报方案')
    group.heard()
    await li.says('#移交 @李四 @孙磊')
    await chen.says('#移交 @李四 @孙磊')
    await zhao.says('#移交 @李四 @王五')
    await zhao.says('#移交 @李四')
    await zhao.says('#移交 @李四 @李四')
    await zhao.says('#移交 @孙磊 @李四')
    expect(group.heard()).toEqual([
      ...Array(2).fill('只有李四的单位负责人、督查科或安全管理员可以移交'),
      '只能移交给本单位及下属人员',
      ...Array(2).fill('请写明移交人和接任人两位,例如:#移交 @李四 @王五'),
      '孙磊没有需要移交的事项',
    ])
    await feng.says('#移交 @李四 @王五')
    expect((await matter(128)).parties.map(({ name }) => name)).toEqual(['王五'])
    group.heard()
    await feng.says('#撤回')
    expect(group.heard()).toEqual(['“#移交”不能用撤回取消,请反向移交,例如:#移交 @王五 @李四'])
  })

  it('ends a 退办 that waits, joins a party that is there already, and moves recurring tasks', async () => {
    const scene = await openScene()
    const { zhang, li, zhao, sun, group, matter, runner, clock } = scene
    await zhang.says('#任务 @李四 @孙磊 周五前报方案,孙磊牵头')
    await zhang.says('#任务 @李四 周四前报名单')
    await li.says('#退办 129 不归我')
    await zhang.says('#任务 @李四 每周五17点前报送周报')
    await zhao.says('#移交 @李四 @孙磊')
    group.heard()
    expect((await matter(128)).parties).toEqual([{ name: '孙磊', role: 'responsible' }])
    expect(await openDuties(scene, 128)).toEqual(['handle 孙磊'])
    expect(await openDuties(scene, 129)).toEqual(['handle 孙磊'])
    await sun.says('#办结 130 已报')
    await zhang.says('#确认 130')
    await clock.reaches('2026-12-02T10:00')
    const [series] = await runner.read((tx) => tx.find(Recurrence))
    expect(series?.parties).toEqual([{ party: `m:${sun.id}`, role: 'responsible' }])
    expect((await matter(131)).parties.map(({ name }) => name)).toEqual(['孙磊'])
  })
})

describe('who leaves', () => {
  it('is refused with the way out while something hangs on them, and can go once it is handed over', async () => {
    const { zhang, wu, runner, laid, stage } = await openScene().then((scene) => ({ ...scene, laid: scene.office.laid }))
    const security = laid.people.find(({ name }) => name === '董安')
    await wu.does(() => Promise.resolve())
    const { perform } = await import('../../../database/stage.ts')
    const asRoot = <T>(work: Parameters<typeof perform<T>>[2]): Promise<T> => perform(stage, { memberId: null }, work)
    const unitId = laid.units.find(({ code }) => code === 'ZFB')?.id ?? ''
    await asRoot((ctx) => grantRole(ctx, { memberId: security?.id ?? '', role: 'system_admin', unitId, endsOn: null }))
    await zhang.does((ctx) => createTask(ctx, { body: '报方案', dueAt: ctx.now + DAY_MS, parties: [{ party: `m:${wu.id}` }] }))
    const leave = () => asRoot((ctx) => updateMember(ctx, { id: zhang.id, left: true }, { mobileKey: null }))
    await expect(leave()).rejects.toThrow('张三还有交办未办结的 1 件,请先移交:由单位负责人或督查科在群里发 #移交 @张三 @接任人')
    await perform(stage, { memberId: security?.id ?? '' }, (ctx) =>
      handOverMember(ctx, { fromId: zhang.id, toId: laid.people.find(({ name }) => name === '周正')?.id ?? '', reason: '' }),
    )
    expect((await leave()).leftAt).not.toBeNull()
    expect(await runner.read((tx) => tx.countBy(Matter, { issuerId: zhang.id }))).toBe(0)
  })
})

it('thousands of todos move in one act, or none of them', async () => {
  const { zhang, li, sun, zhao, runner, stage } = await openScene()
  const { perform } = await import('../../../database/stage.ts')
  const many = 1_200
  await zhang.does(async (ctx) => {
    for (let n = 0; n < many; n += 1) {
      await createTask(ctx, { body: `第${n}项`, title: `第${n}项`, dueAt: ctx.now + DAY_MS, parties: [{ party: `m:${li.id}` }] })
    }
  })
  const boom = new Error('boom')
  await expect(
    perform(stage, { memberId: zhao.id }, async (ctx) => {
      await handOverMember(ctx, { fromId: li.id, toId: sun.id, reason: '' })
      throw boom
    }),
  ).rejects.toBe(boom)
  expect(await zhao.does((ctx) => countDuties(ctx, li.id))).toEqual({ todos: many, issued: 0 })
  const moved = await zhao.does((ctx) => handOverMember(ctx, { fromId: li.id, toId: sun.id, reason: '' }))
  expect(moved).toEqual({ matters: many, issued: 0, todos: many, withoutRole: 0, series: 0 })
  expect(await zhao.does((ctx) => countDuties(ctx, li.id))).toEqual({ todos: 0, issued: 0 })
  expect(await zhao.does((ctx) => countDuties(ctx, sun.id))).toEqual({ todos: many, issued: 0 })
  expect(await runner.read((tx) => tx.countBy(MatterEvent, { action: 'transfer' }))).toBe(many)
  expect(await runner.read((tx) => tx.countBy(MatterParty, { memberId: li.id }))).toBe(many)
  const open = await runner.read((tx) => tx.find(Todo, { where: { memberId: sun.id } }))
  expect(
    open.every(({ nextReminderAt, openKey, acknowledgedAt }) => nextReminderAt !== null && openKey !== null && acknowledgedAt === null),
  ).toBe(true)
}, 60_000)
