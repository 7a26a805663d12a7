import type { DataSource, EntityManager } from 'typeorm'
import { Problem } from '../../rules/problems.ts'
import type { Runner } from '../runner.ts'
import type { FileStore } from '../../storage/file-store.ts'
import { createDigest, migrationsOf, shapesOf, type BackupHeader, type Cell, type FileLine, type TableShape } from './backup-format.ts'
import { checkBackup, readBackup } from './read-backup.ts'
import { listKeptFiles } from './file-lines.ts'
import { countRows, readLines } from './read-tables.ts'
import { compareFiles, removeGone, restoreFiles, type RestoredFiles } from './restore-files.ts'

export interface RestoreOptions {
  onProgress?: (done: number, total: number) => void
  /** Further checks inside the transaction, faults in words (the audit chain). */
  verify?: (tx: EntityManager) => Promise<string[]>
  /** Where attachments are to be kept; without it their bytes are only checked. */
  files?: FileStore
}

export interface RestoreReport {
  madeAt: string
  rows: number
  digest: string
  /** Attachments whose bytes came out of the backup. */
  files: number
  /** Attachments that had no bytes when the backup was made; they are now taken away. */
  gone: number
  /** Attachments whose bytes the backup leaves out and the storage does not have. */
  missing: number
}

/** Tables a fresh database may have rows in: migration 0002, and the head of an audit chain without records. */
const firstRows: readonly string[] = ['counters', 'office_state', 'audit_head']
const chunkSize = 200

const assertEmpty = async (tx: EntityManager, dataSource: DataSource): Promise<void> => {
  for (const { tableName } of dataSource.entityMetadatas) {
    if (!firstRows.includes(tableName) && (await countRows(tx, dataSource, tableName)) > 0) {
      throw new Problem('conflict', `数据库不是空的(${tableName} 里有数据),只能恢复到空库`)
    }
  }
}

const assertSameSchema = (dataSource: DataSource, header: BackupHeader): void => {
  const here = migrationsOf(dataSource)
  if (JSON.stringify(here) !== JSON.stringify(header.migrations)) {
    throw new Problem('conflict', '备份来自另一个版本的群办,请用做备份的那个版本恢复后再升级')
  }
}

/** Collects rows of one table and inserts them in chunks. */
const createInserter = (tx: EntityManager, dataSource: DataSource) => {
  const shapes = new Map(shapesOf(dataSource).map((shape) => [shape.table, shape]))
  const name = (text: string): string => dataSource.driver.escape(text)
  let shape: TableShape | undefined
  let rows: Cell[][] = []
  const flush = async (): Promise<void> => {
    if (!shape || rows.length === 0) return
    const holes = `(${shape.columns.map(() => '?').join(', ')})`
    const sql = `INSERT INTO ${name(shape.table)} (${shape.columns.map(name).join(', ')}) VALUES ${rows.map(() => holes).join(', ')}`
    await tx.query(sql, rows.flat())
    rows = []
  }
  return {
    flush,
    open: async (table: string, columns: readonly string[]): Promise<void> => {
      await flush()
      shape = shapes.get(table)
      if (!shape || JSON.stringify(shape.columns) !== JSON.stringify(columns))
        throw new Problem('bad_request', `备份文件不可用:表 ${table} 的列对不上`)
    },
    add: async (row: Cell[]): Promise<void> => {
      if (!shape || row.length !== shape.columns.length) throw new Problem('bad_request', '备份文件不可用:有一行的列数对不上')
      rows.push(row)
      if (rows.length >= chunkSize) await flush()
    },
  }
}

const foreignKeyFaults = async (tx: EntityManager, dataSource: DataSource): Promise<string[]> => {
  // MariaDB has refused such a row already; SQLite only where foreign_keys is on.
  if (dataSource.options.type !== 'better-sqlite3') return []
  const rows = await tx.query<{ table: string }[]>('PRAGMA foreign_key_check')
  return rows.slice(0, 5).map((row) => `表 ${row.table} 有一行指向不存在的记录`)
}

/** Reads what was written again and compares it with what the backup counted. */
const verifyTables = async (tx: EntityManager, dataSource: DataSource, header: BackupHeader, digest: string): Promise<string[]> => {
  const again = createDigest()
  const counts: Record<string, number> = {}
  for await (const { table, line, isRow } of readLines(tx, dataSource)) {
    again.add(line)
    if (isRow) counts[table] = (counts[table] ?? 0) + 1
  }
  const faults = Object.entries(header.counts).flatMap(([table, count]) =>
    (counts[table] ?? 0) === count ? [] : [`表 ${table} 应有 ${count} 行,实有 ${counts[table] ?? 0} 行`],
  )
  if (again.hex() !== digest) faults.push('恢复后的内容与备份不一致')
  return [...faults, ...(await foreignKeyFaults(tx, dataSource))]
}

const restoreIn = async (
  tx: EntityManager,
  dataSource: DataSource,
  file: string,
  { header, heads, ...options }: RestoreOptions & { header: BackupHeader; heads: readonly FileLine[] | null },
): Promise<Omit<RestoreReport, 'missing'>> => {
  assertSameSchema(dataSource, header)
  await assertEmpty(tx, dataSource)
  for (const table of firstRows) await tx.query(`DELETE FROM ${dataSource.driver.escape(table)}`)
  const inserter = createInserter(tx, dataSource)
  const digest = createDigest()
  const total = Object.values(header.counts).reduce((sum, count) => sum + count, 0)
  let rows = 0
  for await (const line of readBackup(file)) {
    if (line.kind === 'table') {
      digest.add(JSON.stringify(line.head))
      await inserter.open(line.head.table, line.head.columns)
    } else if (line.kind === 'row') {
      digest.add(JSON.stringify(line.row))
      await inserter.add(line.row)
      if ((rows += 1) % 2_000 === 0) options.onProgress?.(rows, total)
    }
  }
  await inserter.flush()
  options.onProgress?.(rows, total)
  const faults = [
    ...(await verifyTables(tx, dataSource, header, digest.hex())),
    ...((await options.verify?.(tx)) ?? []),
    ...(heads ? await compareFiles(tx, heads) : []),
  ]
  if (faults.length > 0) throw new Problem('bad_request', `恢复后核对不符,已放弃:${faults.join(';')}`, faults)
  const gone = heads ? await removeGone(tx, heads, Date.parse(header.madeAt)) : 0
  return { madeAt: header.madeAt, rows, digest: digest.hex(), files: (heads?.length ?? 0) - gone, gone }
}

/** Before the rows: a row never stands without its bytes. */
const bytesOf = async (file: string, store: FileStore | undefined): Promise<RestoredFiles> => {
  if (store) return restoreFiles(file, store)
  const heads: FileLine[] = []
  for await (const line of readBackup(file)) {
    if (line.kind !== 'file') continue
    if (line.head.damaged) heads.pop()
    heads.push(line.head.damaged ? { ...line.head, gone: true } : line.head)
  }
  return { heads, undo: () => Promise.resolve() }
}

const countMissing = async (runner: Runner, store: FileStore): Promise<number> => {
  let missing = 0
  for (const { id } of await runner.read(listKeptFiles)) if (!(await store.exists(id))) missing += 1
  return missing
}

/**
 * Restores a backup into an empty, migrated database, all or nothing: counts, content digest, foreign keys and `verify` are checked
 * before the commit. Throws `conflict` when the database is not empty or of another version, `bad_request` when the file is not sound.
 */
export const restoreBackup = async (runner: Runner, file: string, options: RestoreOptions = {}): Promise<RestoreReport> => {
  const header = await checkBackup(file)
  assertSameSchema(runner.dataSource, header)
  await runner.read((tx) => assertEmpty(tx, runner.dataSource))
  const restored = header.files === 'included' ? await bytesOf(file, options.files) : null
  try {
    const work = { ...options, header, heads: restored?.heads ?? null }
    const report = await runner.transaction((tx) => restoreIn(tx, runner.dataSource, file, work))
    return { ...report, missing: restored || !options.files ? 0 : await countMissing(runner, options.files) }
  } catch (error) {
    await restored?.undo()
    throw error
  }
}
