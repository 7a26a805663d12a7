import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Path of the real program, `dist/app/main.js`, built from today's sources (about a second, only when they changed).
 * For tests that start, kill and restart the process itself: `spawn(process.execPath, [builtProgram()], { env })`.
 */
export function builtProgram(): string {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url)), '--if-needed'], { stdio: 'pipe' })
  return fileURLToPath(new URL('../../dist/app/main.js', import.meta.url))
}
