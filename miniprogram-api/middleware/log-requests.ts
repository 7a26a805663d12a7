import type { Middleware } from 'koa'
import type { Logger } from 'pino'
import { requestIdOf } from './name-requests.ts'

/** One line a call: id, method, route, status, milliseconds. No address, no person, no token, no body: the path is the route's pattern. */
export const logRequests =
  (logger: Logger): Middleware =>
  async (ctx, next) => {
    const began = performance.now()
    try {
      await next()
    } finally {
      const route = (ctx as { _matchedRoute?: unknown })._matchedRoute
      logger.info({
        requestId: requestIdOf(ctx),
        method: ctx.method,
        route: route === undefined ? '(none)' : String(route),
        status: ctx.status,
        ms: Math.round((performance.now() - began) * 10) / 10,
      })
    }
  }
