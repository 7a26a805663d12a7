import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { Problem } from '../rules/problems.ts'
import type { DatabaseConfig } from './data-source.ts'

/** Held for the life of the process; a killed process lets go of it by itself. */
export interface ProcessLock {
  release(): void
}

const readPid = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}

const isBusy = (error: unknown): boolean => (error as { code?: string }).code?.startsWith('SQLITE_BUSY') === true

/**
 * Makes this process the only one on a SQLite file (two would not see each other's queue). The lock is SQLite's own, on a file
 * beside the database, so that nothing stale is left by a kill; the pid beside it is for the message only.
 * MariaDB and `:memory:` need none. Throws `unavailable` in plain words when another process has it.
 */
export const lockProcess = (config: DatabaseConfig): ProcessLock => {
  if (config.kind !== 'sqlite' || config.file === ':memory:') return { release: () => undefined }
  const file = path.resolve(config.file)
  const pidFile = `${file}.pid`
  mkdirSync(path.dirname(file), { recursive: true })
  const lock = new Database(`${file}.lock`, { timeout: 0 })
  try {
    lock.pragma('journal_mode = MEMORY')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (!isBusy(error)) throw error
    const pid = readPid(pidFile)
    throw new Problem(
      'unavailable',
      `群办正在使用数据库 ${config.file}${pid === '' ? '' : `(进程号 ${pid})`}:SQLite 只能由一个进程使用,请先停止它,或在管理端办理`,
    )
  }
  writeFileSync(pidFile, `${process.pid}\n`)
  return {
    release: () => {
      if (!lock.open) return
      rmSync(pidFile, { force: true })
      lock.close()
    },
  }
}
