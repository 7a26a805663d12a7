import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { reads } from './reads.ts'

interface Row {
  at: string
  text: string
  reads: string
}

const rows = readFileSync(new URL('spoken.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row)

/** Phrases as people type them, each with what it must be read as; beside it stands when it was said. */
describe('as people say it', () => {
  for (const at of new Set(rows.map((row) => row.at))) {
    test(`said ${at}`, () => {
      const said = rows.filter((row) => row.at === at)
      expect(said.map(({ text }) => `${text} → ${reads(text, at)}`)).toEqual(said.map((row) => `${row.text} → ${row.reads}`))
    })
  }
})
