import { randomUUID } from 'node:crypto'
import type { Middleware } from 'koa'

/** Gives every call an id of our own, in `X-Request-Id` and in every error: what a person reads out is what the log says. */
export const nameRequests = (): Middleware => async (ctx, next) => {
  const requestId = randomUUID()
  ctx.state['requestId'] = requestId
  ctx.set('X-Request-Id', requestId)
  await next()
}

/** The id given by `nameRequests`. */
export const requestIdOf = (ctx: { state: Record<string, unknown> }): string => String(ctx.state['requestId'] ?? '')
