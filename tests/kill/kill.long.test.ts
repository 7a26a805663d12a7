import { expect, inject, test } from 'vitest'
import { runKills } from './kill-harness.ts'

const database = inject('database')

test('killed 20 times while 500 messages come in: none lost, none twice, every reminder slot once', { timeout: 480_000 }, async () => {
  const { findings, kills } = await runKills({ database, messages: 500, kills: 20, seed: 11 })
  expect(findings).toEqual([])
  expect(kills).toBe(20)
})

test('without the unique inbox key the same harness finds messages that took effect twice', { timeout: 240_000 }, async () => {
  const sabotage = database.kind === 'sqlite' ? 'DROP INDEX ux_inbound_external' : 'DROP INDEX ux_inbound_external ON inbound_messages'
  const { findings } = await runKills({ database, messages: 80, kills: 2, seed: 12, sabotage })
  expect(findings.some((finding) => /opened 2 matters|stands 2 times/u.test(finding))).toBe(true)
})
