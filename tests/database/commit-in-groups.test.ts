import { beforeAll, afterAll, expect, inject, test } from 'vitest'
import type { EntityManager } from 'typeorm'
import type { Runner } from '../../database/runner.ts'
import { Counter } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { Problem } from '../../rules/problems.ts'
import { createSeededRandom } from '../../app/replay/seeded-random.ts'
import { openScratchDatabase } from '../support/database.ts'

let runner: Runner
beforeAll(async () => {
  runner = await openScratchDatabase(10)
})
afterAll(() => runner.close())

const isSqlite = (): boolean => inject('database').kind === 'sqlite'
const put = (tx: EntityManager, name: string): Promise<void> => insertRows(tx, Counter, [{ name, value: 1 }])

/** Ways a message's work can end; only the first two may leave their row behind. */
const endings = {
  done: (tx: EntityManager, name: string) => put(tx, name),
  'done after a row that was there already': async (tx: EntityManager, name: string) => {
    await put(tx, name)
    await put(tx, name).catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error
    })
  },
  'refused before it wrote': async () => {
    throw new Problem('forbidden', '不行')
  },
  refused: async (tx: EntityManager, name: string) => {
    await put(tx, name)
    throw new Problem('forbidden', '不行')
  },
  'a duplicate': async (tx: EntityManager, name: string) => {
    await put(tx, name)
    await put(tx, name)
  },
  'a fault of ours': async (tx: EntityManager, name: string) => {
    await put(tx, name)
    await tx.query('SELECT nothing FROM nowhere')
  },
  /** What SQLite does by itself when the disk is full. */
  'given up by the database': async (tx: EntityManager, name: string) => {
    await put(tx, name)
    await tx.query('ROLLBACK')
    await tx.query('SELECT nothing FROM nowhere')
  },
  'not to be committed': async (tx: EntityManager, name: string) => {
    await put(tx, name)
    if (!isSqlite()) throw new Error('the server is gone')
    await tx.query('PRAGMA defer_foreign_keys = ON')
    await tx.query("INSERT INTO group_members (id, group_id, member_id, nickname) VALUES ('x', 'nowhere', 'nobody', '')")
  },
}
type Ending = keyof typeof endings
const kept: readonly Ending[] = ['done', 'done after a row that was there already']

const names = async (): Promise<string[]> =>
  (await runner.read((tx) => tx.query<{ name: string }[]>("SELECT name FROM counters WHERE name LIKE 'work-%' ORDER BY name"))).map(
    ({ name }) => name,
  )

test(
  'in 1,000 rounds of works at once, each is kept or undone for itself, whatever happens to its neighbours',
  { timeout: 120_000 },
  async () => {
    const random = createSeededRandom(20_261_123)
    const kinds = Object.keys(endings) as Ending[]
    for (let round = 0; round < 1_000; round += 1) {
      const works = Array.from({ length: 2 + Math.floor(random() * 6) }, (_, n): [string, Ending] => [
        `work-${n}`,
        random() < 0.6 ? 'done' : (kinds[Math.floor(random() * kinds.length)] ?? 'done'),
      ])
      const results = await Promise.allSettled(works.map(([name, ending]) => runner.transaction((tx) => endings[ending](tx, name))))
      const expected = works.filter(([, ending]) => kept.includes(ending)).map(([name]) => name)
      const resolved = works.filter((_, n) => results[n]?.status === 'fulfilled').map(([name]) => name)
      expect({ round, works, resolved, there: await names() }).toEqual({ round, works, resolved: expected, there: expected })
      await runner.transaction((tx) => tx.query("DELETE FROM counters WHERE name LIKE 'work-%'"))
    }
  },
)

test('what is read behind a write in the line sees it, and never sees what is undone', async () => {
  const write = runner.transaction((tx) => put(tx, 'work-a'))
  if (!isSqlite()) await write
  const refused = runner.transaction((tx) => endings.refused(tx, 'work-b')).catch((error: unknown) => error)
  expect(await names()).toEqual(['work-a'])
  expect(await refused).toBeInstanceOf(Problem)
  await write
  await runner.transaction((tx) => tx.query("DELETE FROM counters WHERE name LIKE 'work-%'"))
})

test('a work that is refused before it wrote costs its neighbours nothing; after it wrote, they are run again', async () => {
  const runs = new Map<string, number>()
  const counted = (name: string) => (tx: EntityManager) => {
    runs.set(name, (runs.get(name) ?? 0) + 1)
    return put(tx, name)
  }
  const together = async (refused: keyof typeof endings): Promise<void> => {
    const works = [counted('work-a'), (tx: EntityManager) => endings[refused](tx, 'work-b'), counted('work-c')]
    await Promise.allSettled(works.map((work) => runner.transaction(work)))
    expect(await names()).toEqual(['work-a', 'work-c'])
    await runner.transaction((tx) => tx.query("DELETE FROM counters WHERE name LIKE 'work-%'"))
  }
  await together('refused before it wrote')
  expect([...runs.values()]).toEqual([1, 1])
  await together('refused')
  // Side by side on the server, where nobody shares a transaction.
  expect([...runs.values()]).toEqual(isSqlite() ? [3, 2] : [2, 2])
})
