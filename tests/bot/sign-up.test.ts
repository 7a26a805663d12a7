import { describe, expect, it } from 'vitest'
import { InboundMessageRow, MatterEvent, SignUp, Todo } from '../../entities/index.ts'
import { parseSignUp } from '../../bot/parse/sign-up.ts'
import type { OfficePlan } from '../../use-cases/office/lay-office.ts'
import { countRows } from '../support/database.ts'
import { openScene, type Scene } from '../support/scene.ts'
import { scenePlan } from '../support/scene-office.ts'

describe('parseSignUp', () => {
  it('reads the head and one entry a line', () => {
    expect(parseSignUp('#接龙\n周五部署会〔128〕\n例 张三 2人\n\n1. 李四\n2. 消防队-孙磊 参加\n3、王五')).toEqual({
      head: '周五部署会〔128〕\n例 张三 2人',
      numbers: [128],
      entries: ['李四', '消防队-孙磊 参加', '王五'],
    })
    expect(parseSignUp('#Group Note\n1. 李四').entries).toEqual(['李四'])
  })

  it('bears what is broken: no entries, empty ones, far too many, far too long', () => {
    expect(parseSignUp('#接龙')).toEqual({ head: '', numbers: [], entries: [] })
    expect(parseSignUp('#接龙\n1. \n2.\n随便写').entries).toEqual([])
    const many = Array.from({ length: 2_000 }, (_, n) => `${n + 1}. 人${n}`).join('\n')
    expect(parseSignUp(`#接龙\n${many}`).entries).toHaveLength(500)
    expect(parseSignUp(`#接龙\n1. ${'长'.repeat(5_000)}`).entries[0]).toHaveLength(60)
  })
})

const notice = '#通知 冬春火灾防控工作部署会周五下午三点召开(需签收)'
const head = '#接龙\n冬春火灾防控工作部署会\n'
const list = (...names: string[]): string => `${head}\n${names.map((name, n) => `${n + 1}. ${name}`).join('\n')}`

const signed = async (scene: Scene): Promise<string[]> => {
  const todos = await scene.runner.read((tx) => tx.findBy(Todo, { duty: 'acknowledge' }))
  const names = todos.filter((todo) => todo.acknowledgedAt !== null).map((todo) => todo.acknowledgedById)
  return names.map((id) => scene.office.laid.people.find((person) => person.id === id)?.name ?? '').toSorted()
}

describe('接龙', () => {
  it('counts each person once as it grows, by nickname, name and unit, and is never answered', async () => {
    const scene = await openScene()
    await scene.zhang.says(notice)
    scene.group.heard()
    await scene.li.says(list('消防队-李四'))
    await scene.wu.says(list('消防队-李四', '王五 参加'))
    await scene.sun.says(list('消防队-李四', '王五 参加', '消防队 孙磊'))
    expect(scene.group.heard()).toEqual([])
    expect(await signed(scene)).toEqual(['李四', '王五', '孙磊'].toSorted())
    expect(await scene.runner.read((tx) => tx.findBy(MatterEvent, { action: 'acknowledge' }))).toHaveLength(3)
    await scene.chen.says(list('消防队-李四', '王五 参加', '消防队 孙磊', '老陈'))
    expect(await signed(scene)).toContain('陈六')
  })

  it('that lost an entry loses no signature, and the timeline says so once', async () => {
    const scene = await openScene()
    await scene.zhang.says(notice)
    await scene.li.says(list('李四'))
    await scene.wu.says(list('李四', '王五'))
    await scene.li.says(list('王五'))
    await scene.li.says(list('王五', '李四'))
    expect(await signed(scene)).toEqual(['李四', '王五'].toSorted())
    const removed = await scene.runner.read((tx) => tx.findBy(MatterEvent, { action: 'sign_up_removed' }))
    expect(removed.map(({ text }) => text)).toEqual(['接龙中已删去 李四,此前的签收保留'])
  })

  it('about something else says nothing of a notice and is not kept', async () => {
    const scene = await openScene()
    await scene.zhang.says(notice)
    const before = await countRows(scene.runner)
    await scene.li.says('#接龙\n中午食堂包间用餐人数\n\n1. 李四\n2. 王五')
    expect(await countRows(scene.runner)).toEqual(before)
  })

  it('that only says “sign here” is about what was posted last; later entries are about the same', async () => {
    const scene = await openScene()
    await scene.zhang.says(notice)
    await scene.li.says('#接龙\n收到请接龙\n\n1. 李四')
    await scene.zhang.says('#通知 年终考核方案讨论稿(需签收)')
    await scene.wu.says('#接龙\n收到请接龙\n\n1. 李四\n2. 王五')
    const rows = await scene.runner.read((tx) => tx.findBy(MatterEvent, { action: 'acknowledge' }))
    const first = (await scene.matter(128)).events.filter(({ action }) => action === 'acknowledge')
    expect(first.map(({ actor }) => actor)).toEqual(['李四', '王五'])
    expect(rows).toHaveLength(2)
  })

  it('about a task is a 收到 to it, never a completion', async () => {
    const scene = await openScene()
    await scene.zhang.says('#任务 @李四 @王五 周五前完成冬季值班安排表')
    await scene.li.says('#接龙\n冬季值班安排表\n\n1. 李四')
    const [todo, other] = await scene.runner.read((tx) => tx.find(Todo, { where: { duty: 'handle' }, order: { id: 'ASC' } }))
    expect([todo?.acknowledgedAt !== null, other?.acknowledgedAt !== null].filter(Boolean)).toHaveLength(1)
    expect(todo?.closedAt).toBeNull()
    expect(await scene.matter(128)).toMatchObject({ state: 'open' })
  })

  it('names by its number what it is about', async () => {
    const scene = await openScene()
    await scene.zhang.says(notice)
    await scene.li.says('#接龙\n〔128〕参会\n\n1. 李四')
    expect(await signed(scene)).toEqual(['李四'])
  })

  it('of a stranger, in private, or naming who does not sit here does nothing', async () => {
    const scene = await openScene()
    await scene.zhang.says('#通知 @王五 冬春火灾防控工作部署会(需签收)')
    await scene.li.whispers(list('王五'))
    scene.office.channel.addPerson({ id: 'new', name: '新人' })
    await scene.office.channel.says('new', { group: `group:${scene.group.id}` }, list('王五'))
    await scene.li.says(list('宋歌'))
    expect(await signed(scene)).toEqual([])
    expect(await scene.runner.read((tx) => tx.count(SignUp))).toBe(0)
  })

  it('of an older version that comes late takes nothing out', async () => {
    const scene = await openScene({ startsAt: '2026-11-23T10:00' })
    await scene.zhang.says(notice)
    await scene.clock.passes('5m')
    await scene.wu.says(list('李四', '王五'))
    await scene.li.says(list('李四'), { sentAt: '2026-11-23T10:01' })
    expect(await scene.runner.read((tx) => tx.findBy(MatterEvent, { action: 'sign_up_removed' }))).toEqual([])
    expect(await signed(scene)).toEqual(['李四', '王五'].toSorted())
  })

  it('delivered twice has one effect', async () => {
    const scene = await openScene()
    await scene.zhang.says(notice)
    await scene.li.says(list('李四'), { messageId: 'same' })
    await scene.li.says(list('李四'), { messageId: 'same' })
    const kept = await scene.runner.read((tx) => tx.find(InboundMessageRow))
    expect(kept.filter(({ text }) => text.includes('接龙'))).toHaveLength(1)
  })

  it('with 300 names is counted at once', async () => {
    const names = Array.from({ length: 300 }, (_, n) => `职工${n}号`)
    const plan: OfficePlan = {
      ...scenePlan,
      people: [...(scenePlan.people ?? []), ...names.map((name) => ({ name, unit: 'HB' }))],
      groups: [
        ...(scenePlan.groups ?? []),
        { name: '全员群', purpose: '工作', owner: '张三', members: ['张三', ...names].map((person) => ({ person })) },
      ],
    }
    const scene = await openScene({ plan })
    const everywhere = { in: '全员群' }
    await scene.zhang.says(notice, everywhere)
    await scene.actor(names[0] ?? '').says(list(...names), everywhere)
    expect(await signed(scene)).toHaveLength(300)
    await scene.zhang.says('#通知 年终考核方案讨论稿(需签收)', everywhere)
    await scene.actor(names[0] ?? '').says(`#接龙\n收到请接龙\n\n${names.map((name, n) => `${n + 1}. ${name}`).join('\n')}`, everywhere)
    expect(await signed(scene)).toHaveLength(600)
  })
})
