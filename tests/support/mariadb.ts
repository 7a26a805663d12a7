import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from './find-program.ts'

/** A MariaDB server that lives in one throwaway directory; `root` needs no password and only this machine can reach it. */
export interface ThrowawayMariadb {
  /** `mariadb://root@127.0.0.1:PORT`, without a database: every test file makes its own. */
  readonly url: string
  readonly port: number
  readonly directory: string
  /** SIGKILL, as a power switch would: resolves when the process is gone; the data stays. */
  kill(): Promise<void>
  /** Starts again after `kill` on the same data and port; resolves when it answers. */
  restart(): Promise<void>
  /** Ends the server and removes its directory. Safe to call twice. */
  stop(): Promise<void>
}

const PREFIX = 'qunban-mariadb-'
const READY = /ready for connections/
const START_LIMIT_MS = 20_000

/** The server's program, if this machine has one. */
export const findMariadb = (): string | undefined => findProgram(['mariadbd', 'mysqld'], ['/usr/sbin', '/usr/local/sbin', '/usr/libexec'])

/**
 * Starts a server on an empty directory in memory-backed space (about 0.2 s: without grant tables there is nothing to install).
 * It ends with `stop`, and, whatever happens to this process, with this process. Throws with the server's own words when it cannot start.
 */
export async function startMariadb(): Promise<ThrowawayMariadb> {
  const program = findMariadb()
  if (program === undefined) throw new Error('mariadbd was not found (Debian: apt-get install mariadb-server-core)')
  const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
  removeLeftovers(parent)
  const port = await freePort()
  const directory = join(parent, `${PREFIX}${process.pid}-${port}`)
  mkdirSync(join(directory, 'data'), { recursive: true })
  // A first checkpoint: before it, a kill leaves a directory that InnoDB itself cannot open again.
  writeFileSync(join(directory, 'init.sql'), 'SET GLOBAL innodb_log_checkpoint_now = ON;\n')

  let server = await launch(program, directory, port)
  const remove = (): void => rmSync(directory, { recursive: true, force: true })
  const atExit = (): void => {
    server.kill('SIGKILL')
    remove()
  }
  process.once('exit', atExit)

  return {
    url: `mariadb://root@127.0.0.1:${port}`,
    port,
    directory,
    kill: () => end(server),
    restart: async () => {
      server = await launch(program, directory, port)
    },
    stop: async () => {
      process.off('exit', atExit)
      await end(server)
      remove()
    },
  }
}

/** Resolves when the server says it is ready; its last words are the error when it ends before that. */
async function launch(program: string, directory: string, port: number): Promise<ChildProcess> {
  const options = [
    '--no-defaults',
    `--datadir=${join(directory, 'data')}`,
    `--tmpdir=${directory}`,
    `--socket=${join(directory, 'socket')}`,
    `--pid-file=${join(directory, 'pid')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-networking=0',
    '--skip-grant-tables',
    '--skip-name-resolve',
    '--skip-log-bin',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_bin',
    '--max-connections=400',
    `--init-file=${join(directory, 'init.sql')}`,
    '--innodb-buffer-pool-size=128M',
    '--innodb-log-file-size=64M',
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
  ]
  // setpriv ties the server's life to ours in the kernel: a test run that is killed leaves nothing behind.
  const setpriv = findProgram(['setpriv'])
  const [command, args] = setpriv === undefined ? [program, options] : [setpriv, ['--pdeathsig', 'KILL', program, ...options]]
  const server = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  server.unref()
  await new Promise<void>((resolve, reject) => {
    let words = ''
    const fail = (why: string): void => {
      server.kill('SIGKILL')
      reject(new Error(`mariadbd ${why}:\n${words.split('\n').slice(-12).join('\n')}`))
    }
    const limit = setTimeout(() => fail(`was not ready after ${START_LIMIT_MS} ms`), START_LIMIT_MS)
    server.once('error', (error) => fail(error.message))
    server.once('exit', (code) => {
      clearTimeout(limit)
      fail(`ended with ${code ?? 'a signal'} before it was ready`)
    })
    server.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      words = (words + chunk).slice(-20_000)
      if (!READY.test(words)) return
      clearTimeout(limit)
      server.removeAllListeners('exit')
      resolve()
    })
  })
  return server
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.ref()
  server.kill('SIGKILL')
  await gone
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

/** Directories of runs that were killed before they could clean up: the process in the name is gone. */
function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(PREFIX)) continue
    const pid = Number(name.slice(PREFIX.length).split('-')[0])
    if (!isAlive(pid)) rmSync(join(parent, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
