import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A process of its own that does one thing for a bench and tells what it found as lines of JSON. */
export interface Child {
  /** The next line, parsed. Rejects when the process ends without one. */
  tells<T>(): Promise<T>
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
}

/** Starts a module of this folder with an argument that it reads with `readArgument`. */
export const startChild = (module: string, argument: unknown): Child => {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`./${module}`, import.meta.url)), JSON.stringify(argument)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    tells: async <T>() => {
      const { value, done } = await lines.next()
      if (done) throw new Error(`${module} ended without a word`)
      return JSON.parse(value) as T
    },
    kill: () => (child.kill('SIGKILL'), gone),
  }
}

/** What `startChild` was told, in the child. */
export const readArgument = (): unknown => JSON.parse(process.argv[2] ?? 'null')

/** Tells the parent. */
export const tell = (found: unknown): void => void process.stdout.write(`${JSON.stringify(found)}\n`)
