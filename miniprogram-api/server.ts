import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import helmet from 'koa-helmet'
import type { Logger } from 'pino'
import type { Stage } from '../database/stage.ts'
import type { ApiConfig } from './api-config.ts'
import { createBurdenPage } from './burden-page.ts'
import { closeServer, watchTraffic } from './close-server.ts'
import { answerErrors } from './middleware/answer-errors.ts'
import { createLimiters } from './middleware/limit-rate.ts'
import { logRequests } from './middleware/log-requests.ts'
import { nameRequests } from './middleware/name-requests.ts'
import { readJson } from './middleware/read-body.ts'
import { mountRoutes } from './mount-routes.ts'
import { createOpenPage } from './open-page.ts'
import { listRoutes } from './routes/index.ts'
import { createOperationsRouter } from './routes/operations.ts'

export interface ApiParts {
  stage: Stage
  logger: Logger
  config: ApiConfig
}

export interface Api {
  app: Koa
  /** Resolves with the address once it listens; rejects when the port is taken. */
  listen(): Promise<{ host: string; port: number; url: string }>
  /** Takes no new call, ends idle connections and streams at once, waits for calls under way up to `closeLimitMs`. */
  close(): Promise<void>
}

/** Pages load nothing from elsewhere and cannot be framed; the rest is helmet's usual. */
const securityHeaders = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      scriptSrc: ["'self'"],
      scriptSrcAttr: ["'none'"],
      styleSrc: ["'self'"],
    },
  },
} as const

/** The whole order in which a call is handled. */
const createApp = ({ stage, logger, config }: ApiParts): Koa => {
  const app = new Koa({ proxy: config.trustedProxies > 0, maxIpsCount: config.trustedProxies })
  const routes = listRoutes({ demo: config.demo })
  const operations = createOperationsRouter({ stage, config, routes })
  const limiters = createLimiters(config.limits)
  const api = mountRoutes(routes, { stage, config, limiters })

  app.use(nameRequests())
  app.use(logRequests(logger))
  app.use(answerErrors(logger))
  app.use(helmet(securityHeaders))
  app.use(readJson())
  for (const pages of config.extraPages) app.use(pages)
  app.use(createBurdenPage().routes())
  app.use(createOpenPage(stage, limiters.everyCall).routes())
  app.use(operations.routes())
  app.use(api.routes())

  // What reaches Koa's own handler is a broken connection while the answer was being written.
  app.on('error', (error: unknown) => logger.warn({ name: error instanceof Error ? error.name : typeof error }, 'connection broke'))
  return app
}

const addressOf = (server: Server): AddressInfo => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the API does not listen')
  return address
}

/** The API of the mini-program on an HTTP server that is not listening yet. */
export const createApi = (parts: ApiParts): Api => {
  const { config } = parts
  const app = createApp(parts)
  const answer = app.callback()
  const server = createServer((request, response) => void answer(request, response))
  watchTraffic(server)
  return {
    app,
    listen: async () => {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(config.port, config.host, resolve)
      })
      const { port } = addressOf(server)
      return { host: config.host, port, url: `http://${config.host}:${port}` }
    },
    close: () => closeServer(server, config.closeLimitMs),
  }
}
