import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const rooms = ['app', 'bot', 'miniprogram-api', 'jobs', 'use-cases', 'rules', 'wording', 'entities', 'database']
/** make-paper.ts starts them, widen-punctuation.ts is pure and imports nothing. */
const builders =
  /(?:^|\n)\s*import\s+(?!type\b)[^'"]*?from\s*['"][^'"]*documents\/(?!page\/(?:make-paper|widen-punctuation)\.ts)(?:page|issue|bulletin|topics|supervision|sheets)\/[^'"]+['"]/gu

test('no file outside documents/ loads a builder when it is imported: the libraries behind them are for the one who exports', () => {
  const sources = rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(room, name)),
  )
  const offending = sources.filter((path) => readFileSync(join(root, path), 'utf8').match(builders) !== null)
  expect(offending).toEqual([])
})

test('the check sees a static import, and lets types and import() pass', () => {
  const found = (code: string): boolean => code.match(builders) !== null
  expect(found(`import { buildIssueDocx } from '../../documents/issue/build-issue-docx.ts'`)).toBe(true)
  expect(found(`import type { IssueDocument } from '../../documents/issue/issue-document.ts'`)).toBe(false)
  expect(found(`import { makePaper } from '../../documents/page/make-paper.ts'`)).toBe(false)
  expect(found(`const { buildIssueDocx } = await import('../../documents/issue/build-issue-docx.ts')`)).toBe(false)
})

test('make-paper.ts itself imports nothing but types, rules and the worker’s starter', () => {
  const source = readFileSync(join(root, 'documents/page/make-paper.ts'), 'utf8')
  const values = [...source.matchAll(/^import (?!type\b).*?from '([^']+)'/gmu)].map(([, target]) => target)
  expect(values).toEqual(['../../rules/problems.ts', '../start-worker.ts'])
})
