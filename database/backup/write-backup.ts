import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { DataSource, EntityManager } from 'typeorm'
import { Problem } from '../../rules/problems.ts'
import { createDigest, formatName, formatVersion, migrationsOf, shapesOf, type BackupEnd, type BackupHeader } from './backup-format.ts'
import { countRows, readLines } from './read-tables.ts'

export interface BackupReport {
  counts: Record<string, number>
  rows: number
  digest: string
}

type OnProgress = (done: number, total: number) => void

const progressEvery = 2_000

/** One snapshot for all tables: SQLite's readers have one, MariaDB takes it at the first read. */
const inSnapshot = <T>(dataSource: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> =>
  dataSource.options.type === 'better-sqlite3' ? dataSource.transaction(work) : dataSource.transaction('REPEATABLE READ', work)

const writeSnapshot = async (
  tx: EntityManager,
  dataSource: DataSource,
  file: string,
  at: Date,
  onProgress: OnProgress,
): Promise<BackupReport> => {
  const counts: Record<string, number> = {}
  for (const { table } of shapesOf(dataSource)) counts[table] = await countRows(tx, dataSource, table)
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const header: BackupHeader = {
    format: formatName,
    version: formatVersion,
    madeAt: at.toISOString(),
    migrations: migrationsOf(dataSource),
    counts,
  }
  const digest = createDigest()
  const lines = async function* (): AsyncGenerator<string> {
    yield `${JSON.stringify(header)}\n`
    let done = 0
    for await (const { line, isRow } of readLines(tx, dataSource)) {
      digest.add(line)
      yield `${line}\n`
      if (isRow && (done += 1) % progressEvery === 0) onProgress(done, total)
    }
    const end: BackupEnd = { end: true, digest: digest.hex() }
    yield `${JSON.stringify(end)}\n`
    onProgress(total, total)
  }
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(file, { mode: 0o600, flags: 'wx' }))
  return { counts, rows: total, digest: digest.hex() }
}

/**
 * Writes every lasting table of one consistent snapshot into `file` (mode 0600; `conflict` when it exists). On SQLite give it a data
 * source of its own, so that it reads beside a running process. A backup that breaks off leaves no file of that name.
 */
export const writeBackup = async (
  dataSource: DataSource,
  file: string,
  at: Date,
  onProgress: OnProgress = () => undefined,
): Promise<BackupReport> => {
  if (existsSync(file)) throw new Problem('conflict', `${file} 已存在`)
  const unfinished = `${file}.${process.pid}.part`
  try {
    const report = await inSnapshot(dataSource, (tx) => writeSnapshot(tx, dataSource, unfinished, at, onProgress))
    await rename(unfinished, file)
    return report
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}
