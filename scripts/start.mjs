import { fileURLToPath } from 'node:url'
import { build, isBuilt } from './build.mjs'

/**
 * `npm start`: builds when the sources changed, then becomes the built program: the same process, so that signals,
 * exit code and memory are the program's own.
 */
if (!isBuilt()) {
  const from = performance.now()
  console.log('Building (the sources are new or changed) …')
  if (!build()) process.exit(1)
  console.log(`Built in ${((performance.now() - from) / 1000).toFixed(1)} s.`)
}

// `npm start` runs us under a shell that a SIGTERM to npm kills without passing it on; being left by that shell is our SIGTERM.
const parent = process.ppid
const watch = setInterval(() => {
  if (process.ppid === parent) return
  clearInterval(watch)
  process.kill(process.pid, 'SIGTERM')
}, 200)
if (process.env['npm_lifecycle_event'] === 'start') watch.unref()
else clearInterval(watch)

const program = new URL('../dist/app/main.js', import.meta.url)
process.argv[1] = fileURLToPath(program)
await import(program.href)
