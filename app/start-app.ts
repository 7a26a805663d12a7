import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import type { SimulatorWorld } from '../bot/channels/index.ts'
import { createSimulatorWeb, type SimulatorWeb } from '../bot/channels/simulator/web.ts'
import { suggestMessages } from '../bot/channels/simulator/web/suggest-messages.ts'
import { openDatabase } from '../database/open-database.ts'
import { lockProcess } from '../database/process-lock.ts'
import type { Stage } from '../database/stage.ts'
import { describeFault } from '../entities/describe-fault.ts'
import { Counter } from '../entities/index.ts'
import { listJobs } from '../jobs/index.ts'
import { passTime } from '../jobs/pass-time.ts'
import { createScheduler, type Scheduler } from '../jobs/scheduler.ts'
import { defaultRateLimits } from '../miniprogram-api/api-config.ts'
import { createApi, type Api } from '../miniprogram-api/server.ts'
import { MINUTE_MS } from '../rules/instant.ts'
import { createIds } from '../rules/new-id.ts'
import { clearIncoming } from '../storage/clear-incoming.ts'
import { openFileStore } from '../storage/open-file-store.ts'
import { createOfficeLoader } from '../use-cases/office/load-office.ts'
import { deriveKeys } from '../use-cases/people/derive-keys.ts'
import { createClocks, type OfficeClocks } from './clocks.ts'
import type { Config } from './config.ts'
import { createBot, type Bot } from './create-bot.ts'
import { prepareDemo } from './lay-demo.ts'
import { officeSecret } from './office-secret.ts'

export interface RunningApp {
  /** Where the API (and in demo mode the simulated group) listens; null without the api service. */
  url: string | null
  /** Messages to try in the simulated group, with a limit that lies ahead whatever the weekday. */
  suggestions: readonly string[]
  stop(): Promise<void>
}

export interface StartOptions {
  /** Told how far the demo history is, 0 to 1. */
  progress?: (share: number) => void
  /** Told of the login picture of a real chat account. */
  showQrCode?: (qrCode: string) => void
}

/** Wires the doors named in the configuration to one stage and starts them. Throws in plain words when something essential is missing. */
export const startApp = async (config: Config, { progress = () => undefined, showQrCode }: StartOptions = {}): Promise<RunningApp> => {
  const logger = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }))
  const report = (what: string, error: unknown): void => logger.warn({ fault: describeFault(error) }, what)
  const lock = lockProcess(config.database)
  const secret = officeSecret({ value: config.secret, mode: config.mode, file: config.secretFile })
  if (!secret) throw new Error('QUNBAN_SECRET is required in production')
  const keys = deriveKeys(secret)
  if (config.mode === 'demo') await prepareDemo(config.database, { now: Date.now(), progress, report })
  const runner = await openDatabase(config.database, { answerWithinMs: 2_000 })
  const clocks = await createClocks(runner)
  const stage: Stage = { runner, loadOffice: createOfficeLoader(), clocks, newId: createIds(clocks.machine) }
  const holder = randomUUID()
  // On SQLite no other process can be alive, so a lease of a killed one need not be waited out.
  const leaseHolder = config.database.kind === 'sqlite' ? 'the-only-process' : holder
  const files = await openFileStore(config.files)
  await clearIncoming(files, Date.now())
  const jobs = listJobs(leaseHolder, files)

  let persistedAt = 0
  const afterTick = (): void => {
    bot?.poke()
    if (clocks.machine() - persistedAt < MINUTE_MS) return
    persistedAt = clocks.machine()
    void clocks.persist().catch((error: unknown) => report('the office clock could not be kept', error))
  }
  const scheduler = config.services.includes('jobs')
    ? createScheduler(stage, { jobs, report: (job, error) => report(`job ${job}`, error), afterTick })
    : null
  const bot = config.services.includes('bot')
    ? createBot(config, stage, keys.codes, {
        holder,
        leaseHolder,
        report,
        logError: (detail, what) => logger.error(detail, what),
        showQrCode,
      })
    : null
  let letPagesIn = (): void => undefined
  const until = new Promise<void>((resolve) => {
    letPagesIn = resolve
  })
  const pages = bot?.world ? createPages(bot.world, stage, clocks, { jobs, report, poke: bot.poke, until }) : null

  const api = config.services.includes('api')
    ? createApi({
        stage,
        logger,
        config: {
          host: config.host,
          port: config.port,
          trustedProxies: config.trustedProxies,
          demo: config.mode === 'demo',
          wechat: config.wechat,
          keys,
          limits: defaultRateLimits,
          files,
          extraPages: pages ? [pages.router.routes()] : [],
          health: () => ({ services: config.services, mode: config.mode }),
          channels: () => bot?.status() ?? [],
          closeLimitMs: 5_000,
        },
      })
    : null
  // Phones need not wait for the chat network, whose library alone takes longer to load than everything else.
  const address = (await api?.listen()) ?? null
  await pages?.fillWorld()
  await bot?.start()
  letPagesIn()
  await scheduler?.start()
  return {
    url: address?.url ?? null,
    suggestions: await suggest(stage),
    stop: () => stopAll({ api, pages, scheduler, bot, clocks, runner, lock }),
  }
}

/** The first steps of the main job, as people would write them; the page offers the same. */
const suggest = (stage: Stage): Promise<string[]> =>
  stage.runner.read(async (tx) => {
    const { calendar } = await stage.loadOffice(tx)
    const number = ((await tx.findOneBy(Counter, { name: 'matter' }))?.value ?? 0) + 1
    return suggestMessages(calendar, stage.clocks.office()).map(({ as, text }) => `${as}:${text.replace('{n}', String(number))}`)
  })

interface PageParts {
  /** When the simulated network is up. */
  until: Promise<void>
  jobs: ReturnType<typeof listJobs>
  report: (what: string, error: unknown) => void
  poke: () => void
}

/** The simulated group's page, whose clock steps through everything that falls due. */
const createPages = (world: SimulatorWorld, stage: Stage, clocks: OfficeClocks, { jobs, report, poke, until }: PageParts): SimulatorWeb =>
  createSimulatorWeb({
    world,
    stage,
    report,
    until,
    advanceClock: (to, onStep) =>
      passTime(stage, {
        jobs,
        until: to,
        moveTo: async (at) => {
          await clocks.moveTo(at)
          onStep(at)
        },
        report: (job, error) => report(`job ${job}`, error),
        afterStep: () => {
          poke()
          return Promise.resolve()
        },
      }),
  })

interface Parts {
  api: Api | null
  pages: SimulatorWeb | null
  scheduler: Scheduler | null
  bot: Bot | null
  clocks: OfficeClocks
  runner: Stage['runner']
  lock: { release(): void }
}

/** Doors first, then what they stand on. */
const stopAll = async ({ api, pages, scheduler, bot, clocks, runner, lock }: Parts): Promise<void> => {
  pages?.close()
  await Promise.all([api?.close(), scheduler?.stop(), bot?.stop()])
  await clocks.persist()
  await runner.close()
  lock.release()
}
