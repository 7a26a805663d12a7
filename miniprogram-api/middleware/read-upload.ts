import type { IncomingMessage } from 'node:http'
import { PassThrough, type Readable } from 'node:stream'
import { Busboy, type BusboyHeaders } from '@fastify/busboy'
import type { Context } from 'koa'
import { Problem } from '../../rules/problems.ts'

/** A file that is under way: nothing of it has been read. */
export interface Upload {
  request: IncomingMessage
  isForm: boolean
  /** Length of the whole body as announced; 0 when nothing was. */
  announced: number
}

/** The file in an upload, about to be read. */
export interface OpenedUpload {
  /** As the form says; undefined in a plain body. */
  fileName: string | undefined
  /** Ends with an error when the caller goes away or the form breaks off. */
  bytes: Readable
}

const form = 'multipart/form-data'
const formLimits = { files: 1, fields: 20, parts: 21, fieldSize: 4_096, headerPairs: 50, headerSize: 8_192 }
/** The rest of a refused upload is read to its end, so that the answer is heard: at most so much of it, and so long. */
const drainLimitBytes = 200 * 1024 * 1024
const drainLimitMs = 30_000

export const isUpload = (value: object): value is Upload => 'request' in value && 'isForm' in value

/** The upload of a call whose type is among `types`; refused before anything is read otherwise. */
export const readUpload = (ctx: Context, types: readonly string[]): Upload => {
  if (!ctx.is([...types])) throw new Problem('bad_request', `请以 ${form} 或 application/octet-stream 上传一个文件`)
  return { request: ctx.req, isForm: Boolean(ctx.is(form)), announced: ctx.request.length ?? 0 }
}

const brokenOff = (): Problem => new Problem('bad_request', '上传中断,文件没有保存')
const malformed = (): Problem => new Problem('bad_request', '上传格式有误:表单里要有一个文件')

/** Says `then` when the caller goes away before the whole body has come. */
const whenLeft = (request: IncomingMessage, then: () => void): void => {
  const check = (): void => {
    if (!request.complete) then()
  }
  request.once('close', check)
  request.once('error', check)
}

/** A break before or after anybody reads is known to whoever reads, and to nobody else. */
const createBytes = (): PassThrough => new PassThrough().on('error', () => undefined)

const openPlain = (request: IncomingMessage): OpenedUpload => {
  // Not the request itself: destroying that would cut the connection before the answer.
  const bytes = createBytes()
  whenLeft(request, () => bytes.destroy(brokenOff()))
  request.pipe(bytes)
  return { fileName: undefined, bytes }
}

const openForm = (request: IncomingMessage): Promise<OpenedUpload> =>
  new Promise((resolve, reject) => {
    const parser = new Busboy({ headers: request.headers as BusboyHeaders, limits: formLimits })
    let bytes: PassThrough | undefined
    const fail = (problem: Problem): void => {
      request.unpipe(parser)
      bytes?.destroy(problem)
      reject(problem)
    }
    parser.on('file', (_field, part, fileName) => {
      const opened = createBytes()
      bytes = opened
      part.on('error', () => fail(malformed()))
      part.pipe(opened)
      resolve({ fileName, bytes: opened })
    })
    parser.on('finish', () => reject(malformed()))
    parser.on('error', () => fail(malformed()))
    whenLeft(request, () => fail(brokenOff()))
    request.pipe(parser)
  })

/** Begins to read an upload: of a form the first file, whatever the field is called. Throws `bad_request` when there is none. */
export const openUpload = async ({ request, isForm }: Upload): Promise<OpenedUpload> => {
  if (!isForm) return openPlain(request)
  try {
    return await openForm(request)
  } catch (error) {
    throw error instanceof Problem ? error : malformed()
  }
}

/**
 * Reads what is left of a refused upload and drops it: a caller who is still sending would otherwise see a reset connection instead of
 * the answer. False when it does not end; then the connection is to end with the answer.
 */
export const drainUpload = ({ request }: Upload): Promise<boolean> =>
  new Promise((resolve) => {
    let left = drainLimitBytes
    const end = (isAll: boolean): void => {
      clearTimeout(timer)
      request.off('data', count)
      request.pause()
      resolve(isAll)
    }
    const count = (chunk: Buffer): void => {
      left -= chunk.length
      if (left < 0) end(false)
    }
    const timer = setTimeout(() => end(false), drainLimitMs)
    if (request.complete || request.destroyed) return end(true)
    request.unpipe()
    request.on('data', count)
    request.once('end', () => end(true))
    request.once('close', () => end(true))
    request.resume()
  })
