import type { Middleware } from 'koa'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../../rules/problems.ts'
import type { RateLimit, RateLimits } from '../api-config.ts'
import { bearerHashOf } from './bearer.ts'

const refuse = (msBeforeNext: number): Problem => {
  const retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000))
  return new Problem('too_many', `操作太频繁,请 ${retryAfterSeconds} 秒后再试`, { retryAfterSeconds })
}

const createLimiter = ({ points, seconds }: RateLimit): RateLimiterMemory => new RateLimiterMemory({ points, duration: seconds })

const take = async (limiter: RateLimiterMemory, key: string): Promise<void> => {
  try {
    await limiter.consume(key)
  } catch (error) {
    if (error instanceof RateLimiterRes) throw refuse(error.msBeforeNext)
    throw error
  }
}

/** The counters of one API process; in memory, so a restart forgives and a second process counts apart. */
export interface Limiters {
  /** Every call: by address, and by token where one is sent. */
  everyCall: Middleware
  /** Calls that open a session, by address. */
  signIn: Middleware
  /** Runs an attempt with a one-time code; an address with too many wrong ones waits. */
  guardCode: <T>(address: string, attempt: () => Promise<T>) => Promise<T>
}

export const createLimiters = (limits: RateLimits): Limiters => {
  const perAddress = createLimiter(limits.perAddress)
  const perToken = createLimiter(limits.perToken)
  const signIn = createLimiter(limits.signIn)
  const wrongCodes = createLimiter(limits.wrongCodes)
  return {
    everyCall: async (ctx, next) => {
      await take(perAddress, ctx.ip)
      const token = bearerHashOf(ctx)
      if (token !== undefined) await take(perToken, token)
      await next()
    },
    signIn: async (ctx, next) => {
      await take(signIn, ctx.ip)
      await next()
    },
    guardCode: async (address, attempt) => {
      const known = await wrongCodes.get(address)
      if (known && known.consumedPoints >= limits.wrongCodes.points) throw refuse(known.msBeforeNext)
      try {
        return await attempt()
      } catch (error) {
        if (error instanceof Problem) await wrongCodes.penalty(address)
        throw error
      }
    },
  }
}
