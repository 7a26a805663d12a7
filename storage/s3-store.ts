import { createReadStream, mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { AwsClient } from 'aws4fetch'
import { fileKey, type FileStore } from './file-store.ts'
import { fileGone, storageAway } from './storage-faults.ts'

/** An S3-compatible bucket. */
export interface S3Config {
  /**
   * Address of the bucket, path style (`https://host:9000/bucket`) or host style (`https://bucket.host`), a prefix behind it if one is
   * wanted: a file's key is appended.
   */
  url: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

/** An answer has to begin within this; a transfer may take longer. */
const answerLimitMs = 15_000
const transferLimitMs = 120_000

/** The network failed, or the far side refused: nothing of its words reaches people or logs. */
const orAway = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch {
    throw storageAway()
  }
}

/**
 * Files in a bucket, written and read as streams. The payload's SHA-256 is part of the signature, so that a server that checks it keeps
 * nothing else. Redirects are refused: requests go to the configured address only. `incoming`: a folder of this machine, made when missing.
 */
export const createS3Store = ({ url, ...keys }: S3Config, incoming: string): FileStore => {
  mkdirSync(incoming, { recursive: true, mode: 0o700 })
  const client = new AwsClient({ ...keys, service: 's3', retries: 0 })
  const base = url.replace(/\/+$/u, '')
  const ask = (id: string, init: RequestInit, limitMs = answerLimitMs): Promise<Response> =>
    orAway(client.fetch(`${base}/${fileKey(id)}`, { ...init, redirect: 'error', signal: AbortSignal.timeout(limitMs) }))
  /** The connection goes back to the pool only when the answer has been read. */
  const done = async (response: Response): Promise<void> => {
    await response.body?.cancel()
  }

  return {
    incoming,
    put: async (id, file) => {
      const body = Readable.toWeb(createReadStream(file.path))
      const headers = {
        'content-length': String(file.size),
        'content-type': 'application/octet-stream',
        'x-amz-content-sha256': file.sha256,
      }
      const response = await ask(id, { method: 'PUT', body, headers, duplex: 'half' }, transferLimitMs)
      await done(response)
      if (!response.ok) throw storageAway()
      await rm(file.path, { force: true })
    },
    get: async (id) => {
      const response = await ask(id, {}, transferLimitMs)
      if (response.ok && response.body) return Readable.fromWeb(response.body)
      await done(response)
      throw response.status === 404 ? fileGone() : storageAway()
    },
    remove: async (id) => {
      await rm(path.join(incoming, id), { force: true })
      const response = await ask(id, { method: 'DELETE' })
      await done(response)
      if (!response.ok && response.status !== 404) throw storageAway()
    },
    exists: async (id) => {
      const response = await ask(id, { method: 'HEAD' })
      await done(response)
      if (!response.ok && response.status !== 404) throw storageAway()
      return response.ok
    },
  }
}
