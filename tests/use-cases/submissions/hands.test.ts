import { describe, expect, test } from 'vitest'
import { RoleGrant, Member } from '../../../entities/index.ts'
import { tidySubmissions } from '../../../jobs/tidy-submissions.ts'
import { bumpDirectory } from '../../../use-cases/office/load-office.ts'
import { openPressScene, type PressScene } from '../../support/press-scene.ts'

const owed = async (scene: PressScene, number: number): Promise<string[]> =>
  (await scene.matter(number)).todos
    .filter(({ closedAt }) => closedAt === null)
    .map(({ party, duty }) => `${party} ${duty}`)
    .toSorted()

/** The role is taken away, or the person leaves: whatever the administration does, here by the rows. */
const losesRole = (scene: PressScene, name: string, role: RoleGrant['role']) =>
  scene.zhou.does(async (ctx) => {
    await ctx.tx.delete(RoleGrant, { memberId: scene.actor(name).id, role })
    await bumpDirectory(ctx.tx)
  })
const leaves = (scene: PressScene, name: string) =>
  scene.zhou.does(async (ctx) => {
    await ctx.tx.update(Member, { id: scene.actor(name).id }, { leftAt: ctx.now })
    await bumpDirectory(ctx.tx)
  })

describe('a signature that does not come', () => {
  test('falls to the deputy after four working hours; told once, and the director may still sign', async () => {
    const scene = await openPressScene()
    const number = await scene.story()
    await scene.wen.says(`#同意 ${number}`)
    expect(await owed(scene, number)).toContain('周正 sign')
    await scene.clock.reaches('2026-11-23T14:29')
    expect(scene.wuf.heard()).toEqual([])
    // 09:00 to 12:00 and 14:00 to 15:00.
    await scene.clock.reaches('2026-11-23T15:00')
    const [told, ...more] = scene.wuf.heard()
    expect(told).toMatch(/^周正暂未签发,请您代为审签:\n〔128〕/u)
    expect(more).toEqual([])
    expect(await owed(scene, number)).toEqual(expect.arrayContaining(['吴副 sign', '周正 sign']))
    await scene.clock.reaches('2026-11-23T17:30')
    expect(scene.wuf.heard()).toEqual([])
    const calls = (await scene.matter(number)).events.filter(({ action }) => action === 'call_deputies')
    expect(calls.map(({ at, actor }) => [at, actor])).toEqual([['2026-11-23T15:00:00+08:00', null]])
    await scene.zhou.says(`#签发 ${number}`)
    expect(await owed(scene, number)).toEqual(['文清 handle'])
  })

  test('an issue’s as well, with its contents', async () => {
    const scene = await openPressScene()
    const number = await scene.story('消防支队检查老旧小区')
    await scene.wen.says(`#编发 《专报》 ${number}`)
    await scene.wen.says('#送签 129')
    await scene.clock.reaches('2026-11-23T15:01')
    expect(scene.wuf.heard()[0]).toMatch(/^周正暂未签发,请您代为审签:\n〔129〕《专报》送审稿,请您签发\n.*消防支队检查老旧小区/u)
    await scene.wuf.says('#签发 129')
    expect(scene.group.heard().at(-1)).toContain('已签发(副主任代签)')
  })

  test('a director who goes away after it was sent leaves it to the deputy at once', async () => {
    const scene = await openPressScene()
    const number = await scene.story()
    await scene.wen.says(`#同意 ${number}`)
    await scene.zhou.whispers('#代理 吴副 到周五')
    await scene.clock.passes('1m')
    expect(await owed(scene, number)).toContain('吴副 sign')
  })

  test('a new director is asked, whoever was asked before', async () => {
    const scene = await openPressScene()
    const number = await scene.story()
    await scene.wen.says(`#同意 ${number}`)
    await scene.zhang.does(async (ctx) => {
      await ctx.tx.update(RoleGrant, { memberId: scene.zhou.id, role: 'director' }, { memberId: scene.zhang.id })
      await bumpDirectory(ctx.tx)
    })
    await scene.clock.passes('1m')
    expect(await owed(scene, number)).toContain('张三 sign')
    expect(scene.zhang.heard().at(-1)).toMatch(/^〔128〕/u)
  })

  test('in an issue that waits for an editor’s check nobody signs in anybody’s place', async () => {
    const scene = await openPressScene()
    const number = await scene.story()
    await scene.wen.says(`#编发 《情况反映》 ${number}`)
    await scene.wen.says('#送签 129')
    await scene.clock.reaches('2026-11-24T12:00')
    expect((await owed(scene, 129)).filter((line) => line.startsWith('吴副'))).toEqual([])
  })
})

describe('nothing is owed by nobody', () => {
  test('what is signed before anybody took it is the editors’ to send', async () => {
    const scene = await openPressScene()
    const number = await scene.story()
    await scene.zhou.says(`#签发 ${number}`)
    expect(await owed(scene, number)).toEqual(['文清 handle', '许静 handle'])
  })

  test('an editor who left: the others have it next morning; a head who is head no more: the one who is', async () => {
    const scene = await openPressScene()
    const taken = await scene.story()
    await scene.wen.says(`#接收 ${taken}`)
    await scene.sun.says('#信息 消防支队举办演练\n11月23日30人。')
    await leaves(scene, '文清')
    await losesRole(scene, '赵刚', 'unit_head')
    await scene.clock.reaches('2026-11-24T08:00')
    expect(await owed(scene, taken)).toEqual(['许静 handle'])
    // The unit has no head any more, nor has anybody above it: the editors.
    expect(await owed(scene, taken + 1)).toEqual(['许静 review'])
    expect((await scene.matter(taken + 1)).stage).toBe('采编中')
  })

  test('where nobody edits and nobody signs, nothing is taken in', async () => {
    const scene = await openPressScene()
    for (const [name, role] of [
      ['文清', 'editor'],
      ['许静', 'editor'],
      ['周正', 'director'],
      ['吴副', 'deputy_director'],
    ] as const)
      await losesRole(scene, name, role)
    await scene.sun.says('#信息 消防支队举办演练\n11月23日30人。')
    expect(scene.group.heard()).toEqual(['办公室还没有信息科人员和签发人,请联系系统管理员设置'])
  })

  test('running it again changes nothing', async () => {
    const scene = await openPressScene()
    const number = await scene.story()
    await scene.clock.reaches('2026-11-24T08:00')
    const before = await scene.matter(number)
    await tidySubmissions.run(scene.stage, scene.clock.now())
    expect(await scene.matter(number)).toEqual(before)
  })
})

describe('#留存', () => {
  test('takes it off the list; it can still be adopted, printed, and taken up again', async () => {
    const scene = await openPressScene()
    const [one, two] = [await scene.story(), await scene.story()]
    await scene.wen.says(`#留存 ${one} ${two}`)
    await scene.clock.passes('1m')
    expect(scene.wen.heard().at(-1)).toBe('〔128〕〔129〕已留存,上级采用时仍可 #采用;要再编请 #接收')
    expect(await owed(scene, one)).toEqual([])
    expect((await scene.matter(one)).stage).toBe('已办结')
    await scene.wen.says(`#采用 ${one} 省级《每日要情》`)
    expect(scene.group.heard().at(-1)).toContain('已登记')
    await scene.wen.says(`#接收 ${two}`)
    expect(await owed(scene, two)).toEqual(['文清 handle'])
    await scene.sun.says(`#留存 ${two}`)
    expect(scene.group.heard().at(-1)).toContain('只有信息科可以留存')
  })

  test('what was not used for ten working days is put aside by the clock; what stands in an issue and 报忧 are not', async () => {
    const scene = await openPressScene()
    const [unused, used] = [await scene.story(), await scene.story()]
    const problem = await scene.story('某小区停水', { tone: 'problem' })
    await scene.wen.says(`#编发 《政务信息》 ${used}`)
    await scene.clock.reaches('2026-12-07T08:00')
    expect((await scene.matter(unused)).state).toBe('open')
    await scene.clock.reaches('2026-12-08T08:00')
    expect((await scene.matter(unused)).state).toBe('closed')
    expect((await scene.matter(used)).state).toBe('open')
    expect((await scene.matter(problem)).state).toBe('signing')
    await scene.wen.says(`#接收 ${used}`)
  })

  test('parts of a joint report that came to nothing can be taken up again; printed ones cannot', async () => {
    const scene = await openPressScene()
    const [one, two] = [await scene.story(), await scene.story()]
    await scene.wen.says(`#合并 ${one} ${two} 各单位开展检查`)
    await scene.wen.says(`#接收 ${one}`)
    expect(scene.group.heard().at(-1)).toContain('已办结')
    await scene.wen.says(`#撤销 ${two + 1} 合错了`)
    await scene.wen.says(`#接收 ${one}`)
    expect(scene.group.heard().at(-1)).toBe(`〔${one}〕由 文清 采编`)
  })
})
