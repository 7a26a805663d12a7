import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * `npm run build`: compiles the rooms named in tsconfig.build.json into dist/ and copies the files beside the sources
 * (pages, styles, data) to the same places; with `--if-needed` only when the sources changed. Plain JavaScript, because
 * it runs before anything is compiled.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')
const STAMP = '.built'

/** Compiles into a new folder and swaps it in whole; or says what is wrong, returns false and leaves the old dist/ alone. */
export function build() {
  const compiler = findCompiler()
  if (compiler === undefined) {
    console.error('Cannot build: TypeScript is not installed. Run `npm ci` first (without --omit=dev), or bring a built dist/ folder.')
    return false
  }
  const sources = listSources()
  const fresh = join(root, `dist-${process.pid}`)
  const compile = [compiler, '-p', 'tsconfig.build.json', '--outDir', fresh]
  const { status } = spawnSync(process.execPath, compile, { cwd: root, stdio: 'inherit' })
  if (status !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    return false
  }
  for (const path of sources.filter((path) => !/\.(ts|mjs)$/.test(path) && path.includes('/'))) {
    mkdirSync(dirname(join(fresh, path)), { recursive: true })
    cpSync(join(root, path), join(fresh, path))
  }
  writeFileSync(join(fresh, STAMP), fingerprint(sources))
  const old = `${fresh}-old`
  if (existsSync(dist)) renameSync(dist, old)
  renameSync(fresh, dist)
  rmSync(old, { recursive: true, force: true })
  return true
}

/** True when dist/ was made from exactly these sources (names, sizes, times). Without sources beside it, dist/ is taken as it is. */
export function isBuilt() {
  const stamp = join(dist, STAMP)
  if (!existsSync(stamp)) return false
  const sources = listSources()
  return !sources.some((path) => path.startsWith('app/')) || readFileSync(stamp, 'utf8') === fingerprint(sources)
}

function listSources() {
  const { include } = JSON.parse(readFileSync(join(root, 'tsconfig.build.json'), 'utf8'))
  return [...include, 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json']
    .filter((path) => existsSync(join(root, path)))
    .flatMap(filesUnder)
}

function filesUnder(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path]
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesUnder(`${path}/${name}`))
}

function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    const { size, mtimeMs } = statSync(join(root, path))
    hash.update(`${path} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

function findCompiler() {
  try {
    return createRequire(import.meta.url)
      .resolve('typescript/package.json')
      .replace(/package\.json$/, 'bin/tsc')
  } catch {
    return undefined
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const needed = !process.argv.includes('--if-needed') || !isBuilt()
  process.exitCode = !needed || build() ? 0 : 1
}
