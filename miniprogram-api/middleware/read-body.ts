import { bodyParser } from '@koa/bodyparser'
import type { Context, Middleware } from 'koa'
import { Problem } from '../../rules/problems.ts'
import { JSON_LIMIT_BYTES, UPLOAD_LIMIT_BYTES } from '../api-config.ts'

const inKilobytes = (bytes: number): string => (bytes >= 1024 * 1024 ? `${bytes / 1024 / 1024} MB` : `${bytes / 1024} KB`)

const refuseBody =
  (limitBytes: number) =>
  (error: unknown): never => {
    const { status } = error as { status?: unknown }
    if (status === 413) throw new Problem('too_large', `内容太大,上限 ${inKilobytes(limitBytes)}`)
    if (status === 415) throw new Problem('bad_request', '不支持这种压缩方式')
    throw new Problem('bad_request', '内容不是有效的 JSON')
  }

/** Reads JSON bodies, at most 256 KB; other content types are left unread for the routes that take uploads. */
export const readJson = (): Middleware =>
  bodyParser({
    enableTypes: ['json'],
    extendTypes: { json: ['application/json'] },
    jsonLimit: JSON_LIMIT_BYTES,
    onError: refuseBody(JSON_LIMIT_BYTES),
  })

/** The parsed JSON of a call; `{}` when it has no body. A body of another type is refused. */
export const jsonOf = (ctx: Context): unknown => {
  const hasBody = ctx.request.length !== 0 && (ctx.request.length !== undefined || ctx.get('Transfer-Encoding') !== '')
  if (hasBody && !ctx.is('json')) throw new Problem('bad_request', '请以 application/json 提交')
  const { body } = ctx.request as { body?: unknown }
  return body ?? {}
}

/** Collects a stream by events: leaving a `for await` early would destroy the socket before the refusal is written. */
const collect = (stream: NodeJS.ReadableStream, limitBytes: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limitBytes) return void chunks.push(chunk)
      stream.pause()
      reject(new Problem('too_large', `文件太大,上限 ${inKilobytes(limitBytes)}`))
    })
    stream.on('end', () => resolve(Buffer.concat(chunks)))
    stream.on('error', reject)
  })

/** The bytes of an upload of one of the types, at most 5 MB. */
export const bytesOf = async (ctx: Context, types: readonly string[]): Promise<Buffer> => {
  if (!ctx.is([...types])) throw new Problem('bad_request', `请上传以下类型的文件:${types.join('、')}`)
  if ((ctx.request.length ?? 0) > UPLOAD_LIMIT_BYTES) throw new Problem('too_large', `文件太大,上限 ${inKilobytes(UPLOAD_LIMIT_BYTES)}`)
  return collect(ctx.req, UPLOAD_LIMIT_BYTES)
}
