import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { perform, type Stage } from '../../database/stage.ts'
import { RoleGrant } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { defaultRateLimits, type ApiConfig } from '../../miniprogram-api/api-config.ts'
import type { Route } from '../../miniprogram-api/define-route.ts'
import { listRoutes } from '../../miniprogram-api/routes/index.ts'
import { createApi } from '../../miniprogram-api/server.ts'
import { createIds } from '../../rules/new-id.ts'
import { createDiskStore } from '../../storage/disk-store.ts'
import type { Role } from '../../rules/roles.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { layOffice, type OfficePlan } from '../../use-cases/office/lay-office.ts'
import { bumpDirectory, createOfficeLoader } from '../../use-cases/office/load-office.ts'
import { deriveKeys } from '../../use-cases/people/derive-keys.ts'
import { openSession } from '../../use-cases/sessions/open-session.ts'
import { createTask } from '../../use-cases/tasks/create-task.ts'
import { openScratchDatabase } from '../support/database.ts'

const plan: OfficePlan = {
  office: { name: '临江市人民政府办公室', settings: { firstNumber: 128 } },
  units: [
    { code: 'ZFB', name: '市政府办' },
    { code: 'XF', name: '消防救援支队', aliases: ['消防队'], parent: 'ZFB' },
    { code: 'CG', name: '城市管理局', aliases: ['城管局'], parent: 'ZFB' },
  ],
  people: [
    { name: '张三', unit: 'ZFB', post: '副秘书长', mobile: '13812345678', roles: [{ role: 'leader' }] },
    { name: '李四', unit: 'XF', officer: 'full_time', mobile: '13912340000' },
    { name: '赵六', unit: 'XF' },
    { name: '王五', unit: 'CG' },
    { name: '系管', unit: 'ZFB', roles: [{ role: 'system_admin' }] },
    { name: '安管', unit: 'ZFB', roles: [{ role: 'security_admin' }] },
    { name: '审计', unit: 'ZFB', roles: [{ role: 'auditor' }] },
  ],
  groups: [
    {
      name: '消防隐患排查群',
      purpose: '消防隐患排查',
      ownerUnit: 'XF',
      owner: '李四',
      members: ['张三', '李四'].map((person) => ({ person })),
    },
    { name: '城管工作群', purpose: '市容整治', ownerUnit: 'CG', owner: '王五', members: [{ person: '王五' }] },
  ],
  publications: [{ name: '政务信息', level: 'city', direction: 'downward' }],
}

/** WeChat's server as far as code2Session goes: the code says how it behaves. */
const startWechat = async () => {
  const asked: URL[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://wechat')
    asked.push(url)
    const code = url.searchParams.get('js_code') ?? ''
    const say = (body: unknown): void => void response.end(JSON.stringify(body))
    if (code === 'silent') return
    if (code === 'broken') return void response.writeHead(502).end('bad gateway')
    if (code === 'html') return void response.end('<html>')
    if (code === 'redirect') return void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
    if (code === 'stale') return say({ errcode: 40029, errmsg: 'invalid code' })
    if (code === 'busy') return say({ errcode: -1, errmsg: 'system error' })
    say({ openid: `openid-${code}`, session_key: 'never-to-be-kept' })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

export interface Answer {
  status: number
  body: any
  headers: Headers
}

export interface Asking {
  token?: string | undefined
  body?: unknown
  headers?: Record<string, string>
  /** Sent as it is instead of JSON. */
  raw?: string | Uint8Array<ArrayBuffer>
}

const matches = (route: Route, method: string, path: string): boolean =>
  route.method === method && new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`).test(path.split('?')[0] ?? '')

/** The API on a free port over a small office on the database under test. Every good answer is checked against its declared schema. */
export const openApiScene = async (changes: Partial<ApiConfig> = {}, officePlan: OfficePlan = plan) => {
  let office = Date.parse('2026-11-23T09:30:00+08:00')
  let machine = Date.parse('2026-11-23T09:30:00+08:00')
  const runner = await openScratchDatabase(8)
  const stage: Stage = {
    runner,
    loadOffice: createOfficeLoader(),
    clocks: { office: () => office, machine: () => machine },
    newId: createIds(() => office),
  }
  const laid = await perform(stage, { memberId: null }, (ctx) => layOffice(ctx, officePlan))
  const wechat = await startWechat()
  const folder = mkdtempSync(path.join(tmpdir(), 'qunban-files-'))
  const logged: string[] = []
  const config: ApiConfig = {
    host: '127.0.0.1',
    port: 0,
    trustedProxies: 0,
    demo: false,
    wechat: { appId: 'wx-test', secret: 'the-app-secret', baseUrl: wechat.url },
    keys: deriveKeys(Buffer.alloc(32, 7)),
    limits: {
      ...defaultRateLimits,
      perAddress: { points: 1e6, seconds: 60 },
      perToken: { points: 1e6, seconds: 60 },
      signIn: { points: 1e6, seconds: 60 },
    },
    files: createDiskStore(folder),
    extraPages: [],
    health: () => ({ services: ['api'] }),
    channels: () => [{ name: 'wechaty', state: 'scan', qrCode: 'https://login.weixin.qq.com/l/abc' }],
    closeLimitMs: 2_000,
    ...changes,
  }
  const api = createApi({ stage, config, logger: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }) })
  const { url } = await api.listen()
  const routes = listRoutes({ demo: config.demo })

  const member = (name: string): string => laid.people.find((person) => person.name === name)!.id
  const byClock = <T>(work: (ctx: UseCaseContext) => Promise<T>): Promise<T> => perform(stage, { memberId: null }, work)
  const signIn = async (memberId: string): Promise<string> =>
    (await byClock((ctx) => openSession(ctx, { memberId, via: 'code', machineNow: machine }))).token

  const ask = async (method: Route['method'], path: string, asking: Asking = {}): Promise<Answer> => {
    const { token, body, headers, raw } = asking
    const response = await fetch(`${url}/api/v1${path}`, {
      method: method.toUpperCase(),
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(raw === undefined && body === undefined ? {} : { body: raw ?? JSON.stringify(body) }),
    })
    const isJson = (response.headers.get('content-type') ?? '').includes('json')
    const answer = {
      status: response.status,
      body: isJson ? await response.json() : await response.arrayBuffer(),
      headers: response.headers,
    }
    const route = routes.find((each) => matches(each, method, path))
    if (route?.response && response.status in route.statuses) route.response.parse(answer.body)
    return answer
  }

  return {
    stage,
    url,
    api,
    wechat,
    /** Where attachments lie, when the test brings no storage of its own. */
    folder,
    routes,
    config,
    member,
    unit: (code: string): string => laid.units.find((unit) => unit.code === code)!.id,
    group: (name: string): string => laid.groups.find((group) => group.name === name)!.id,
    publication: (name: string): string => laid.publications.find((publication) => publication.name === name)!.id,
    byClock,
    signIn,
    ask,
    logged: () => logged.join(''),
    /** The faults that were logged: an unexpected 500 is explained by them. */
    faults: () => logged.filter((line) => line.includes('request failed')),
    /** A person with the API in hand. */
    as: async (name: string) => {
      const token = await signIn(member(name))
      const send =
        (method: Route['method']) =>
        (path: string, body?: unknown, headers: Record<string, string> = {}) =>
          ask(method, path, { token, body, headers })
      return { token, get: send('get'), post: send('post'), patch: send('patch'), del: send('delete') }
    },
    /** Machine time passes: sessions and codes age. */
    machinePasses: (ms: number) => {
      machine += ms
    },
    officePasses: (ms: number) => {
      office += ms
    },
    machineNow: () => machine,
    now: () => office,
    /** A person as good as any, holding the role there. */
    grant: (name: string, role: Role, unitCode: string) =>
      byClock(async (ctx) => {
        const unitId = laid.units.find((unit) => unit.code === unitCode)!.id
        const grant = { id: ctx.newId(), memberId: member(name), role, unitId, endsOn: null, grantedAt: ctx.now, grantedById: null }
        await insertRows(ctx.tx, RoleGrant, [grant])
        await bumpDirectory(ctx.tx)
        return grant.id
      }),
    revoke: (grantId: string) =>
      byClock(async (ctx) => {
        await ctx.tx.delete(RoleGrant, { id: grantId })
        await bumpDirectory(ctx.tx)
      }),
    /** 张三 asks somebody for something by tomorrow evening; resolves with its number. */
    task: async (title: string, parties: string[], groupId: string | null = null): Promise<number> => {
      const created = await perform(stage, { memberId: member('张三') }, (ctx) =>
        createTask(ctx, { body: title, dueAt: office + 32 * 3_600_000, parties: parties.map((party) => ({ party })), groupId }),
      )
      return created.matter.number
    },
    close: async () => {
      await api.close()
      await runner.close()
      await wechat.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type ApiScene = Awaited<ReturnType<typeof openApiScene>>
