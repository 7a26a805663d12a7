import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Binding, GroupMember, Member, OfficeState } from '../../../entities/index.ts'
import { nextNumber } from '../../../use-cases/matters/next-number.ts'
import { layOffice, type OfficePlan } from '../../../use-cases/office/lay-office.ts'
import { openMobile } from '../../../use-cases/people/mobile-cipher.ts'
import { adminPlan, openAdminScene, refusalOf, type AdminScene } from '../../support/admin-scene.ts'

describe('an office laid down from a plan', () => {
  let scene: AdminScene
  beforeAll(async () => {
    scene = await openAdminScene({
      ...adminPlan,
      office: { ...adminPlan.office, settings: { firstNumber: 128, reminders: { at: '08:45' } } },
    })
  })
  afterAll(() => scene.close())

  test('has its tree: the first unit without a parent is the office, the others hang where they say', async () => {
    await scene.commandLine.does(async ({ office: { directory } }) => {
      expect(directory.findRoot()?.name).toBe('市政府办')
      expect(directory.unitsAbove(scene.unit('YJZX')).map((unit) => unit.code)).toEqual(['YJZX', 'YJ', 'ZFB'])
    })
  })

  test('holds roles in the own unit unless another is named', async () => {
    await scene.commandLine.does(async ({ office: { directory } }) => {
      expect(directory.holdsAtRoot(scene.member('张三'), 'leader', '2026-11-23')).toBe(true)
      expect(directory.holdsAtRoot(scene.member('秦川'), 'system_admin', '2026-11-23')).toBe(false)
    })
  })

  test('lays the settings over the defaults and begins at the first number', async () => {
    await scene.commandLine.does(async (ctx) => {
      expect(ctx.office.settings.reminders).toMatchObject({ at: '08:45', workingDaysBefore: [3, 1] })
      expect(await nextNumber(ctx.tx)).toBe(128)
      expect((await ctx.tx.findOneByOrFail(OfficeState, { id: 1 })).settingsChangedAt).toBe(ctx.now)
    })
  })

  test('binds everybody and every group under the ids asked for', async () => {
    await scene.commandLine.does(async ({ tx }) => {
      const found = await tx.findOneByOrFail(Binding, { channel: 'memory', account: 'bot', externalId: `wx-${scene.member('赵七')}` })
      expect(found.memberId).toBe(scene.member('赵七'))
      expect(found.confirmedAt).not.toBeNull()
      expect(await tx.countBy(Binding, { subject: 'group' })).toBe(1)
    })
  })

  test('keeps mobiles sealed and masked, and nicknames default to the name', async () => {
    await scene.commandLine.does(async ({ tx }) => {
      const zhao = await tx.findOneByOrFail(Member, { id: scene.member('赵七') })
      expect(zhao.mobileMasked).toBe('136****0002')
      expect(zhao.mobileEncrypted).not.toContain('13600040002')
      expect(openMobile(Buffer.alloc(32, 7), zhao.mobileEncrypted!)).toBe('13600040002')
      expect((await tx.findOneByOrFail(GroupMember, { memberId: zhao.id })).nickname).toBe('赵七')
    })
  })

  test('is not laid over another one', async () => {
    expect(await refusalOf(scene.commandLine.does((ctx) => layOffice(ctx, adminPlan)))).toMatchObject({ code: 'conflict' })
  })
})

describe('a plan with faults', () => {
  let scene: AdminScene
  beforeAll(async () => {
    scene = await openAdminScene(null)
  })
  afterAll(() => scene.close())
  const said = async (plan: Partial<OfficePlan>): Promise<string> => {
    const whole = { office: { name: '甲办' }, units: [{ code: 'A', name: '甲' }], ...plan }
    const { code, message } = await refusalOf(scene.commandLine.does((ctx) => layOffice(ctx, whole)))
    expect(code).toBe('bad_request')
    return message
  }

  test.each<[string, Partial<OfficePlan>, string]>([
    [
      'an unknown parent',
      {
        units: [
          { code: 'A', name: '甲' },
          { code: 'B', name: '乙', parent: 'X' },
        ],
      },
      'units[1].parent:没有代码为“X”的单位',
    ],
    [
      'the same code twice',
      {
        units: [
          { code: 'A', name: '甲' },
          { code: 'A', name: '乙' },
        ],
      },
      'units[1]:单位代码“A”与第 1 个重复',
    ],
    [
      'a circle',
      {
        units: [
          { code: 'A', name: '甲' },
          { code: 'B', name: '乙', parent: 'C' },
          { code: 'C', name: '丙', parent: 'B' },
        ],
      },
      'units[1].parent:“B”的上级绕成了圈',
    ],
    ['a person in no unit', { people: [{ name: '张三', unit: 'X' }] }, 'people[0].unit:没有代码为“X”的单位'],
    ['a role in no unit', { people: [{ name: '张三', unit: 'A', roles: [{ role: 'leader', unit: 'X' }] }] }, 'people[0].roles[0].unit'],
    [
      'the same person twice',
      {
        people: [
          { name: '张三', unit: 'A' },
          { name: '张三', unit: 'A' },
        ],
      },
      'people[1]:人员“张三@A”与第 1 个重复',
    ],
    [
      'the same staff number',
      {
        people: [
          { name: '张三', unit: 'A', staffNo: '1' },
          { name: '李四', unit: 'A', staffNo: '1' },
        ],
      },
      '工号“1”',
    ],
    ['an unknown owner', { groups: [{ name: '群', owner: '谁', members: [] }] }, 'groups[0].owner:没有“谁”这个人'],
    [
      'a member twice',
      { people: [{ name: '张三', unit: 'A' }], groups: [{ name: '群', members: [{ person: '张三' }, { person: '张三@A' }] }] },
      'groups[0].members[1]:成员',
    ],
    ['a word we do not know', { people: [{ name: '张三', unit: 'A', age: 3 } as never] }, 'people[0]'],
    ['a mobile that is none', { people: [{ name: '张三', unit: 'A', mobile: '123' }] }, 'people[0].mobile:手机号是 11 位数字'],
    ['a setting that is none', { office: { name: '甲办', settings: { lateAfternoon: '晚上' } } }, 'lateAfternoon:时间写成 HH:mm'],
    ['a zone that is none', { office: { name: '甲办', timezone: 'Mars/Base' } }, 'timezone:没有这个时区'],
  ])('%s is named with its place', async (_what, plan, words) => {
    expect(await said(plan)).toContain(words)
  })

  test('two people of one name are told apart by 名字@单位代码', async () => {
    const people = [
      { name: '王伟', unit: 'A' },
      { name: '王伟', unit: 'B' },
    ]
    const units = [
      { code: 'A', name: '甲' },
      { code: 'B', name: '乙', parent: 'A' },
    ]
    expect(await said({ units, people, groups: [{ name: '群', members: [{ person: '王伟' }] }] })).toContain('请写 王伟@A 或 王伟@B')
  })

  test('everything is said at once, and nothing was written', async () => {
    const message = await said({ people: [{ name: '张三', unit: 'X' }], groups: [{ name: '群', owner: '谁', members: [] }] })
    expect(message.split('\n')).toHaveLength(2)
    await scene.commandLine.does(async ({ tx }) => expect(await tx.count(Member)).toBe(0))
  })
})
