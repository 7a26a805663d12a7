import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('../../scripts/deadlines.ts', import.meta.url))

const run = (lines: readonly string[], args: readonly string[] = []) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', script, ...args], {
    input: lines.map((line) => `${line}\n`).join(''),
    encoding: 'utf8',
  })
  const answers = stdout.split('\n').filter((line) => line !== '')
  return { answers, stderr, status }
}

test('one line in, one line out: a limit, a question, a rule, as soon as possible, nothing', () => {
  const at = '2026-11-23T09:00:00'
  const texts = ['本周五下班前报', '6月前报方案', '每月10日前报', '尽快报', '收到']
  const { answers, status } = run(texts.map((text) => JSON.stringify({ text, at })))
  expect(status).toBe(0)
  expect(answers.map((line) => JSON.parse(line) as unknown)).toEqual([
    { end: '2026-11-27T17:30:00', grain: 'minute', due: '2026-11-27T17:30:00' },
    {
      end: '2027-06-30T00:00:00',
      grain: 'month',
      ask: {
        reason: 'before-period',
        readings: [
          { label: '6月开始前', due: '2027-05-31T17:30:00' },
          { label: '6月结束前', due: '2027-06-30T17:30:00' },
        ],
      },
    },
    { end: '2026-12-10T00:00:00', grain: 'day', due: '2026-12-10T17:30:00', recurring: { every: 'month', days: [10] } },
    { asap: true },
    {},
  ])
})

test('bad lines are named, the others answered', () => {
  const { answers, stderr, status } = run([
    '{"text":"明天","at":"2026-11-23T09:00"}',
    'not json',
    '',
    '{"text":"明天","at":"soon"}',
    '{"at":"2026-11-23T09:00"}',
  ])
  expect(status).toBe(2)
  expect(answers).toHaveLength(1)
  expect(stderr).toMatch(/^line 2: /m)
  expect(stderr).toMatch(/^line 4: "at" is no local ISO time: soon$/m)
  expect(stderr).toMatch(/^line 5: /m)
})

test('help and a wrong zone', () => {
  expect(run([], ['--help'])).toMatchObject({ status: 0, stderr: '' })
  const wrong = run([], ['--zone', 'Mars/Base'])
  expect(wrong.status).toBe(2)
  expect(wrong.stderr).toContain('Mars/Base')
})
