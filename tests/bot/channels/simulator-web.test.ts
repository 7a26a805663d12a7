import { request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { ulid } from 'ulid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Saying, SimulatorWorld } from '../../../bot/channels/simulator/create-simulator.ts'
import type { BotMessage, SimulatedGroup, SimulatedPerson } from '../../../bot/channels/simulator/simulator-office.ts'
import { createSimulatorWeb, type SimulatorWeb } from '../../../bot/channels/simulator/web.ts'
import { openDatabase } from '../../../database/open-database.ts'
import type { Runner } from '../../../database/runner.ts'
import { perform, type Stage } from '../../../database/stage.ts'
import { GroupMember, InboundMessageRow, OutboundMessage } from '../../../entities/index.ts'
import { insertRows } from '../../../entities/insert-rows.ts'
import { DAY_MS, HOUR_MS } from '../../../rules/instant.ts'
import { layOffice, type LaidOffice, type OfficePlan } from '../../../use-cases/office/lay-office.ts'
import { createOfficeLoader } from '../../../use-cases/office/load-office.ts'

/** Friday 2026-11-20 14:30 in Shanghai. */
const friday = Date.parse('2026-11-20T14:30:00+08:00')

const plan: OfficePlan = {
  office: { name: '临江市人民政府办公室', settings: { firstNumber: 128 } },
  units: [
    { code: 'SZFB', name: '市政府办' },
    { code: 'XF', name: '消防队', parent: 'SZFB' },
  ],
  people: [
    { name: '张三', unit: 'SZFB', post: '副秘书长' },
    { name: '李四', unit: 'XF', post: '科长' },
    { name: '吴敏', unit: 'SZFB' },
  ],
  groups: [
    { name: '安全生产群', purpose: '隐患排查', members: [{ person: '张三' }, { person: '李四', nickname: '消防队-李四' }] },
    { name: '信息群', members: [{ person: '吴敏' }] },
  ],
}

/** The network without wechaty: keeps what was said, answers when told to. */
function fakeWorld() {
  const said: Saying[] = []
  const recalls: string[] = []
  const listeners = new Set<(message: BotMessage) => void>()
  let onSay: (saying: Saying) => Promise<void> = async () => undefined
  const offices: { people: readonly SimulatedPerson[]; groups: readonly SimulatedGroup[] }[] = []
  const world: SimulatorWorld = {
    botId: 'bot',
    setOffice: (office) => void offices.push(office),
    async say(saying) {
      said.push(saying)
      await onSay(saying)
      return saying.messageId ?? ''
    },
    async recall(messageId) {
      recalls.push(messageId)
      return ulid()
    },
    onBotMessage(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    failNextSends: () => undefined,
  }
  return {
    world,
    said,
    recalls,
    offices,
    listeners,
    whenSaid: (work: typeof onSay) => void (onSay = work),
    botSays(chat: BotMessage['chat'], text: string, at: number, messageId = ulid()) {
      for (const listener of listeners) listener({ chat, text, mentions: [], messageId, at })
    },
  }
}

let now: number
let runner: Runner
let stage: Stage
let laid: LaidOffice
let fake: ReturnType<typeof fakeWorld>
let web: SimulatorWeb
let server: Server
let base: string
let leaps: number[]
let advance: (to: number, onStep: (now: number) => void) => Promise<void>
const faults: unknown[] = []

const personId = (name: string): string => `wx-${laid.people.find((person) => person.name === name)?.id}`
const groupId = (name: string): string => `room-${laid.groups.find((group) => group.name === name)?.id}`

async function startWeb(): Promise<void> {
  fake = fakeWorld()
  web = createSimulatorWeb({
    world: fake.world,
    stage,
    advanceClock: async (to, onStep) => await advance(to, onStep),
    heartbeatMs: 30,
    report: (what, error) => faults.push([what, error]),
  })
  const app = new Koa()
  // Koa reports a reader that leaves in the middle of a write.
  app.silent = true
  app.use(web.router.routes()).use(web.router.allowedMethods())
  await new Promise<void>((resolve) => {
    server = app.listen(0, '127.0.0.1', resolve)
  })
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function stopWeb(): Promise<void> {
  web.close()
  await new Promise((resolve) => {
    server.close(resolve)
    server.closeAllConnections()
  })
}

beforeEach(async () => {
  now = friday
  leaps = []
  faults.length = 0
  advance = async (to, onStep) => {
    leaps.push(to)
    onStep(now)
    now = to
  }
  runner = await openDatabase({ kind: 'sqlite', file: ':memory:' })
  stage = { runner, loadOffice: createOfficeLoader(), clocks: { office: () => now, machine: () => friday }, newId: () => ulid() }
  laid = await perform(stage, { memberId: null }, (ctx) =>
    layOffice(ctx, plan, {
      bindings: { channel: 'simulator', account: 'bot', personId: ({ id }) => `wx-${id}`, groupId: ({ id }) => `room-${id}` },
    }),
  )
  await startWeb()
})

afterEach(async () => {
  await stopWeb()
  await runner.close()
})

async function get(path: string): Promise<any> {
  return await (await fetch(`${base}${path}`)).json()
}

async function post(path: string, body: unknown): Promise<{ status: number; body: any }> {
  const response = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

const say = async (text: string, more: Record<string, unknown> = {}) =>
  await post('/simulator/messages', { messageId: ulid(), chat: groupId('安全生产群'), from: personId('张三'), text, ...more })

const history = async (query = ''): Promise<any> => await get(`/simulator/history?chat=${groupId('安全生产群')}${query}`)
const texts = (page: any): string[] => page.lines.map((line: any) => line.text)

/** Reads a stream of events until `count` of the wanted kinds came. */
async function events(
  count: number,
  { lastEventId, kinds = ['message', 'clock', 'hello'] }: { lastEventId?: string; kinds?: string[] } = {},
  meanwhile = async () => {},
) {
  const response = await fetch(`${base}/simulator/events`, lastEventId === undefined ? {} : { headers: { 'last-event-id': lastEventId } })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const found: { id?: string; event: string; data: any }[] = []
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  let started = false
  while (found.length < count) {
    const { value, done } = await reader.read()
    if (done) break
    const blocks = (rest + value).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)))
      if (kinds.includes(fields.event)) found.push({ ...fields, data: JSON.parse(fields.data) })
    }
    if (!started) {
      started = true
      await meanwhile()
    }
  }
  await reader.cancel()
  return found
}

describe('the page', () => {
  it('comes with its files, types and a policy that lets nothing else in', async () => {
    const response = await fetch(`${base}/`)
    const html = await response.text()
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(html).not.toMatch(/https?:\/\//)
    const names = ['app.js', ...[...html.matchAll(/\/simulator\/page\/([\w.-]+)/g)].map(([, name]) => name!)]
    const seen = new Set<string>()
    let bytes = html.length
    while (names.length > 0) {
      const name = names.pop()!
      if (seen.has(name)) continue
      seen.add(name)
      const file = await fetch(`${base}/simulator/page/${name}`)
      expect([name, file.status]).toEqual([name, 200])
      const text = await file.text()
      bytes += Buffer.byteLength(text)
      names.push(...[...text.matchAll(/from '\.\/([\w-]+\.js)'/g)].map(([, found]) => found!))
    }
    expect(seen.size).toBeGreaterThan(10)
    expect(bytes).toBeLessThan(60 * 1024)
  })

  it('gives out nothing but its files, however the path is written', async () => {
    for (const path of [
      'web.ts',
      '..%2fweb.ts',
      '..%2f..%2f..%2f..%2fpackage.json',
      '%2e%2e/web.ts',
      'constructor',
      '__proto__',
      'app.js%00',
      './../web.ts',
    ]) {
      // fetch tidies paths up; a raw request does not.
      const status = await new Promise((resolve, reject) => {
        request(base, { path: `/simulator/page/${path}` }, (response) => resolve(response.resume().statusCode))
          .on('error', reject)
          .end()
      })
      expect([path, status]).toEqual([path, 404])
    }
  })
})

describe('the office', () => {
  it('lists people, groups with nicknames, chips and lines to try, and fills the network', async () => {
    const office = await get('/simulator/office')
    expect(office).toMatchObject({
      officeName: '临江市人民政府办公室',
      zone: 'Asia/Shanghai',
      bot: { id: 'bot', name: '群办' },
      nextNumber: 128,
      now: friday,
    })
    expect(office.people.find((person: any) => person.name === '李四')).toMatchObject({
      id: personId('李四'),
      unit: '消防队',
      post: '科长',
      bound: true,
    })
    const group = office.groups.find((one: any) => one.name === '安全生产群')
    expect(group).toMatchObject({ id: groupId('安全生产群'), purpose: '隐患排查', registered: true })
    expect(group.members).toContainEqual({ personId: personId('李四'), nickname: '消防队-李四' })
    expect(office.chipGroups.flatMap((one: any) => one.chips).map((chip: any) => chip.label)).toEqual(
      expect.arrayContaining(['任务', '反馈', '办结', '查', '帮助']),
    )
    expect(office.suggestions).toHaveLength(3)
    expect(fake.offices[0]?.people.map(({ name }) => name).sort()).toEqual(['吴敏', '张三', '李四'].sort())
  })

  it('tells the network again only when somebody or some group is other than before', async () => {
    await get('/simulator/office')
    await get('/simulator/office')
    expect(fake.offices).toHaveLength(1)
    const newcomer = laid.people.find(({ name }) => name === '吴敏')!.id
    const group = laid.groups.find(({ name }) => name === '安全生产群')!.id
    await runner.transaction((tx) =>
      insertRows(tx, GroupMember, [{ id: ulid(), groupId: group, memberId: newcomer, nickname: '小吴', leftAt: null }]),
    )
    expect((await say('大家好', { from: personId('吴敏') })).status).toBe(200)
    expect(fake.offices).toHaveLength(2)
  })
})

describe('saying something', () => {
  it('answers only after the bot is done with it', async () => {
    let release = (): void => undefined
    fake.whenSaid(() => new Promise((resolve) => (release = resolve)))
    let answered = false
    const answer = say('#任务 @李四 明天报方案', { mentions: [personId('李四')] }).then((result) => {
      answered = true
      return result
    })
    await expect.poll(() => fake.said.length, { timeout: 10_000 }).toBe(1)
    expect((await history()).lines[0]).toMatchObject({ text: '#任务 @李四 明天报方案', state: 'sending' })
    expect(answered).toBe(false)
    release()
    expect(await answer).toMatchObject({ status: 200, body: { message: { state: 'sent', at: friday, from: personId('张三') } } })
    expect(fake.said[0]).toMatchObject({
      chatId: groupId('安全生产群'),
      from: personId('张三'),
      mentions: [personId('李四')],
      sentAt: friday,
    })
  })

  it('delivers a retry under the same id, and shows one line', async () => {
    const messageId = ulid()
    await say('收到', { messageId })
    now += 5_000
    await say('收到', { messageId })
    expect(fake.said.map((saying) => [saying.messageId, saying.sentAt])).toEqual([
      [messageId, friday],
      [messageId, friday],
    ])
    expect(texts(await history())).toEqual(['收到'])
  })

  it('says so when the bot gave a message up; the retry then goes through', async () => {
    const messageId = ulid()
    fake.whenSaid(async () => Promise.reject(new Error('database is away')))
    const refused = await say('#反馈 128 好了', { messageId })
    expect(refused).toMatchObject({ status: 503, body: { error: { code: 'unavailable', message: expect.stringContaining('重发') } } })
    expect(JSON.stringify(refused.body)).not.toContain('database')
    expect((await history()).lines[0].state).toBe('failed')
    fake.whenSaid(async () => undefined)
    expect((await say('#反馈 128 好了', { messageId })).status).toBe(200)
    expect((await history()).lines).toMatchObject([{ state: 'sent' }])
  })

  it('carries quotes, and private words without a group', async () => {
    const quote = { from: '群办', text: '〔128〕已立项' }
    await say('收到', { quote })
    await say('#我的', { chat: `private:${personId('张三')}` })
    expect(fake.said[0]).toMatchObject({ quote })
    expect(fake.said[1]).not.toHaveProperty('chatId')
  })

  it.each([
    ['a stranger', { from: 'nobody' }, 404, '发言人'],
    ['somebody who is not in the group', { from: '吴敏' }, 403, '不在“安全生产群”'],
    ["somebody in another's private chat", { chat: 'private:李四' }, 403, '私聊'],
    ['a group that is not there', { chat: 'room-none' }, 404, '没有这个群'],
    ['nothing at all', { text: '  ' }, 400, '写点什么'],
    ['too much', { text: '长'.repeat(20_001) }, 400, '过长'],
    ['an id with tricks in it', { messageId: 'a b' }, 400, '消息编号'],
    ['a field nobody knows', { admin: true }, 400, ''],
  ])('refuses %s, in Chinese', async (_who, change, status, words) => {
    const named = Object.fromEntries(
      Object.entries(change).map(([key, value]) => {
        if (key === 'from' && value === '吴敏') return [key, personId('吴敏')]
        return [key, value === 'private:李四' ? `private:${personId('李四')}` : value]
      }),
    )
    const answer = await say('你好', named)
    expect([answer.status, answer.body.error?.message]).toEqual([status, expect.stringContaining(words)])
    expect(fake.said).toEqual([])
    expect(faults).toEqual([])
  })

  it('refuses a body that is too big or no JSON', async () => {
    expect((await say('你好', { mentions: Array.from({ length: 2_000 }, () => 'x'.repeat(100)) })).status).toBe(413)
    const broken = await fetch(`${base}/simulator/messages`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' })
    expect([broken.status, await broken.json()]).toMatchObject([400, { error: { code: 'bad_request' } }])
    const form = await fetch(`${base}/simulator/messages`, { method: 'POST', body: new URLSearchParams({ text: '你好' }) })
    expect(form.status).toBe(400)
  })
})

describe('taking back', () => {
  it("works on one's own words within two minutes", async () => {
    const messageId = ulid()
    await say('错了', { messageId })
    expect((await post('/simulator/recall', { messageId, from: personId('李四') })).status).toBe(404)
    now += 119_000
    expect(await post('/simulator/recall', { messageId, from: personId('张三') })).toMatchObject({
      status: 200,
      body: { message: { recalled: true } },
    })
    await post('/simulator/recall', { messageId, from: personId('张三') })
    expect(fake.recalls).toEqual([messageId])
    expect((await history()).lines).toMatchObject([{ recalled: true }])
  })

  it('is too late after that', async () => {
    const messageId = ulid()
    await say('错了', { messageId })
    now += 121_000
    expect(await post('/simulator/recall', { messageId, from: personId('张三') })).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('2 分钟') } },
    })
    expect(fake.recalls).toEqual([])
  })
})

describe('history', () => {
  const inbound = (externalId: string, text: string, at: number, name = '张三'): InboundMessageRow => ({
    id: ulid(),
    channel: 'simulator',
    account: 'bot',
    externalId,
    groupId: laid.groups.find((group) => group.name === '安全生产群')!.id,
    memberId: laid.people.find((person) => person.name === name)!.id,
    text,
    sentAt: at,
    receivedAt: at,
    state: 'done',
    reference: null,
    error: null,
  })
  const outbound = (externalId: string, text: string, at: number, to: Partial<OutboundMessage> = {}): OutboundMessage => ({
    id: ulid(),
    dedupeKey: ulid(),
    purpose: 'reply',
    lane: 0,
    groupId: laid.groups.find((group) => group.name === '安全生产群')!.id,
    memberId: null,
    bindingId: null,
    text,
    mentionIds: [],
    state: 'sent',
    attempts: 1,
    claimedBy: null,
    leaseUntil: null,
    notBefore: at,
    expiresAt: null,
    createdAt: at,
    settledAt: at,
    externalId,
    error: null,
    ...to,
  })

  it('still shows after a restart what the bot stored, each line once, in order', async () => {
    await runner.transaction(async (tx) => {
      await insertRows(tx, InboundMessageRow, [inbound('m1', '#任务 甲', friday - 9_000), inbound('m2', '收到', friday - 7_000, '李四')])
      await insertRows(tx, OutboundMessage, [
        outbound('b1', '〔128〕已立项', friday - 8_000),
        outbound('b2', '还没发出', friday - 7_500, { state: 'ready' }),
      ])
    })
    fake.botSays({ kind: 'group', id: groupId('安全生产群') }, '〔128〕已立项', friday - 8_000, 'b1')
    await say('大家辛苦')
    const page = await history()
    expect(texts(page)).toEqual(['#任务 甲', '〔128〕已立项', '收到', '大家辛苦'])
    expect(page.lines.map((line: any) => line.from)).toEqual([personId('张三'), 'bot', personId('李四'), personId('张三')])
    await stopWeb()
    await startWeb()
    expect(texts(await history())).toEqual(['#任务 甲', '〔128〕已立项', '收到'])
  })

  it('hides a stored recall and marks what it took back', async () => {
    await runner.transaction((tx) =>
      insertRows(tx, InboundMessageRow, [inbound('m1', '#任务 甲', friday - 9_000), inbound('r1', 'm1', friday - 8_000)]),
    )
    expect((await history()).lines).toMatchObject([{ id: 'm1', recalled: true }])
  })

  it('pages backwards without losing a line', async () => {
    const rows = Array.from({ length: 25 }, (_, index) => inbound(`m${index}`, `第${index}条`, friday - (25 - index) * 1_000))
    await runner.transaction((tx) => insertRows(tx, InboundMessageRow, rows))
    const seen = new Map<string, string>()
    let before: number | undefined
    for (let page = 0, more = true; more && page < 10; page += 1) {
      const { lines, more: older } = await history(`&limit=10${before === undefined ? '' : `&before=${before}`}`)
      for (const line of lines) seen.set(line.id, line.text)
      before = lines[0].at
      more = older
    }
    expect(seen.size).toBe(25)
  })

  it('lists private chats the bot has written to', async () => {
    const li = laid.people.find(({ name }) => name === '李四')!.id
    await runner.transaction((tx) =>
      insertRows(tx, OutboundMessage, [outbound('p1', '〔128〕今天到期', friday - 1_000, { groupId: null, memberId: li })]),
    )
    const { chats } = await get('/simulator/office')
    expect(chats).toContainEqual({
      chat: `private:${personId('李四')}`,
      last: expect.objectContaining({ text: '〔128〕今天到期', from: 'bot' }),
    })
    expect(texts(await get(`/simulator/history?chat=private:${personId('李四')}`))).toEqual(['〔128〕今天到期'])
  })
})

describe('events', () => {
  const group = () => ({ kind: 'group', id: groupId('安全生产群') }) as const

  it('bring what people and the bot say, live and in order', async () => {
    const heard = await events(4, {}, async () => {
      await say('#我的')
      fake.botSays(group(), '没有待办', now)
    })
    expect(heard.map(({ event, data }) => [event, data.text, data.state])).toEqual([
      ['hello', undefined, undefined],
      ['message', '#我的', 'sending'],
      ['message', '#我的', 'sent'],
      ['message', '没有待办', 'sent'],
    ])
    expect(heard[0]!.data).toMatchObject({ resumed: false, now })
  })

  it('replay what was missed, once, after a reconnect', async () => {
    const [hello] = await events(1)
    fake.botSays(group(), '一', now)
    fake.botSays(group(), '二', now)
    const [again, one, two] = await events(3, { lastEventId: hello!.id! })
    expect([again!.data.resumed, one!.data.text, two!.data.text]).toEqual([true, '一', '二'])
    const [last, ...others] = await events(2, { lastEventId: one!.id! })
    expect([last!.data.resumed, others.map(({ data }) => data.text)]).toEqual([true, ['二']])
  })

  it('tell a page from another life, or one too far behind, to start afresh', async () => {
    for (const lastEventId of [`${ulid()}.0`, 'rubbish', `${(await events(1))[0]!.id!.split('.')[0]}.999`]) {
      expect((await events(1, { lastEventId }))[0]!.data.resumed).toBe(false)
    }
    const [hello] = await events(1)
    for (let index = 0; index < 2_100; index += 1) fake.botSays(group(), `${index}`, now)
    expect((await events(1, { lastEventId: hello!.id! }))[0]!.data.resumed).toBe(false)
  })

  it('beat while nothing happens, and end when the program stops', async () => {
    expect((await events(2, { kinds: ['ping'] })).map(({ data }) => data.now)).toEqual([now, now])
    const open = events(99)
    await new Promise((resolve) => setTimeout(resolve, 50))
    web.close()
    expect((await open).length).toBeLessThan(99)
    expect(fake.listeners.size).toBe(0)
  })
})

describe('the clock', () => {
  it('goes to the next working morning: past the weekend, or this very morning', async () => {
    expect(await get('/simulator/clock')).toMatchObject({ now: friday, to: null })
    const { body } = await post('/simulator/clock', { to: 'next-working-morning' })
    const monday = Date.parse('2026-11-23T09:00:00+08:00')
    expect([leaps, body.now]).toEqual([[monday], monday])
    now = Date.parse('2026-11-24T07:00:00+08:00')
    await post('/simulator/clock', { to: 'next-working-morning' })
    expect(leaps[1]).toBe(Date.parse('2026-11-24T09:00:00+08:00'))
  })

  it('tells where it is while it goes, and lets nobody else move it', async () => {
    let release = (): void => undefined
    advance = async (to, onStep) => {
      for (now = friday; now < to; now += HOUR_MS) onStep(now)
      await new Promise<void>((resolve) => (release = resolve))
      now = to
    }
    const heard = await events(2, { kinds: ['clock'] }, async () => {
      const moving = post('/simulator/clock', { advanceMs: DAY_MS })
      await expect.poll(async () => (await get('/simulator/clock')).to, { timeout: 10_000 }).toBe(friday + DAY_MS)
      expect(await post('/simulator/clock', { advanceMs: HOUR_MS })).toMatchObject({
        status: 409,
        body: { error: { message: expect.stringContaining('正在前进') } },
      })
      release()
      expect(await moving).toMatchObject({ status: 200, body: { now: friday + DAY_MS, to: null } })
    })
    expect(heard[0]!.data).toEqual({ now: friday, from: friday, to: friday + DAY_MS })
    expect(heard.at(-1)!.data).toEqual({ now: friday + DAY_MS, from: null, to: null })
  })

  it('is at rest again after a fault on the way', async () => {
    advance = async () => Promise.reject(new Error('a job failed'))
    expect(await post('/simulator/clock', { advanceMs: HOUR_MS })).toMatchObject({ status: 500, body: { error: { code: 'internal' } } })
    expect(faults).toHaveLength(1)
    expect((await get('/simulator/clock')).to).toBeNull()
  })

  it.each([{ advanceMs: -1 }, { advanceMs: 1e12 }, { to: 'yesterday' }, {}, { advanceMs: '1' }])('does not go to %j', async (wish) => {
    expect((await post('/simulator/clock', wish)).status).toBe(400)
    expect(leaps).toEqual([])
  })
})
