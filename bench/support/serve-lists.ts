import 'reflect-metadata'
import { mkdtempSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Koa from 'koa'
import pino from 'pino'
import type { DatabaseConfig } from '../../database/data-source.ts'
import { openDatabase } from '../../database/open-database.ts'
import { perform, type Stage } from '../../database/stage.ts'
import { createApi } from '../../miniprogram-api/server.ts'
import { createIds } from '../../rules/new-id.ts'
import { createDiskStore } from '../../storage/disk-store.ts'
import { recordQueries, type AskedQuery } from '../../tests/support/count-queries.ts'
import { createOfficeLoader } from '../../use-cases/office/load-office.ts'
import { deriveKeys } from '../../use-cases/people/derive-keys.ts'
import { openSession } from '../../use-cases/sessions/open-session.ts'
import { openRaw } from './bed.ts'
import { readArgument, tell } from './child.ts'

/** A page of the API, as somebody of the office. */
export interface PageToServe {
  memberId: string
  route: string
}

/** Where the same page is served by the API and by bare Koa. */
export interface ServedPage {
  url: string
  token: string
  bareUrl: string
  queries: number
}

const { config, now, pages } = readArgument() as { config: DatabaseConfig; now: number; pages: PageToServe[] }
const plenty = { points: 1e9, seconds: 60 }

const runner = await openDatabase(config)
const clock = (): number => now
const stage: Stage = { runner, loadOffice: createOfficeLoader(), clocks: { office: clock, machine: clock }, newId: createIds(clock) }
const api = createApi({
  stage,
  logger: pino({ level: 'silent' }),
  config: {
    host: '127.0.0.1',
    port: 0,
    trustedProxies: 0,
    demo: false,
    wechat: null,
    keys: deriveKeys(Buffer.alloc(32, 1)),
    limits: { perAddress: plenty, perToken: plenty, signIn: plenty, wrongCodes: plenty },
    files: createDiskStore(mkdtempSync(path.join(tmpdir(), 'qunban-bench-files-'))),
    extraPages: [],
    health: () => ({}),
    channels: () => [],
    closeLimitMs: 1_000,
  },
})
const { url } = await api.listen()

/** Bare Koa: the very statements through the driver, their rows as JSON. */
const raw = openRaw(config)
const asked = new Map<string, readonly AskedQuery[]>()
const bare = new Koa()
bare.use(async (ctx) => {
  ctx.body = await raw.read(asked.get(ctx.path) ?? [])
})
const answer = bare.callback()
const handle = (request: IncomingMessage, response: ServerResponse): void => void answer(request, response)
const bareServer = createServer(handle)
await new Promise<void>((resolve) => bareServer.listen(0, '127.0.0.1', resolve))
const address = bareServer.address()
const barePort = typeof address === 'object' && address ? address.port : 0

const served: ServedPage[] = []
for (const [n, { memberId, route }] of pages.entries()) {
  const { token } = await perform(stage, { memberId: null }, (ctx) => openSession(ctx, { memberId, via: 'code', machineNow: now }))
  const get = async (): Promise<void> => {
    const answer = await fetch(`${url}/api/v1${route}`, { headers: { authorization: `Bearer ${token}` } })
    if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`)
    await answer.arrayBuffer()
  }
  await get()
  const { queries } = await recordQueries(runner.dataSource, get)
  asked.set(`/${n}`, queries)
  served.push({ url: `${url}/api/v1${route}`, token, bareUrl: `http://127.0.0.1:${barePort}/${n}`, queries: queries.length })
}
tell(served)
