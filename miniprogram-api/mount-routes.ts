import { Router } from '@koa/router'
import type { Context, Middleware } from 'koa'
import type { Stage } from '../database/stage.ts'
import { answerRoute } from './answer-route.ts'
import type { ApiConfig } from './api-config.ts'
import type { Call, Route } from './define-route.ts'
import { authenticate } from './middleware/authenticate.ts'
import type { Limiters } from './middleware/limit-rate.ts'
import { requestIdOf } from './middleware/name-requests.ts'

interface Mounting {
  stage: Stage
  config: ApiConfig
  limiters: Limiters
}

const answer =
  (route: Route, { stage, config, limiters }: Mounting): Middleware =>
  async (ctx: Context) => {
    const who = route.who === 'anyone' ? { session: null, office: null } : await authenticate(ctx, stage)
    const call: Call = {
      requestId: requestIdOf(ctx),
      address: ctx.ip,
      ...who,
      machineNow: stage.clocks.machine(),
      isRepeat: false,
      stage,
      config,
    }
    if (route.guessed) await limiters.guardCode(ctx.ip, () => answerRoute(ctx, route, call))
    else await answerRoute(ctx, route, call)
  }

/** The routes under /api/v1. One sentence a route: rate limit → authenticate → validate → transaction → handler. */
export const mountRoutes = (routes: readonly Route[], mounting: Mounting): Router => {
  const router = new Router({ prefix: '/api/v1' })
  const { limiters } = mounting
  for (const route of routes) {
    const limits = route.signIn ? [limiters.everyCall, limiters.signIn] : [limiters.everyCall]
    router[route.method](route.path, ...limits, answer(route, mounting))
  }
  return router
}
