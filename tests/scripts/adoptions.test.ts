import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDatabase } from '../../database/open-database.ts'
import { openPressScene } from '../support/press-scene.ts'
import { runQunban } from '../../scripts/qunban/run-qunban.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'qunban-adoptions-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string): string => path.join(folder, name)

/** One command in this process, with its words kept. */
const qunban = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
  const said = { out: '', err: '' }
  const env = { QUNBAN_MODE: 'demo', QUNBAN_SECRET: 'ab'.repeat(32), DATABASE_URL: `sqlite:${file('office.db')}` }
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  const spies = [
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.err += String(text)), true)),
    vi.spyOn(console, 'log').mockImplementation((text) => void (said.out += `${text}\n`)),
    vi.spyOn(console, 'error').mockImplementation((text) => void (said.err += `${text}\n`)),
  ]
  try {
    return { code: await runQunban(args), ...said }
  } finally {
    for (const spy of spies) spy.mockRestore()
    vi.unstubAllEnvs()
  }
}

test('a table of adoptions on the command line: nothing unless every row is right, or the right ones when asked', async () => {
  const runner = await openDatabase({ kind: 'sqlite', file: file('office.db') })
  const scene = await openPressScene({ runner, startsAt: '2024-03-04T09:00' })
  await scene.story('检查商场')
  await runner.close()
  const table = file('采用.csv')
  writeFileSync(table, '编号,标题,单位,级别,刊物,采用日期\n128,,,省级,每日要情,2024-03-04\n,检查学校,消防队,省级,每日要情,2024-03-04\n')

  const refused = await qunban('adoptions', table)
  expect([refused.code, refused.out]).toEqual([1, '没有登记\n'])
  expect(refused.err).toContain('第 3 行:“消防队”没有标题为“检查学校”的信息')
  expect(refused.err).toContain('1 行有错,改正后再导入(或加 --partial 先导入正确的行)')

  expect((await qunban('adoptions', table, '--partial', '--dry-run')).out).toBe('试导入(没有写入):采用 1 次,涉及信息 1 条\n')
  expect((await qunban('adoptions', table, '--partial')).out).toBe('已登记:采用 1 次,涉及信息 1 条\n')
  writeFileSync(table, '编号,级别,刊物,采用日期\n128,市级,政务信息,2024-03-04\n')
  expect(await qunban('adoptions', table)).toMatchObject({ code: 0, out: '已登记:采用 1 次,涉及信息 1 条\n' })
  expect(await qunban('adoptions', file('没有.csv'))).toMatchObject({ code: 1 })
})

test('the template is written, and not over a file that is there', async () => {
  const template = file('模板.xlsx')
  expect((await qunban('adoptions-template', template)).code).toBe(0)
  expect(statSync(template).size).toBeGreaterThan(5_000)
  expect((await qunban('adoptions-template', template)).err).toContain('已存在(加 --force 覆盖)')
  expect((await qunban('adoptions-template', template, '--force')).code).toBe(0)
})
