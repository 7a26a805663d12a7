import { existsSync } from 'node:fs'
import { readConfig } from '../../app/config.ts'
import { officeSecret } from '../../app/office-secret.ts'
import { createDataSource, type DatabaseConfig } from '../../database/data-source.ts'
import { openDatabase } from '../../database/open-database.ts'
import { lockProcess, type ProcessLock } from '../../database/process-lock.ts'
import { createRunner, type Runner } from '../../database/runner.ts'
import type { Stage } from '../../database/stage.ts'
import { OfficeState } from '../../entities/index.ts'
import { createIds } from '../../rules/new-id.ts'
import { Problem } from '../../rules/problems.ts'
import type { FileStoreConfig } from '../../storage/open-file-store.ts'
import { createOfficeLoader } from '../../use-cases/office/load-office.ts'
import { deriveKeys, type OfficeKeys } from '../../use-cases/people/derive-keys.ts'
import { ConfigurationError } from './exit-codes.ts'

/** What a command works with. */
export interface Console {
  stage: Stage
  runner: Runner
  /** Null in production without QUNBAN_SECRET. */
  keys: OfficeKeys | null
}

export interface ConsoleSettings {
  database: DatabaseConfig
  files: FileStoreConfig
  secret: Buffer | null
}

/** The same variables as `npm start`. Throws `ConfigurationError` in the words of app/config.ts. */
export const readConsoleSettings = (): ConsoleSettings => {
  try {
    const { mode, database, files, secret, secretFile } = readConfig()
    return { database, files, secret: officeSecret({ value: secret, mode, file: secretFile }) }
  } catch (error) {
    throw new ConfigurationError(error instanceof Error ? error.message : String(error))
  }
}

/** A data source beside a running process: it reads one snapshot and never migrates. */
export const openForReading = async (config: DatabaseConfig): Promise<Runner> => {
  if (config.kind === 'sqlite' && !existsSync(config.file)) throw new Problem('not_found', `没有数据库 ${config.file},请先启动一次群办`)
  const dataSource = await createDataSource(config).initialize()
  if (await dataSource.showMigrations()) {
    await dataSource.destroy()
    throw new Problem('conflict', '数据库还没有建好或不是这个版本的,请先启动一次群办')
  }
  return createRunner(dataSource)
}

const stageOf = async (runner: Runner): Promise<Stage> => {
  const state = await runner.read((tx) => tx.findOneBy(OfficeState, { id: 1 }))
  const machine = (): number => Date.now()
  const office = (): number => Math.max(Date.now() + (state?.clockOffsetMs ?? 0), state?.clockSeenAt ?? 0)
  return { runner, loadOffice: createOfficeLoader(), clocks: { office, machine }, newId: createIds(machine) }
}

/** Runs a command's work on the configured database. `write` takes the process lock and migrates; `read` works beside a running process. */
export const withConsole = async <T>(access: 'read' | 'write', work: (console: Console) => Promise<T>): Promise<T> => {
  const { database, secret } = readConsoleSettings()
  const lock: ProcessLock | null = access === 'write' ? lockProcess(database) : null
  try {
    const runner = access === 'write' ? await openDatabase(database) : await openForReading(database)
    try {
      return await work({ runner, stage: await stageOf(runner), keys: secret && deriveKeys(secret) })
    } finally {
      await runner.close()
    }
  } finally {
    lock?.release()
  }
}
