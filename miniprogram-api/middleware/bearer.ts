import type { Context } from 'koa'

/** The token of `Authorization: Bearer …`; undefined when there is none of a sane form. */
export const bearerOf = (ctx: Pick<Context, 'get'>): string | undefined => /^Bearer ([\w-]{20,200})$/i.exec(ctx.get('Authorization'))?.[1]
