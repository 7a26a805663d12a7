import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { DatabaseConfig } from '../database/data-source.ts'
import { openDatabase } from '../database/open-database.ts'
import { layBed } from './support/bed.ts'
import { median } from './support/measure.ts'
import { judge, type DatabaseKind, type Part } from './support/part.ts'
import { seedMatters } from './support/seed-matters.ts'

/**
 * The real program over a large office, killed with SIGKILL while its sweeps write, and started again: from the start of the process to
 * the first answer that it is ready.
 */
const goalMs: Record<DatabaseKind, number> = { sqlite: 3_000, mariadb: 5_000 }

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const urlOf = (config: DatabaseConfig): string => (config.kind === 'sqlite' ? `sqlite:${config.file}` : config.url)

/** Processor time of a process so far, which a busy machine does not stretch; in ticks of 10 ms, where there is /proc. */
const processorMs = (pid: number | undefined): number => {
  try {
    const [user, system] = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '').split(' ').slice(11, 13)
    return (Number(user) + Number(system)) * 10
  } catch {
    return Number.NaN
  }
}

interface Started {
  ms: number
  processorMs: number
  kill: () => Promise<void>
}

/** Starts the program and waits until it says that it is ready. */
const start = async (config: DatabaseConfig, folder: string): Promise<Started> => {
  const port = await freePort()
  const from = performance.now()
  const child = spawn(process.execPath, [fileURLToPath(new URL('../app/main.js', import.meta.url))], {
    cwd: folder,
    env: {
      QUNBAN_MODE: 'demo',
      QUNBAN_SECRET: '11'.repeat(32),
      DATABASE_URL: urlOf(config),
      FILES_DIR: path.join(folder, 'files'),
      PORT: String(port),
      LOG_LEVEL: 'error',
      NODE_ENV: 'production',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  while (child.exitCode === null) {
    const isReady = await fetch(`http://127.0.0.1:${port}/ready`).then(
      (answer) => answer.ok,
      () => false,
    )
    const ms = performance.now() - from
    if (isReady) return { ms, processorMs: processorMs(child.pid), kill: () => (child.kill('SIGKILL'), gone) }
    await sleep(25)
  }
  throw new Error(`the program ended at its start with ${child.exitCode}`)
}

const benchReady = async (
  kind: DatabaseKind,
  matters: number,
  rounds: number,
  say: (text: string) => void,
): Promise<(string | number)[]> => {
  const bed = await layBed(kind, 10)
  const folder = mkdtempSync(path.join(tmpdir(), 'qunban-bench-ready-'))
  try {
    const runner = await openDatabase(bed.config)
    const { manager } = runner.dataSource
    if (kind === 'sqlite') await manager.query('PRAGMA synchronous = OFF')
    await seedMatters(manager, { matters, now: Date.now() })
    // Every light has changed and every reminder is due: there is work to be killed in the middle of.
    await manager.query('UPDATE todos SET level_changes_at = ?, next_reminder_at = ? WHERE closed_at IS NULL', [1, 1])
    await runner.close()
    const [took, worked]: [number[], number[]] = [[], []]
    for (let round = 0; round <= rounds; round += 1) {
      const program = await start(bed.config, folder)
      // The first start follows a clean end.
      if (round > 0) took.push(program.ms)
      if (round > 0) worked.push(program.processorMs)
      await sleep(700 + 130 * round)
      await program.kill()
    }
    const [middle, most] = [median(took), Math.max(...took)]
    say(
      `${kind}, ${matters} matters: ready after ${middle.toFixed(0)} ms, at most ${most.toFixed(0)} ms, of which it worked ${median(worked)} ms`,
    )
    return [kind, matters, rounds, median(worked), middle.toFixed(0), most.toFixed(0), judge(most <= goalMs[kind], `≤ ${goalMs[kind]} ms`)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await bed.remove()
  }
}

export const ready: Part = {
  name: 'ready',
  about: 'from the start of the program after kill -9 to its first word of readiness, at 10,000 (and, large, a million) matters',
  run: async ({ databases, large, rounds = 8, say }) => {
    const rows: (string | number)[][] = []
    for (const kind of databases) rows.push(await benchReady(kind, large ? 1_000_000 : 10_000, rounds, say))
    return [
      { title: 'Ready after kill -9', head: ['database', 'matters', 'kills', 'processor ms', 'median ms', 'at most ms', 'goal'], rows },
    ]
  },
}
