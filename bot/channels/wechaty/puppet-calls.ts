import type { impls } from 'wechaty-puppet'

/** A call to a puppet that did not answer in time: whether it was carried out is not known. */
export class PuppetSilent extends Error {
  override readonly name = 'PuppetSilent'
}

/** gRPC statuses after which the far side may or may not have acted: cancelled, deadline exceeded, unavailable. */
const unsureStatuses = new Set<unknown>([1, 4, 14])
const unsureCodes = new Set<unknown>(['ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ECONNABORTED'])
/** What wechaty-puppet-service and wechaty-puppet throw once their connection or login is gone. */
const goneMessages = /NO CLIENT|no grpc manager|not logged in|RST_STREAM|Channel closed/i

/** True when the connection, not the request, failed: worth doing again on a new connection. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof PuppetSilent) return true
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : undefined
  return unsureStatuses.has(code) || unsureCodes.has(code) || goneMessages.test(error.message)
}

/** Rejects with `PuppetSilent` when `call` has not settled after `limitMs`: a half-open connection never answers. */
export async function within<T>(limitMs: number, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new PuppetSilent(`no answer in ${limitMs} ms`)), limitMs)
  })
  try {
    return await Promise.race([call, limit])
  } finally {
    clearTimeout(timer)
  }
}

/** True when the puppet answered a ding with a dong in time; never rejects. */
export async function ping(puppet: impls.PuppetInterface, limitMs: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const settle = (alive: boolean): void => {
      clearTimeout(timer)
      puppet.off('dong', onDong)
      resolve(alive)
    }
    const onDong = (): void => settle(true)
    const timer = setTimeout(() => settle(false), limitMs)
    puppet.on('dong', onDong)
    try {
      puppet.ding('qunban')
    } catch {
      settle(false)
    }
  })
}
