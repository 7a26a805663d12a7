import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { IsNull } from 'typeorm'
import { Binding, OneTimeCode, Session } from '../../../entities/index.ts'
import { insertRows } from '../../../entities/insert-rows.ts'
import { MINUTE_MS } from '../../../rules/instant.ts'
import { issueBindCode, unbind, useBindCode } from '../../../use-cases/bindings/bind-codes.ts'
import { issueLinkCode, issueLoginCode, redeemLinkTicket, redeemLoginCode } from '../../../use-cases/bindings/login-codes.ts'
import { noteContact } from '../../../use-cases/bindings/note-contact.ts'
import type { CodeKit } from '../../../use-cases/bindings/one-time-codes.ts'
import { openAdminScene, refusalOf, type AdminScene } from '../../support/admin-scene.ts'

let scene: AdminScene
beforeEach(async () => {
  scene = await openAdminScene()
})
afterEach(() => scene.close())

const kit = (): CodeKit => ({ key: Buffer.alloc(32, 9), machineNow: scene.now() })
const contact = (externalId: string, channel = 'memory'): Promise<Binding> =>
  scene.commandLine.does((ctx) => noteContact(ctx, { channel, account: 'bot', externalId, name: '新手机' }))
const codeFor = (name: string): Promise<string> =>
  scene.person('董安全').does((ctx) => issueBindCode(ctx, kit(), { memberId: scene.member(name) }))
const sends = (code: string, bindingId: string) => scene.commandLine.does((ctx) => useBindCode(ctx, kit(), { code, bindingId }))
const boundTo = async (id: string): Promise<string | null> =>
  (await scene.runner.read((tx) => tx.findOneByOrFail(Binding, { id }))).memberId

describe('#绑定', () => {
  test('whoever sends the code becomes the member, once', async () => {
    const phone = await contact('wx-new')
    const code = await codeFor('赵七')
    expect(code).toMatch(/^\d{10}$/)
    expect(await sends(` ${code.slice(0, 4)}-${code.slice(4)} `, phone.id)).toEqual({
      outcome: 'bound',
      memberId: scene.member('赵七'),
      name: '赵七',
    })
    expect(await boundTo(phone.id)).toBe(scene.member('赵七'))
    expect(await sends(code, (await contact('wx-thief')).id)).toMatchObject({ outcome: 'refused' })
    expect(await scene.audit()).toEqual(['bindings.issue_code', 'bindings.bind'])
  })

  test('the contact that acted before on this account acts no longer', async () => {
    const old = await scene.runner.read((tx) => tx.findOneByOrFail(Binding, { memberId: scene.member('赵七') }))
    await sends(await codeFor('赵七'), (await contact('wx-new')).id)
    expect(await boundTo(old.id)).toBeNull()
  })

  test('codes live five minutes, and a new one voids the last', async () => {
    const phone = await contact('wx-new')
    const first = await codeFor('赵七')
    const second = await codeFor('赵七')
    expect(await sends(first, phone.id)).toMatchObject({ outcome: 'refused' })
    scene.waits(5 * MINUTE_MS)
    expect(await sends(second, phone.id)).toMatchObject({ outcome: 'refused' })
    const third = await codeFor('赵七')
    scene.waits(5 * MINUTE_MS - 1)
    expect(await sends(third, phone.id)).toMatchObject({ outcome: 'bound' })
  })

  test('the fifth wrong try locks the code, and every try is kept', async () => {
    const phone = await contact('wx-new')
    const code = await codeFor('赵七')
    const wrong = code.slice(0, 4) + String((Number(code.slice(4)) + 1) % 1_000_000).padStart(6, '0')
    for (let n = 1; n <= 5; n += 1) expect(await sends(wrong, phone.id)).toMatchObject({ outcome: 'refused' })
    expect((await scene.runner.read((tx) => tx.find(OneTimeCode)))[0]!.tries).toBe(5)
    expect(await sends(code, phone.id)).toMatchObject({ outcome: 'refused' })
  })

  test('four wrong tries leave it open', async () => {
    const phone = await contact('wx-new')
    const code = await codeFor('赵七')
    const wrong = code.slice(0, 4) + String((Number(code.slice(4)) + 1) % 1_000_000).padStart(6, '0')
    for (let n = 1; n <= 4; n += 1) await sends(wrong, phone.id)
    expect(await sends(code, phone.id)).toMatchObject({ outcome: 'bound' })
  })

  test.each(['', '12', 'abcdefghij', '0000000000'])('“%s” is refused in the same words', async (text) => {
    const { message } = (await sends(text, (await contact('wx-new')).id)) as { message: string }
    expect(message).toContain('码不对、已用过或已过期')
  })

  test('the code itself is nowhere in the database', async () => {
    const code = await codeFor('赵七')
    const rows = JSON.stringify(await scene.runner.read((tx) => tx.find(OneTimeCode)))
    expect(rows).not.toContain(code)
  })

  test('only the security administrator and the command line give codes, and only for people here', async () => {
    expect(
      await refusalOf(scene.person('方系统').does((ctx) => issueBindCode(ctx, kit(), { memberId: scene.member('赵七') }))),
    ).toMatchObject({ code: 'forbidden' })
    expect(await refusalOf(scene.commandLine.does((ctx) => issueBindCode(ctx, kit(), { memberId: '0'.repeat(26) })))).toMatchObject({
      code: 'not_found',
    })
  })

  test('a code with a seeded source of chance is the same twice', async () => {
    const seeded = (): CodeKit => ({ ...kit(), random: (max) => Math.floor(max / 3) })
    expect(await scene.commandLine.does((ctx) => issueBindCode(ctx, seeded(), { memberId: scene.member('赵七') }))).toBe('3333333333')
  })
})

describe('解绑', () => {
  test('a lost phone: contacts, sessions and codes end together', async () => {
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
    await scene.runner.transaction((tx) => insertRows(tx, Session, [session]))
    const code = await codeFor('赵七')
    const login = await scene.person('赵七').does((ctx) => issueLoginCode(ctx, kit()))
    expect(await scene.person('董安全').does((ctx) => unbind(ctx, kit(), { memberId: zhao }))).toEqual({ bindings: 1, sessions: 1 })
    expect(await scene.runner.read((tx) => tx.countBy(Session, { revokedAt: IsNull() }))).toBe(0)
    expect(await sends(code, (await contact('wx-thief')).id)).toMatchObject({ outcome: 'refused' })
    expect(await scene.commandLine.does((ctx) => redeemLoginCode(ctx, kit(), { code: login }))).toBeNull()
    expect(await refusalOf(scene.person('赵七').does((ctx) => unbind(ctx, kit(), { memberId: zhao })))).toMatchObject({ code: 'forbidden' })
    expect(await refusalOf(scene.commandLine.does((ctx) => unbind(ctx, kit(), { memberId: '0'.repeat(26) })))).toMatchObject({
      code: 'not_found',
    })
  })
})

describe('#登录', () => {
  test('the code is for its sender, once', async () => {
    const code = await scene.person('赵七').does((ctx) => issueLoginCode(ctx, kit()))
    const redeem = () => scene.commandLine.does((ctx) => redeemLoginCode(ctx, kit(), { code }))
    expect(await redeem()).toEqual({ memberId: scene.member('赵七') })
    expect(await redeem()).toBeNull()
  })

  test('it does not bind, and a binding code does not log in', async () => {
    const login = await scene.person('赵七').does((ctx) => issueLoginCode(ctx, kit()))
    expect(await sends(login, (await contact('wx-new')).id)).toMatchObject({ outcome: 'refused' })
    const bind = await codeFor('秦川')
    expect(await scene.commandLine.does((ctx) => redeemLoginCode(ctx, kit(), { code: bind }))).toBeNull()
  })
})

describe('the mini-program', () => {
  test('its openid becomes the member who sends its code in the chat', async () => {
    const openid = await contact('openid-1', 'miniprogram')
    const { ticket, code } = await scene.commandLine.does((ctx) => issueLinkCode(ctx, kit(), { binding: openid }))
    const ask = () => scene.commandLine.does((ctx) => redeemLinkTicket(ctx, kit(), { ticket }))
    expect(await ask()).toEqual({ state: 'waiting' })
    const chat = await scene.runner.read((tx) => tx.findOneByOrFail(Binding, { memberId: scene.member('赵七') }))
    expect(await sends(code, chat.id)).toMatchObject({ outcome: 'linked', name: '赵七' })
    expect(await ask()).toEqual({ state: 'ready', memberId: scene.member('赵七') })
    expect(await boundTo(openid.id)).toBe(scene.member('赵七'))
    expect(await boundTo(chat.id)).toBe(scene.member('赵七'))
    await scene.person('董安全').does((ctx) => unbind(ctx, kit(), { memberId: scene.member('赵七') }))
    expect(await ask()).toEqual({ state: 'expired' })
  })

  test('somebody nobody knows links nothing, and the code still works for its owner', async () => {
    const openid = await contact('openid-1', 'miniprogram')
    const { code, ticket } = await scene.commandLine.does((ctx) => issueLinkCode(ctx, kit(), { binding: openid }))
    expect(await sends(code, (await contact('wx-stranger')).id)).toMatchObject({ outcome: 'refused' })
    expect(await boundTo(openid.id)).toBeNull()
    scene.waits(5 * MINUTE_MS)
    expect(await scene.commandLine.does((ctx) => redeemLinkTicket(ctx, kit(), { ticket }))).toEqual({ state: 'expired' })
    expect(await scene.commandLine.does((ctx) => redeemLinkTicket(ctx, kit(), { ticket: 'made up' }))).toEqual({ state: 'expired' })
  })
})

test('a contact is noted once', async () => {
  const [first, second] = [await contact('wx-1'), await contact('wx-1')]
  expect(second.id).toBe(first.id)
  expect(first).toMatchObject({ memberId: null, confirmedAt: null })
})
