import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { IsNull } from 'typeorm'
import { Delegation, Member, RoleGrant, Session, Todo, WorkGroup } from '../../../entities/index.ts'
import { insertRows } from '../../../entities/insert-rows.ts'
import { updateGroup } from '../../../use-cases/administration/groups.ts'
import { createMember, createMemberSchema, updateMember } from '../../../use-cases/administration/members.ts'
import { grantRole, grantRoleSchema, revokeRole } from '../../../use-cases/administration/roles.ts'
import { createUnit, createUnitSchema, updateUnit } from '../../../use-cases/administration/units.ts'
import { parseInput } from '../../../use-cases/parse-input.ts'
import { openMatter } from '../../../use-cases/matters/open-matter.ts'
import { openAdminScene, refusalOf, type AdminScene } from '../../support/admin-scene.ts'

const keys = { mobileKey: Buffer.alloc(32, 7) }
let scene: AdminScene
beforeEach(async () => {
  scene = await openAdminScene()
})
afterEach(() => scene.close())
const sysadmin = () => scene.person('方系统')
const security = () => scene.person('董安全')

describe('units', () => {
  const input = (more: object) => parseInput(createUnitSchema, { code: 'CG', name: '城管局', parentId: scene.unit('ZFB'), ...more })

  test('a new unit stands below another and is known at once', async () => {
    const unit = await sysadmin().does((ctx) => createUnit(ctx, input({ aliases: ['城管'] })))
    await scene.commandLine.does(async ({ office }) =>
      expect(office.directory.findUnit(unit.id)).toMatchObject({ code: 'CG', aliases: ['城管'] }),
    )
    expect(await scene.audit()).toEqual(['units.create'])
  })

  test('a code is used once', async () => {
    expect(await refusalOf(sysadmin().does((ctx) => createUnit(ctx, input({ code: 'YJ' }))))).toEqual({
      code: 'conflict',
      message: '单位代码“YJ”已被使用',
    })
    expect(await refusalOf(sysadmin().does((ctx) => updateUnit(ctx, { id: scene.unit('YJ'), code: 'ZFB' })))).toMatchObject({
      code: 'conflict',
    })
  })

  test('a unit cannot hang below itself, nor the office below anything', async () => {
    expect(
      await refusalOf(sysadmin().does((ctx) => updateUnit(ctx, { id: scene.unit('YJ'), parentId: scene.unit('YJZX') }))),
    ).toMatchObject({ code: 'bad_request' })
    expect(await refusalOf(sysadmin().does((ctx) => updateUnit(ctx, { id: scene.unit('ZFB'), parentId: scene.unit('YJ') })))).toMatchObject(
      { code: 'bad_request' },
    )
    expect(await refusalOf(sysadmin().does((ctx) => createUnit(ctx, input({ parentId: '0'.repeat(26) }))))).toMatchObject({
      code: 'bad_request',
    })
  })

  test('only an empty unit is closed, and it can come back', async () => {
    expect((await refusalOf(sysadmin().does((ctx) => updateUnit(ctx, { id: scene.unit('YJ'), closed: true })))).message).toContain(
      '在岗人员',
    )
    expect((await refusalOf(sysadmin().does((ctx) => updateUnit(ctx, { id: scene.unit('ZFB'), closed: true })))).message).toContain(
      '不能撤销本办公室',
    )
    await sysadmin().does((ctx) => updateUnit(ctx, { id: scene.unit('YJZX'), closed: true, name: '指挥中心' }))
    await scene.commandLine.does(async ({ office }) =>
      expect(office.directory.findUnit(scene.unit('YJZX'))).toMatchObject({ closed: true, name: '指挥中心' }),
    )
    expect((await sysadmin().does((ctx) => updateUnit(ctx, { id: scene.unit('YJZX'), closed: false }))).closedAt).toBeNull()
  })

  test('one with units below is not closed', async () => {
    const top = await sysadmin().does((ctx) => createUnit(ctx, input({})))
    await sysadmin().does((ctx) => createUnit(ctx, input({ code: 'CG1', parentId: top.id })))
    expect((await refusalOf(sysadmin().does((ctx) => updateUnit(ctx, { id: top.id, closed: true })))).message).toContain('下级单位')
  })
})

describe('people', () => {
  const input = (more: object) => parseInput(createMemberSchema, { name: '新人', unitId: scene.unit('YJ'), ...more })

  test('somebody new has a masked number and no roles', async () => {
    const view = await sysadmin().does((ctx) => createMember(ctx, input({ mobile: '13912345678', staffNo: '900' }), keys))
    expect(view).toMatchObject({ name: '新人', mobileMasked: '139****5678' })
    expect(view).not.toHaveProperty('mobileEncrypted')
    await scene.commandLine.does(async ({ office }) => expect(office.directory.grantsOf(view.id, '2026-11-23')).toEqual([]))
  })

  test('a staff number is used once, a closed or unknown unit takes nobody', async () => {
    expect(await refusalOf(sysadmin().does((ctx) => createMember(ctx, input({ staffNo: '102' }), keys)))).toEqual({
      code: 'conflict',
      message: '工号“102”已被使用',
    })
    expect(await refusalOf(sysadmin().does((ctx) => createMember(ctx, input({ unitId: '0'.repeat(26) }), keys)))).toMatchObject({
      code: 'bad_request',
    })
  })

  test('without a key no number is kept', async () => {
    expect(
      await refusalOf(sysadmin().does((ctx) => createMember(ctx, input({ mobile: '13912345678' }), { mobileKey: null }))),
    ).toMatchObject({ code: 'unavailable' })
  })

  test('a change touches what it names', async () => {
    const zhao = scene.member('赵七')
    const after = await sysadmin().does((ctx) =>
      updateMember(ctx, { id: zhao, post: '科长', mobile: null, unitId: scene.unit('YJZX') }, keys),
    )
    expect(after).toMatchObject({ name: '赵七', post: '科长', mobileMasked: null, unitId: scene.unit('YJZX'), staffNo: '102' })
  })

  test('who leaves cannot act, and sessions and delegations end', async () => {
    const zhao = scene.member('赵七')
    const session = {
      id: 's'.repeat(26),
      tokenHash: 'x',
      memberId: zhao,
      via: 'code' as const,
      createdAt: 1,
      lastUsedAt: 1,
      expiresAt: 9e12,
      revokedAt: null,
    }
    const delegation = {
      id: 'd'.repeat(26),
      kind: 'stand_in' as const,
      fromId: scene.member('秦川'),
      toId: zhao,
      startsAt: 1,
      endsAt: null,
      revokedAt: null,
    }
    await scene.runner.transaction(async (tx) => {
      await insertRows(tx, Session, [session])
      await insertRows(tx, Delegation, [delegation])
    })
    await sysadmin().does((ctx) => updateMember(ctx, { id: zhao, left: true }, keys))
    expect(await refusalOf(scene.person('赵七').does(async () => undefined))).toMatchObject({ code: 'not_signed_in' })
    expect(await scene.runner.read((tx) => tx.countBy(Session, { revokedAt: IsNull() }))).toBe(0)
    expect(await scene.runner.read((tx) => tx.countBy(Delegation, { revokedAt: IsNull() }))).toBe(0)
    await sysadmin().does((ctx) => updateMember(ctx, { id: zhao, left: false }, keys))
    await scene.person('赵七').does(async (ctx) => expect(ctx.actor?.name).toBe('赵七'))
  })

  test('nobody leaves with todos in hand', async () => {
    const zhao = scene.member('赵七')
    await scene.person('张三').does((ctx) =>
      openMatter(ctx, {
        kind: 'task',
        title: '排查',
        body: '排查',
        urgency: 'normal',
        dueAt: ctx.now + 1,
        dueText: null,
        groupId: null,
        unitId: scene.unit('ZFB'),
        issuerId: scene.member('张三'),
        parties: [{ party: `m:${zhao}`, role: 'responsible' }],
      }),
    )
    expect((await refusalOf(sysadmin().does((ctx) => updateMember(ctx, { id: zhao, left: true }, keys)))).message).toBe(
      '赵七还有待办 1 项,请先移交:由单位负责人或督查科在群里发 #移交 @赵七 @接任人,或由安全管理员在管理端移交',
    )
    expect(await scene.runner.read((tx) => tx.countBy(Todo, { memberId: zhao, closedAt: IsNull() }))).toBe(1)
    expect((await scene.runner.read((tx) => tx.findOneByOrFail(Member, { id: zhao }))).leftAt).toBeNull()
  })

  test('the last administrator stays', async () => {
    expect(
      (await refusalOf(sysadmin().does((ctx) => updateMember(ctx, { id: scene.member('董安全'), left: true }, keys)))).message,
    ).toContain('最后一名')
  })
})

describe('roles', () => {
  const grant = (name: string, role: string, unit: string, endsOn: string | null = null) =>
    parseInput(grantRoleSchema, { memberId: scene.member(name), role, unitId: scene.unit(unit), endsOn })

  test('a role given holds at the next call and one taken away is gone', async () => {
    const given = await security().does((ctx) => grantRole(ctx, grant('张三', 'supervisor', 'ZFB')))
    await scene.commandLine.does(async ({ office }) =>
      expect(office.directory.holdsAtRoot(scene.member('张三'), 'supervisor', '2026-11-23')).toBe(true),
    )
    await security().does((ctx) => revokeRole(ctx, { grantId: given.id }))
    await scene.commandLine.does(async ({ office }) =>
      expect(office.directory.holdsAtRoot(scene.member('张三'), 'supervisor', '2026-11-23')).toBe(false),
    )
    expect(await scene.audit()).toEqual(['roles.grant', 'roles.revoke'])
  })

  test('a role with a last day ends by itself', async () => {
    await security().does((ctx) => grantRole(ctx, grant('张三', 'supervisor', 'ZFB', '2026-11-25')))
    await scene.commandLine.does(async ({ office }) => {
      expect(office.directory.holdsAtRoot(scene.member('张三'), 'supervisor', '2026-11-25')).toBe(true)
      expect(office.directory.holdsAtRoot(scene.member('张三'), 'supervisor', '2026-11-26')).toBe(false)
    })
  })

  test('nobody gets a role twice, and the last security administrator keeps theirs', async () => {
    expect(await refusalOf(security().does((ctx) => grantRole(ctx, grant('秦川', 'unit_head', 'YJ'))))).toEqual({
      code: 'conflict',
      message: '秦川已是应急局的单位分管领导',
    })
    const own = await scene.runner.read((tx) => tx.findOneByOrFail(RoleGrant, { role: 'security_admin' }))
    expect(await refusalOf(security().does((ctx) => revokeRole(ctx, { grantId: own.id })))).toMatchObject({ code: 'conflict' })
    expect(await refusalOf(security().does((ctx) => revokeRole(ctx, { grantId: '0'.repeat(26) })))).toMatchObject({ code: 'not_found' })
  })
})

describe('groups', () => {
  test('a group with purpose and owner counts as registered; closing and reopening', async () => {
    const id = scene.group('值班群')
    await scene.runner.transaction((tx) => tx.update(WorkGroup, { id }, { registeredAt: null, purpose: null, ownerId: null }))
    expect((await sysadmin().does((ctx) => updateGroup(ctx, { id, purpose: '值班' }))).registeredAt).toBeNull()
    expect(
      (await sysadmin().does((ctx) => updateGroup(ctx, { id, ownerId: scene.member('赵七'), closesOn: '2026-12-31' }))).registeredAt,
    ).toBe(scene.now())
    expect((await sysadmin().does((ctx) => updateGroup(ctx, { id, closed: true }))).closedAt).toBe(scene.now())
    expect((await sysadmin().does((ctx) => updateGroup(ctx, { id, closed: false }))).closedAt).toBeNull()
    expect(await refusalOf(sysadmin().does((ctx) => updateGroup(ctx, { id, ownerId: '0'.repeat(26) })))).toMatchObject({
      code: 'bad_request',
    })
    expect(await refusalOf(sysadmin().does((ctx) => updateGroup(ctx, { id, ownerUnitId: '0'.repeat(26) })))).toMatchObject({
      code: 'bad_request',
    })
    expect(await refusalOf(sysadmin().does((ctx) => updateGroup(ctx, { id: '0'.repeat(26) })))).toMatchObject({ code: 'not_found' })
  })
})

describe('the three administrators are three', () => {
  const calls: Record<string, (name: string) => Promise<unknown>> = {
    units: (name) => scene.person(name).does((ctx) => updateUnit(ctx, { id: scene.unit('YJ'), name: '新名' })),
    people: (name) => scene.person(name).does((ctx) => updateMember(ctx, { id: scene.member('赵七'), post: '新职' }, keys)),
    groups: (name) => scene.person(name).does((ctx) => updateGroup(ctx, { id: scene.group('值班群'), purpose: '新用途' })),
    roles: (name) =>
      scene
        .person(name)
        .does((ctx) =>
          grantRole(ctx, parseInput(grantRoleSchema, { memberId: scene.member('赵七'), role: 'editor', unitId: scene.unit('ZFB') })),
        ),
  }
  test('nobody changes what another administrator keeps', async () => {
    const others = {
      units: ['董安全', '张三', '秦川'],
      people: ['董安全', '贺审计'],
      groups: ['董安全', '赵七'],
      roles: ['方系统', '张三'],
    }
    for (const [what, names] of Object.entries(others)) {
      for (const name of names) expect(await refusalOf(calls[what]!(name)), `${what} by ${name}`).toMatchObject({ code: 'forbidden' })
    }
  })
})
