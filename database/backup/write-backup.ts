import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { DataSource, EntityManager } from 'typeorm'
import { Problem } from '../../rules/problems.ts'
import type { FileStore } from '../../storage/file-store.ts'
import { createDigest, formatName, formatVersion, migrationsOf, shapesOf, type BackupEnd, type BackupHeader } from './backup-format.ts'
import { listKeptFiles, writeFileLines, type KeptFile } from './file-lines.ts'
import { countRows, readLines } from './read-tables.ts'

export interface BackupReport {
  counts: Record<string, number>
  rows: number
  digest: string
  /** Attachments whose bytes are in it. */
  files: number
  /** Ids of attachments that have a row and no bytes: lost in the storage, not in the backup. */
  lost: string[]
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
  head: Pick<BackupHeader, 'madeAt' | 'files'>,
  onProgress: OnProgress,
): Promise<Omit<BackupReport, 'files' | 'lost'> & { kept: KeptFile[] }> => {
  const counts: Record<string, number> = {}
  for (const { table } of shapesOf(dataSource)) counts[table] = await countRows(tx, dataSource, table)
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const header: BackupHeader = {
    format: formatName,
    version: formatVersion,
    ...head,
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
    onProgress(total, total)
  }
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(file, { mode: 0o600, flags: 'wx' }))
  const kept = head.files === 'included' ? await listKeptFiles(tx) : []
  return { counts, rows: total, digest: digest.hex(), kept }
}

/** Appended as a second piece of the archive, after the snapshot has been let go: files are many and never change. */
const writeRest = async (
  dataSource: DataSource,
  file: string,
  digest: string,
  { kept, store }: { kept: readonly KeptFile[]; store: FileStore | null },
): Promise<Pick<BackupReport, 'files' | 'lost'>> => {
  const lost: string[] = []
  let files = 0
  const lines = async function* (): AsyncGenerator<string> {
    for (const each of kept) {
      const outcome = store && (yield* writeFileLines(dataSource, store, each))
      if (outcome === 'lost') lost.push(each.id)
      if (outcome === 'written') files += 1
    }
    const end: BackupEnd = { end: true, digest }
    yield `${JSON.stringify(end)}\n`
  }
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(file, { flags: 'a' }))
  return { files, lost }
}

/**
 * Writes every lasting table of one consistent snapshot into `file` (mode 0600; `conflict` when it exists). On SQLite give it a data
 * source of its own, so that it reads beside a running process. With `store` the bytes of all attachments come with it, without they
 * are left out. A backup that breaks off leaves no file of that name.
 */
export const writeBackup = async (
  dataSource: DataSource,
  file: string,
  at: Date,
  onProgress: OnProgress = () => undefined,
  store: FileStore | null = null,
): Promise<BackupReport> => {
  if (existsSync(file)) throw new Problem('conflict', `${file} 已存在`)
  const unfinished = `${file}.${process.pid}.part`
  try {
    const head = { madeAt: at.toISOString(), files: store ? 'included' : 'left_out' } as const
    const { kept, ...report } = await inSnapshot(dataSource, (tx) => writeSnapshot(tx, dataSource, unfinished, head, onProgress))
    const rest = await writeRest(dataSource, unfinished, report.digest, { kept, store })
    await rename(unfinished, file)
    return { ...report, ...rest }
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}
