import { expect, test } from 'vitest'
import { parseDatabaseUrl } from '../../database/parse-database-url.ts'

test.each([
  ['sqlite:./data/qunban.db', './data/qunban.db'],
  ['sqlite:/var/lib/qunban.db', '/var/lib/qunban.db'],
  ['sqlite:///var/lib/qunban.db', '/var/lib/qunban.db'],
  ['/var/lib/qunban.db', '/var/lib/qunban.db'],
  ['sqlite::memory:', ':memory:'],
])('%s is the file %s', (text, file) => {
  expect(parseDatabaseUrl(text)).toEqual({ kind: 'sqlite', file })
})

test.each(['mariadb', 'mysql'] as const)('%s keeps its URL', (kind) => {
  const url = `${kind}://u:p@127.0.0.1:3306/office`
  expect(parseDatabaseUrl(url)).toMatchObject({ kind, url })
})

test.each(['postgres://u:secret@h/d', 'mariadb://u:secret@h', 'mariadb:', 'sqlite:'])('%s is refused without its password', (text) => {
  expect(() => parseDatabaseUrl(text)).toThrow(/^(?!.*secret)/)
})
