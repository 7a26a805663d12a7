import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { lockProcess } from '../../database/process-lock.ts'
import { runQunban } from '../../scripts/qunban/run-qunban.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const secret = 'ab'.repeat(32)
let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'qunban-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string): string => path.join(folder, name)

interface Outcome {
  code: number
  out: string
  err: string
}

const defaults = (): Record<string, string> => ({ QUNBAN_MODE: 'demo', QUNBAN_SECRET: secret, DATABASE_URL: `sqlite:${file('office.db')}` })

/** One command in this process, with its words kept. */
const qunban = async (args: string[], env: Record<string, string> = {}): Promise<Outcome> => {
  const said = { out: '', err: '' }
  const keep = (to: 'out' | 'err') => (text: unknown) => {
    said[to] += String(text)
    return true
  }
  for (const [name, value] of Object.entries({ ...defaults(), ...env })) vi.stubEnv(name, value)
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep('err')),
    vi.spyOn(console, 'log').mockImplementation((text) => keep('out')(`${text}\n`)),
    vi.spyOn(console, 'error').mockImplementation((text) => keep('err')(`${text}\n`)),
  ]
  try {
    const code = await runQunban(args)
    return { code, ...said }
  } finally {
    for (const spy of spies) spy.mockRestore()
    vi.unstubAllEnvs()
  }
}

/** The real command in a process of its own. */
const spawned = (args: string[]): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, 'scripts/qunban.ts'), ...args], {
      cwd: root,
      env: { ...process.env, ...defaults() },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    child.once('error', reject)
    child.once('exit', (code) => resolve({ code: code ?? -1, out, err }))
  })

const people = '姓名,单位代码,单位,工号,手机,角色\n张三,ZFB,市政府办,A1,13800001111,领导\n李四,XF,消防队,A2,,单位分管领导\n'

test('--help lists the commands and what the exit codes mean', async () => {
  const { code, out } = await spawned(['--help'])
  expect(code).toBe(0)
  for (const word of [
    'import',
    'template',
    'backup',
    'restore',
    'bind-code',
    'unbind',
    'settings',
    'recount',
    'verify-audit',
    'check-calendar',
    '退出码',
  ])
    expect(out).toContain(word)
}, 60_000)

test('wrong usage leaves with 2, a wrong configuration with 4', async () => {
  const [unknown, missing, misconfigured] = [
    await spawned(['exprot']),
    await qunban(['import']),
    await qunban(['verify-audit'], { DATABASE_URL: 'postgres://u:secret@h/d' }),
  ]
  expect([unknown.code, missing.code, misconfigured.code]).toEqual([2, 2, 4])
  expect(misconfigured.err).toContain('配置有误')
  expect(misconfigured.err).not.toContain('secret')
}, 60_000)

test('from the template to a bound phone, a backup and back', async () => {
  expect(await qunban(['template', file('people.xlsx')])).toMatchObject({ code: 0 })
  expect(statSync(file('people.xlsx')).size).toBeGreaterThan(5_000)
  expect(await qunban(['template', file('people.xlsx')])).toMatchObject({ code: 1, err: expect.stringContaining('已存在') })

  writeFileSync(file('wrong.csv'), `${people}王五,XF,,A2,12,厨师\n`)
  const wrong = await qunban(['import', file('wrong.csv')])
  expect(wrong).toMatchObject({ code: 1, out: '没有导入\n', err: expect.stringContaining('1 行有错') })
  expect(wrong.err).toContain('第 4 行:手机“12”:不是 11 位手机号')
  writeFileSync(file('people.csv'), people)
  expect(await qunban(['import', file('people.csv')])).toMatchObject({
    code: 0,
    out: expect.stringContaining('新增 2 人'),
    err: expect.stringContaining('导入 2/2'),
  })
  expect(await qunban(['import', file('people.csv')])).toMatchObject({ code: 0, out: expect.stringContaining('未变 2 人') })

  const bound = await qunban(['bind-code', '李四'])
  expect(bound).toMatchObject({ code: 0, out: expect.stringMatching(/^\d{10}\n$/) })
  expect(await qunban(['unbind', '李四'])).toMatchObject({ code: 1, err: expect.stringContaining('没有绑定') })
  expect(await qunban(['bind-code', '谁'])).toMatchObject({ code: 1, err: expect.stringContaining('没有在岗的“谁”') })

  expect(await qunban(['recount'])).toMatchObject({ code: 0, out: '已按 0 条信息从头统计:与原有统计和积分完全一致\n' })

  expect(await qunban(['settings', 'set', 'reminders.at', '08:45'])).toMatchObject({ code: 0, out: '"08:45"\n' })
  expect(await qunban(['settings', 'set', 'reminders.at', '8点'])).toMatchObject({ code: 1, err: expect.stringContaining('HH:mm') })
  expect(await qunban(['settings', 'get', 'reminders.at'])).toMatchObject({ code: 0, out: '"08:45"\n' })

  expect(await qunban(['backup', file('office.qb')])).toMatchObject({ code: 0, out: expect.stringContaining('0 个附件') })
  expect(await qunban(['backup', '--no-files', file('rows.qb')])).toMatchObject({
    code: 0,
    err: expect.stringContaining('附件的内容不在备份里'),
  })
  expect(await qunban(['restore', file('office.qb')])).toMatchObject({ code: 1, err: expect.stringContaining('不是空的') })
  const elsewhere = { DATABASE_URL: `sqlite:${file('other.db')}` }
  expect(await qunban(['restore', file('office.qb')], elsewhere)).toMatchObject({ code: 0, out: expect.stringContaining('核对无误') })
  expect(await qunban(['settings', 'get', 'reminders.at'], elsewhere)).toMatchObject({ out: '"08:45"\n' })
  expect(await qunban(['verify-audit'], elsewhere)).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+:[0-9a-f]{64}\n$/) })
}, 180_000)

test('beside a running 群办 nothing is written, but a backup can be made', async () => {
  const database = file('running.db')
  const env = { DATABASE_URL: `sqlite:${database}` }
  writeFileSync(file('some.csv'), people)
  await qunban(['import', file('some.csv')], env)
  const running = lockProcess({ kind: 'sqlite', file: database })
  try {
    expect(await qunban(['import', file('some.csv')], env)).toMatchObject({
      code: 3,
      err: expect.stringContaining(`进程号 ${process.pid}`),
    })
    expect(await qunban(['bind-code', 'A1'], env)).toMatchObject({ code: 3 })
    expect(await qunban(['backup', file('running.qb')], env)).toMatchObject({ code: 0 })
  } finally {
    running.release()
  }
  expect(await qunban(['backup', file('x.qb')], { DATABASE_URL: `sqlite:${file('nowhere.db')}` })).toMatchObject({
    code: 1,
    err: expect.stringContaining('没有数据库'),
  })
}, 120_000)

test('the rest of a table can come in by itself', async () => {
  const env = { DATABASE_URL: `sqlite:${file('partial.db')}` }
  writeFileSync(file('partial.csv'), `${people}王五,XF,,A2,12,厨师\n`)
  expect(await qunban(['import', file('partial.csv'), '--dry-run'], env)).toMatchObject({
    code: 1,
    out: expect.stringContaining('没有写入'),
  })
  const partial = await qunban(['import', file('partial.csv'), '--partial'], env)
  expect(partial).toMatchObject({ code: 1, out: expect.stringContaining('已导入:新增 2 人'), err: expect.stringContaining('第 4 行') })
  expect(await qunban(['import', file('not there.csv')], env)).toMatchObject({ code: 1, err: expect.stringContaining('打不开') })
})

test('check-calendar names the years without data', async () => {
  const env = { DATABASE_URL: `sqlite:${file('calendar.db')}` }
  await qunban(['settings', 'set', 'botName', '小群'], env)
  expect(await qunban(['check-calendar', '2025'], env)).toMatchObject({ code: 0 })
  expect(await qunban(['check-calendar', '2025', '2079'], env)).toMatchObject({
    code: 1,
    err: expect.stringContaining('2079 年没有放假与调休数据'),
  })
  expect(await qunban(['check-calendar', '明年'], env)).toMatchObject({ code: 1 })
}, 60_000)

test('a plan is registered in somebody’s name, wrong rows said with their number', async () => {
  writeFileSync(file('people.csv'), people)
  const DATABASE_URL = `sqlite:${file('plan.db')}`
  const run = (...args: string[]): Promise<Outcome> => qunban(args, { DATABASE_URL })
  await run('import', file('people.csv'))
  expect((await run('plan-template', file('计划.xlsx'))).code).toBe(0)
  writeFileSync(file('plan.csv'), '事项,责任单位,时限\n新建农村公路,消防队,第一季度\n改造管网,水利局,6月前\n')
  const refused = await run('plan', file('plan.csv'), '--by', '张三')
  expect(refused.code).not.toBe(0)
  expect(refused.err).toContain('第 3 行:“责任单位”里的“水利局”不认识;时限“6月前”指')
  expect((await run('plan', file('plan.csv'), '--by', '李四')).err).toContain('督查台账由督查科和办公室领导使用')
  expect((await run('plan', file('plan.csv'), '--by', '张三', '--partial')).out).toMatch(/^已立项 1 件:〔\d+〕/u)
  expect((await run('plan', file('plan.csv'), '--by', '张三', '--partial')).err).toContain('已立项〔')
}, 60_000)
