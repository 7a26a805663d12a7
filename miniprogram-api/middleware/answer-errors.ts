import type { Context, Middleware } from 'koa'
import type { Logger } from 'pino'
import { ZodError } from 'zod'
import { describeFault } from '../../entities/describe-fault.ts'
import { Problem, problemStatus } from '../../rules/problems.ts'
import { requestIdOf } from './name-requests.ts'
import { fieldIssues } from './validate.ts'

/** Seconds after which another try makes sense, sent as `Retry-After`. */
export interface RetryDetails {
  retryAfterSeconds: number
}

const hasRetry = (details: unknown): details is RetryDetails =>
  typeof details === 'object' && details !== null && typeof (details as Partial<RetryDetails>).retryAfterSeconds === 'number'

/** Body readers and Koa throw errors that carry their own 4xx; only the kind is told, never their words. */
const fromHttpError = (error: unknown): Problem | undefined => {
  const { status } = error as { status?: unknown }
  if (status === 413) return new Problem('too_large', '内容太大')
  if (typeof status === 'number' && status >= 400 && status < 500) return new Problem('bad_request', '请求格式有误,请检查后重试')
  return undefined
}

const asProblem = (error: unknown): Problem | undefined => {
  if (error instanceof Problem) return error
  if (error instanceof ZodError) return new Problem('bad_request', '填写有误,请按提示修改', fieldIssues(error))
  return fromHttpError(error)
}

const write = (ctx: Context, status: number, error: { code: string; message: string; details?: unknown }): void => {
  ctx.status = status
  ctx.body = { error: { ...error, requestId: requestIdOf(ctx) } }
}

/** The one mapper: a Problem keeps its code and words; everything unknown is hidden behind `internal` and logged with the call's id. */
export const answerErrors =
  (logger: Logger): Middleware =>
  async (ctx, next) => {
    try {
      await next()
      if (ctx.status === 404 && (ctx.body === undefined || ctx.body === null)) throw new Problem('not_found', '没有这个地址')
      if (ctx.status === 405 || ctx.status === 501) throw new Problem('not_found', '这个地址不支持这种请求方法')
    } catch (error) {
      const problem = asProblem(error)
      if (!problem) {
        logger.error({ requestId: requestIdOf(ctx), fault: describeFault(error) }, 'request failed')
        write(ctx, 500, { code: 'internal', message: `系统出错,请稍后再试;仍不行请把编号 ${requestIdOf(ctx).slice(0, 8)} 告诉管理员` })
        return
      }
      if (problem.code === 'not_signed_in') ctx.set('WWW-Authenticate', 'Bearer')
      if (hasRetry(problem.details)) ctx.set('Retry-After', String(problem.details.retryAfterSeconds))
      // What is left of a refused upload is not read: the connection ends with the answer.
      if (problem.code === 'too_large') ctx.set('Connection', 'close')
      const { details } = problem
      write(ctx, problemStatus[problem.code], {
        code: problem.code,
        message: problem.message,
        ...(details === undefined ? {} : { details }),
      })
    }
  }
