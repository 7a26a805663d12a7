import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockProcess } from '../../database/process-lock.ts'
import { refusalOf } from '../support/admin-scene.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'qunban-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const config = () => ({ kind: 'sqlite' as const, file: path.join(folder, 'data', 'qunban.db') })
const locking = () => Promise.resolve().then(() => lockProcess(config()))

test('a second one on the same file is told who has it, until it is let go', async () => {
  const first = lockProcess(config())
  const refusal = await refusalOf(locking())
  expect(refusal.code).toBe('unavailable')
  expect(refusal.message).toContain(`进程号 ${process.pid}`)
  expect(refusal.message).toContain('在管理端办理')
  first.release()
  first.release()
  expect(existsSync(`${config().file}.pid`)).toBe(false)
  lockProcess(config()).release()
})

test('a process that was killed holds nothing', async () => {
  const module = fileURLToPath(new URL('../../database/process-lock.ts', import.meta.url))
  const script = `import(${JSON.stringify(module)}).then(({ lockProcess }) => { lockProcess(${JSON.stringify(config())}); console.log('held'); setInterval(() => {}, 1000) })`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  expect((await refusalOf(locking())).message).toContain(`进程号 ${child.pid}`)
  child.kill('SIGKILL')
  await once(child, 'exit')
  lockProcess(config()).release()
})

test('MariaDB and a database in memory need none', () => {
  for (const none of [
    { kind: 'sqlite', file: ':memory:' },
    { kind: 'mariadb', url: 'mariadb://x/y', poolSize: 1 },
  ] as const) {
    const [first, second] = [lockProcess(none), lockProcess(none)]
    expect(() => [first.release(), second.release()]).not.toThrow('')
  }
})
