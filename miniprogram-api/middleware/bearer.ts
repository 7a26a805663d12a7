import type { Context } from 'koa'
import { hashToken } from '../../use-cases/sessions/hash-token.ts'

/** The token of `Authorization: Bearer …`; undefined when there is none of a sane form. */
const bearerOf = (ctx: Pick<Context, 'get'>): string | undefined => /^Bearer ([\w-]{20,200})$/i.exec(ctx.get('Authorization'))?.[1]

/** The hash of the call's token, as the database keeps it; made once a call. */
export const bearerHashOf = (ctx: Pick<Context, 'get' | 'state'>): string | undefined => {
  const state = ctx.state as { bearerHash?: string | undefined }
  if (!('bearerHash' in state)) {
    const token = bearerOf(ctx)
    state.bearerHash = token === undefined ? undefined : hashToken(token)
  }
  return state.bearerHash
}
