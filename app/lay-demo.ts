import { existsSync, renameSync, rmSync } from 'node:fs'
import type { DatabaseConfig } from '../database/data-source.ts'
import { openDatabase } from '../database/open-database.ts'
import type { Runner } from '../database/runner.ts'
import { perform } from '../database/stage.ts'
import { Unit } from '../entities/index.ts'
import { createCalendar } from '../rules/calendar/create-calendar.ts'
import type { Instant } from '../rules/instant.ts'
import { defaultSettings } from '../rules/office-settings.ts'
import type { OfficePlan } from '../use-cases/office/lay-office.ts'
import { demoOffice } from './demo/office.ts'
import { historyFirstNumber, historyStart, playHistory, settleNumbers } from './demo/play-history.ts'
import { createCast } from './replay/read-transcript.ts'
import { createVirtualOffice } from './replay/virtual-office.ts'

const planWithHistory: OfficePlan = {
  ...demoOffice,
  office: { ...demoOffice.office, settings: { ...demoOffice.office.settings, firstNumber: historyFirstNumber } },
}

export interface DemoOptions {
  /** Where the history ends. */
  now: Instant
  /** 0 to 1. */
  progress: (share: number) => void
  report: (what: string, detail: unknown) => void
}

/** Lays it into an open, empty database; does nothing when there are units already. */
export const layDemo = async (runner: Runner, { now, progress, report }: DemoOptions): Promise<void> => {
  if (await runner.read((tx) => tx.exists(Unit))) return
  const calendar = createCalendar(defaultSettings())
  const today = calendar.dayOf(now)
  const office = await createVirtualOffice({
    runner,
    plan: planWithHistory,
    startsAt: historyStart(calendar, today),
    channelName: 'simulator',
    report,
  })
  const cast = createCast(office.laid)
  await playHistory({
    calendar,
    today,
    says: async ({ at, group, from, text }) => {
      const before = office.sent.length
      await office.says({ at, group: group === null ? null : cast.group(group), from: cast.person(from), text })
      return office.sent.slice(before).map((message) => message.text)
    },
    onProgress: (done, total) => progress(done / (total + 1)),
  })
  await office.passTo(now)
  await perform(office.stage, { memberId: null }, settleNumbers)
  progress(1)
}

const layInto = async (database: DatabaseConfig, options: DemoOptions): Promise<void> => {
  const runner = await openDatabase(database)
  try {
    await layDemo(runner, options)
  } finally {
    await runner.close()
  }
}

/**
 * Lays the demo office and its three weeks of history into an empty database, by running real messages through the whole bot on
 * a virtual clock that ends at `now`. Does nothing when there are units already. A new SQLite file appears whole or not at all:
 * a start killed in the middle begins anew.
 */
export const prepareDemo = async (database: DatabaseConfig, options: DemoOptions): Promise<void> => {
  if (database.kind !== 'sqlite' || database.file === ':memory:' || existsSync(database.file)) return layInto(database, options)
  const laying = `${database.file}.laying`
  for (const leftover of [laying, `${laying}-wal`, `${laying}-shm`]) rmSync(leftover, { force: true })
  await layInto({ kind: 'sqlite', file: laying }, options)
  renameSync(laying, database.file)
}
