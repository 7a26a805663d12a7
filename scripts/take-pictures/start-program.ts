import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The real program in a process of its own, on a folder of its own. */
export interface RunningProgram {
  url: string
  stop(): Promise<void>
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** Starts the built demonstration with its database in `folder` and its clock at `at` (ISO with offset); ready when it greets. */
export const startProgram = async (folder: string, at: string): Promise<RunningProgram> => {
  const port = await freePort()
  const clock = new URL(`set-clock.mjs?at=${encodeURIComponent(at)}`, import.meta.url).href
  const main = fileURLToPath(new URL('../../dist/app/main.js', import.meta.url))
  const program = spawn(process.execPath, ['--import', clock, main], {
    env: {
      ...process.env,
      QUNBAN_MODE: 'demo',
      DATABASE_URL: `sqlite:${join(folder, 'qunban.db')}`,
      PORT: String(port),
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let words = ''
  await new Promise<void>((resolve, reject) => {
    program.once('exit', (code) => reject(new Error(`the program ended with ${code}:\n${words.slice(-2_000)}`)))
    for (const stream of [program.stdout, program.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        words += chunk
        if (words.includes('群办已启动')) resolve()
      })
    }
  })
  program.removeAllListeners('exit')
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      const gone = once(program, 'exit')
      program.kill('SIGTERM')
      await gone
    },
  }
}
