import { readFile } from 'node:fs/promises'
import { bodyParser } from '@koa/bodyparser'
import { Router } from '@koa/router'
import type { Context, Middleware, Next } from 'koa'
import { ulid } from 'ulid'
import type { z } from 'zod'
import type { Stage } from '../../../database/stage.ts'
import type { Instant } from '../../../rules/instant.ts'
import { Problem, problemStatus } from '../../../rules/problems.ts'
import { type ReportProblem, warnOfProblem } from '../report-problem.ts'
import { createChatLog } from './web/chat-log.ts'
import type { SimulatorWorld } from './create-simulator.ts'
import { createEventStreams } from './web/event-stream.ts'
import { createOfficeClock } from './web/move-clock.ts'
import { listPrivateChats, readHistory } from './web/read-history.ts'
import { runConversation } from './web/run-conversation.ts'
import { chipGroups } from './web/tag-chips.ts'
import { clockSchema, historySchema, recallSchema, sayingSchema } from './web/web-inputs.ts'

/** What the app hands in; mounted in demo mode only. */
export interface SimulatorWebOptions {
  world: SimulatorWorld
  stage: Stage
  /** Moves the office clock to `to`, stepping through everything that falls due on the way, and tells each step. */
  advanceClock(to: Instant, onStep: (now: Instant) => void): Promise<void>
  /** The channel's name in bindings and inbox rows; default `simulator`. */
  channel?: string
  heartbeatMs?: number
  report?: ReportProblem
  /** Calls wait for this: what is said before the network is up would be heard by nobody. */
  until?: Promise<void>
}

/** The page and its routes. `close` ends the event streams and stops listening to the bot, so that the server can stop at once. */
export interface SimulatorWeb {
  router: Router
  /** Tells the simulated network who there is; called once before the channel starts. */
  fillWorld(): Promise<void>
  close(): void
}

/** The only files that are served. */
const pageFiles: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'style.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
  'app.js': 'text/javascript; charset=utf-8',
  'chat-list.js': 'text/javascript; charset=utf-8',
  'chat-view.js': 'text/javascript; charset=utf-8',
  'clock-bar.js': 'text/javascript; charset=utf-8',
  'completion.js': 'text/javascript; charset=utf-8',
  'composer.js': 'text/javascript; charset=utf-8',
  'elements.js': 'text/javascript; charset=utf-8',
  'people-picker.js': 'text/javascript; charset=utf-8',
  'server.js': 'text/javascript; charset=utf-8',
  'store.js': 'text/javascript; charset=utf-8',
  'words.js': 'text/javascript; charset=utf-8',
}

const securityHeaders: Record<string, string> = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
}

const largestBody = '128kb'

/** The simulator's web side: the page at `/`, its files under `/simulator/page/`, its data under `/simulator/`. */
export function createSimulatorWeb(options: SimulatorWebOptions): SimulatorWeb {
  const { world, stage, channel = 'simulator', report = warnOfProblem } = options
  const log = createChatLog()
  const conversation = runConversation({ world, stage, log, channel })
  const sources = { stage, log, botId: world.botId, channel }
  const now = (): Instant => stage.clocks.office()
  const streams = createEventStreams({ log, life: ulid(), now, heartbeatMs: options.heartbeatMs ?? 15_000 })
  const clock = createOfficeClock({ stage, log, advanceClock: options.advanceClock })

  const router = new Router()
  const waitForNetwork = async (_ctx: Context, next: Next): Promise<void> => {
    await options.until
    await next()
  }
  router.use(waitForNetwork, setHeaders, answerProblems(report), bodyParser({ enableTypes: ['json'], jsonLimit: largestBody }))

  router.get('/', async (ctx) => servePageFile(ctx, 'index.html'))
  router.get('/simulator/page/:file', async (ctx) => servePageFile(ctx, ctx['params'].file ?? ''))

  router.get('/simulator/office', async (ctx) => {
    const office = await conversation.office(true)
    const withLast = async (chat: string): Promise<unknown> => {
      const { lines } = await readHistory(sources, office, { chat, before: now(), limit: 1 })
      return { chat, last: lines[0] ?? null }
    }
    const chats = [...office.groups.map(({ id }) => id), ...(await listPrivateChats(sources, office))]
    ctx.body = {
      ...office,
      bot: { id: world.botId, name: office.botName },
      chats: await Promise.all(chats.map(withLast)),
      chipGroups,
      now: now(),
    }
  })

  router.get('/simulator/history', async (ctx) => {
    const { chat, before = now(), limit } = parse(historySchema, ctx.query)
    ctx.body = await readHistory(sources, await conversation.office(), { chat, before, limit })
  })

  router.post('/simulator/messages', async (ctx) => {
    ctx.body = { message: await conversation.say(parse(sayingSchema, ctx.request.body)) }
  })

  router.post('/simulator/recall', async (ctx) => {
    ctx.body = { message: await conversation.recall(parse(recallSchema, ctx.request.body)) }
  })

  router.get('/simulator/events', (ctx) => {
    // Not as a body: Koa would report every page that is closed as a broken stream.
    ctx.respond = false
    ctx.res.writeHead(200, { ...securityHeaders, 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' })
    const stream = streams.open(ctx.get('Last-Event-ID'))
    ctx.res.once('close', () => stream.destroy())
    stream.pipe(ctx.res)
  })

  router.get('/simulator/clock', async (ctx) => {
    ctx.body = await clock.read()
  })

  router.post('/simulator/clock', async (ctx) => {
    ctx.body = await clock.move(parse(clockSchema, ctx.request.body))
  })

  return {
    router,
    fillWorld: async () => void (await conversation.office(true)),
    close() {
      conversation.stop()
      streams.close()
    },
  }
}

async function setHeaders(ctx: Context, next: Next): Promise<void> {
  ctx.set(securityHeaders)
  await next()
}

async function servePageFile(ctx: Context, name: string): Promise<void> {
  const type = Object.hasOwn(pageFiles, name) ? pageFiles[name] : undefined
  if (type === undefined) throw new Problem('not_found', '没有这个文件')
  ctx.type = type
  // Pictures are made anew all the time; without the program they would show as broken.
  if (name === 'icon.svg') ctx.set('Cache-Control', 'max-age=86400')
  ctx.body = await readFile(new URL(`./page/${name}`, import.meta.url))
}

function parse<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const parsed = schema.safeParse(input ?? {})
  if (!parsed.success) throw new Problem('bad_request', parsed.error.issues[0]?.message ?? '请求不对', parsed.error.issues)
  return parsed.data
}

/** Every refusal as `{error: {code, message}}` in Chinese; what is no refusal is reported and hidden. */
function answerProblems(report: ReportProblem): Middleware {
  return async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      const problem = asProblem(error)
      if (!problem) report(`simulator page: ${ctx.method} ${ctx.path}`, error)
      const { code, message } = problem ?? { code: 'internal', message: '程序出错了,请看控制台日志' }
      ctx.status = problem ? problemStatus[problem.code] : 500
      ctx.body = { error: { code, message } }
    }
  }
}

function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  if (status === 413) return new Problem('too_large', '内容太长')
  if (status === 400) return new Problem('bad_request', '请求不是有效的 JSON')
  return undefined
}
