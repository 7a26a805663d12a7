import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Transform, Writable, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { LocalFile } from './file-store.ts'
import { asStorageProblem } from './storage-faults.ts'

/** More bytes came than are allowed; what follows was not read. */
export class FileTooLarge extends Error {}

/** Counts and hashes what passes. */
const createMeter = (limitBytes: number): { meter: Transform; facts: () => Pick<LocalFile, 'size' | 'sha256'> } => {
  const hash = createHash('sha256')
  let size = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > limitBytes) {
        done(new FileTooLarge(`more than ${limitBytes} bytes`))
        return
      }
      hash.update(chunk)
      done(null, chunk)
    },
  })
  return { meter, facts: () => ({ size, sha256: hash.digest('hex') }) }
}

/**
 * Writes a stream to a new file of this machine while hashing it; at no time is more than a few chunks of it in memory. Throws
 * `FileTooLarge` past the limit, `unavailable` when the disk is full, and what the source throws when it breaks off; then no file stays.
 */
export const receiveFile = async (source: Readable, path: string, limitBytes: number): Promise<LocalFile> => {
  const { meter, facts } = createMeter(limitBytes)
  try {
    await pipeline(source, meter, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    return { path, ...facts() }
  } catch (error) {
    await rm(path, { force: true })
    throw asStorageProblem(error)
  }
}

/** Size and digest of a stream that is kept nowhere. */
export const measureStream = async (source: Readable, limitBytes: number): Promise<Pick<LocalFile, 'size' | 'sha256'>> => {
  const { meter, facts } = createMeter(limitBytes)
  await pipeline(source, meter, new Writable({ write: (_chunk, _encoding, done) => done() }))
  return facts()
}
