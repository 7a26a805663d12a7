import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openBrowser } from '../tests/support/browser.ts'
import { scenes } from './take-pictures/scenes/index.ts'
import { shrinkPng } from './take-pictures/shrink-png.ts'
import { enterOffice } from './take-pictures/simulated-office.ts'
import { startProgram } from './take-pictures/start-program.ts'
import { takeShot } from './take-pictures/take-shot.ts'

/**
 * `npm run pictures`: takes the pictures of the manual again, all of them or those of the scenes named behind `--`. Each scene
 * is played by the real program on a fresh copy of the demonstration.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const docs = join(root, 'docs')
const startsAt = '2026-11-23T10:05:00+08:00'

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !scenes.some((scene) => scene.name === name))
if (unknown.length > 0) {
  console.error(`no scene ${unknown.join(', ')}; there are ${scenes.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const built = spawnSync(process.execPath, ['scripts/build.mjs', '--if-needed'], { cwd: root, stdio: 'inherit' })
if (built.status !== 0) process.exit(1)

const folder = mkdtempSync(join(tmpdir(), 'qunban-pictures-'))
const browser = await openBrowser()
let failed = 0
try {
  const fresh = join(folder, 'fresh')
  mkdirSync(fresh)
  console.log('laying the demonstration …')
  await (await startProgram(fresh, startsAt)).stop()

  for (const scene of scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const stage = join(folder, scene.name)
    cpSync(fresh, stage, { recursive: true })
    const program = await startProgram(stage, startsAt)
    try {
      const office = await enterOffice(program.url)
      await scene.play(office, async (shot) => {
        const path = join(shot.folder ?? 'zh/images', `${shot.file}.png`)
        const png = shrinkPng(await takeShot(browser, office, shot))
        writeFileSync(join(docs, path), png)
        console.log(`docs/${path}  ${Math.round(png.length / 1024)} KB`)
      })
    } catch (error) {
      failed += 1
      console.error(`${scene.name}: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      await program.stop()
    }
  }
} finally {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = failed === 0 ? 0 : 1
