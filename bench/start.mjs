import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * `npm run bench`: measures what `npm start` runs, compiled the same way, benches and all, into a folder of its own that goes afterwards.
 * (Run by tsx, every inner function would be named anew at each call.) Plain JavaScript, because it runs before anything is compiled.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, `dist-bench-${process.pid}`)

/** Pages and data beside the sources. */
const copyBeside = (path) => {
  for (const name of readdirSync(join(root, path))) {
    const child = join(path, name)
    if (statSync(join(root, child)).isDirectory()) copyBeside(child)
    else if (!/\.(ts|mjs)$/.test(name)) {
      mkdirSync(join(folder, path), { recursive: true })
      cpSync(join(root, child), join(folder, child))
    }
  }
}

const compiler = createRequire(import.meta.url)
  .resolve('typescript/package.json')
  .replace(/package\.json$/, 'bin/tsc')
const options = ['--noEmit', 'false', '--allowImportingTsExtensions', 'false', '--outDir', folder]
let exitCode = 1
try {
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.json', ...options], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0) console.error('!!! the types are wrong somewhere; what is measured may not be what will be')
  for (const room of JSON.parse(readFileSync(join(root, 'tsconfig.build.json'), 'utf8')).include) if (!room.includes('.')) copyBeside(room)
  exitCode =
    spawnSync(process.execPath, [join(folder, 'bench/index.js'), ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' }).status ?? 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = exitCode
