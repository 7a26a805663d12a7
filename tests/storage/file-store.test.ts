import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createIds } from '../../rules/new-id.ts'
import { clearIncoming } from '../../storage/clear-incoming.ts'
import { createDiskStore } from '../../storage/disk-store.ts'
import { fileKey, type FileStore, type LocalFile } from '../../storage/file-store.ts'
import { openFileStore } from '../../storage/open-file-store.ts'
import { FileTooLarge, measureStream, receiveFile } from '../../storage/receive-file.ts'
import { createS3Store, type S3Config } from '../../storage/s3-store.ts'
import { startS3, type ThrowawayS3 } from '../support/s3-server.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'qunban-storage-'))
const newId = createIds(() => Date.now())
let s3: ThrowawayS3
beforeAll(async () => {
  s3 = await startS3()
})
afterAll(async () => {
  await s3.stop()
  rmSync(folder, { recursive: true, force: true })
})

const received = async (store: FileStore, id: string, bytes: Buffer): Promise<LocalFile> =>
  receiveFile(Readable.from([bytes.subarray(0, 1_000), bytes.subarray(1_000)]), path.join(store.incoming, id), 1e9)

describe.each<[string, () => Promise<FileStore>]>([
  ['a folder', () => openFileStore({ folder: path.join(folder, 'disk'), s3: null })],
  ['a bucket', () => openFileStore({ folder: path.join(folder, 's3'), s3: s3.config })],
])('%s', (_name, open) => {
  let store: FileStore
  beforeAll(async () => {
    store = await open()
  })

  test.each([0, 1, 3_000_000])('keeps %i bytes, gives them back and lets them go', async (size) => {
    const [id, bytes] = [newId(), randomBytes(size)]
    expect(await store.exists(id)).toBe(false)
    await store.put(id, await received(store, id, bytes))
    expect(await store.exists(id)).toBe(true)
    expect((await buffer(await store.get(id))).equals(bytes)).toBe(true)
    await store.remove(id)
    expect(await store.exists(id)).toBe(false)
    await expect(store.get(id)).rejects.toMatchObject({ code: 'gone' })
    expect(readdirSync(store.incoming)).toEqual([])
  })

  test('removing what is not there, or only half received, is no fault', async () => {
    const id = newId()
    writeFileSync(path.join(store.incoming, id), 'half')
    await store.remove(id)
    await store.remove(id)
    expect(readdirSync(store.incoming)).toEqual([])
  })

  test('many at once stay apart', async () => {
    const files = Array.from({ length: 20 }, () => ({ id: newId(), bytes: randomBytes(20_000) }))
    await Promise.all(files.map(async ({ id, bytes }) => store.put(id, await received(store, id, bytes))))
    for (const { id, bytes } of files) expect((await buffer(await store.get(id))).equals(bytes)).toBe(true)
  })

  test.each(['../../etc/passwd', '', 'x'.repeat(26), '01J/../../AAAAAAAAAAAAAAAAA'])('takes no other name than an id: %j', async (id) => {
    await expect(store.get(id)).rejects.toThrow('named by an id')
    await expect(store.exists(id)).rejects.toThrow('named by an id')
  })

  test('what dead processes left is cleared after an hour', async () => {
    for (const [name, ageMs] of [
      ['old', 3_700_000],
      ['new', 1_000],
    ] as const) {
      const file = path.join(store.incoming, name)
      writeFileSync(file, 'half')
      utimesSync(file, (Date.now() - ageMs) / 1000, (Date.now() - ageMs) / 1000)
    }
    expect(await clearIncoming(store, Date.now())).toBe(1)
    expect(readdirSync(store.incoming)).toEqual(['new'])
    rmSync(path.join(store.incoming, 'new'))
  })
})

test('ids spread over folders, and only the account that runs the program reads them', async () => {
  const store = createDiskStore(path.join(folder, 'modes'))
  const id = newId()
  await store.put(id, await received(store, id, Buffer.from('x')))
  expect(fileKey(id)).toBe(`${id.slice(24)}/${id}`)
  expect(statSync(path.join(folder, 'modes')).mode & 0o777).toBe(0o700)
  expect(statSync(path.join(folder, 'modes', fileKey(id))).mode & 0o777).toBe(0o600)
})

describe('receiving', () => {
  const target = (): string => path.join(folder, newId())

  test('tells size and digest, and never lets one byte too many pass', async () => {
    const bytes = randomBytes(100_000)
    const file = await receiveFile(Readable.from([bytes]), target(), bytes.length)
    expect(file).toMatchObject({ size: 100_000, sha256: createHash('sha256').update(bytes).digest('hex') })
    expect(await measureStream(Readable.from([bytes]), bytes.length)).toEqual({ size: file.size, sha256: file.sha256 })
    const place = target()
    await expect(receiveFile(Readable.from([bytes]), place, bytes.length - 1)).rejects.toBeInstanceOf(FileTooLarge)
    expect(existsSync(place)).toBe(false)
  })

  test('a source that breaks off leaves no file, and an existing file is not written over', async () => {
    const place = target()
    const breaking = new Readable({ read: () => undefined })
    const receiving = receiveFile(breaking, place, 1e9)
    breaking.push('abc')
    setTimeout(() => breaking.destroy(new Error('left')), 50)
    await expect(receiving).rejects.toThrow('left')
    expect(existsSync(place)).toBe(false)
    writeFileSync(place, 'of another upload')
    await expect(receiveFile(Readable.from(['abc']), place, 1e9)).rejects.toMatchObject({ code: 'EEXIST' })
  })

  test('a full disk is said in words', async () => {
    const full = path.join(folder, 'full')
    symlinkSync('/dev/full', full)
    // The link exists, so it cannot be made anew; a file system that is really full answers the write in the same way.
    const { asStorageProblem } = await import('../../storage/storage-faults.ts')
    const { writeFile } = await import('node:fs/promises')
    const fault: unknown = await writeFile(full, Buffer.alloc(10)).catch((error: unknown) => error)
    expect(asStorageProblem(fault)).toMatchObject({ code: 'unavailable', message: expect.stringContaining('空间已满') })
    rmSync(full)
  })
})

describe('a bucket that does not do as it is asked is unavailable, and nothing of its words comes through', () => {
  const servers: Server[] = []
  afterAll(() => {
    for (const server of servers) server.close()
  })
  const answering = async (status: number, headers: Record<string, string> = {}): Promise<S3Config> => {
    const server = createServer((request, response) => {
      request.resume().once('end', () => response.writeHead(status, headers).end('<Error>secret detail</Error>'))
    })
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { ...s3.config, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/qunban` }
  }
  test.each<[string, () => Promise<S3Config>]>([
    ['a wrong key', async () => ({ ...s3.config, secretAccessKey: 'wrong' })],
    ['a bucket that is not there, nor its server', async () => ({ ...s3.config, url: 'http://127.0.0.1:1/qunban' })],
    ['a server that fails', () => answering(500)],
    ['a server that sends elsewhere', () => answering(307, { location: `${s3.config.url}/elsewhere` })],
  ])('%s', async (_what, config) => {
    const store = createS3Store(await config(), path.join(folder, 'wrong'))
    const id = newId()
    const file = await received(store, id, randomBytes(5_000))
    const asked = [() => store.put(id, file), () => store.get(id), () => store.exists(id), () => store.remove(id)]
    for (const ask of asked)
      await expect(ask()).rejects.toMatchObject({ code: 'unavailable', message: expect.not.stringContaining('secret') })
    rmSync(file.path, { force: true })
  })

  test('bytes that are not what was signed are not taken for granted: a changed file is refused here or by the server', async () => {
    const store = createS3Store(s3.config, path.join(folder, 'changed'))
    const id = newId()
    const file = await received(store, id, randomBytes(5_000))
    writeFileSync(file.path, randomBytes(4_000))
    await expect(store.put(id, file)).rejects.toMatchObject({ code: 'unavailable' })
  })
})
