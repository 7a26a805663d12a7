import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { commands } from '../../bot/commands/index.ts'
import { lifecycles } from '../../rules/lifecycles/index.ts'
import { generatedDocs } from '../../scripts/generate-docs.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const docs = generatedDocs()

describe('the generated pages', () => {
  test.each(Object.entries(docs))('%s is up to date (npm run docs)', (path, text) => {
    expect(readFileSync(`${root}${path}`, 'utf8')).toBe(text)
  })

  test('show every action of every kind', () => {
    const page = docs['docs/lifecycles.md'] ?? ''
    for (const { actions } of Object.values(lifecycles)) for (const name of Object.keys(actions)) expect(page).toContain(`| \`${name}\` |`)
  })

  test('show every tag, synonyms included', () => {
    const page = docs['docs/zh/标签一览.md'] ?? ''
    for (const { tags } of commands) for (const tag of tags) expect(page).toMatch(new RegExp(`#${tag}(?= )`))
  })

  test('show every setting that is configured, with its default', () => {
    const page = docs['docs/settings.md'] ?? ''
    expect(page).toContain('| `reminders.at` | HH:mm | `"09:00"` |')
    expect(page).not.toContain('`undefined`')
  })
})
