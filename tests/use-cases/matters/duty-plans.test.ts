import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dutyClerk, dutyHead, dutyLeader } from '../../../bench/support/duty-office.ts'
import { seedDuties } from '../../../bench/support/seed-duties.ts'
import { seedId } from '../../../bench/support/seed-matters.ts'
import { consult, perform, type Stage } from '../../../database/stage.ts'
import { Matter, MatterParty, Notice, Procedure, Todo } from '../../../entities/index.ts'
import { createIds } from '../../../rules/new-id.ts'
import type { UseCaseContext } from '../../../use-cases/context.ts'
import { listAbsences } from '../../../use-cases/absences/list-absences.ts'
import { canSeeWhole } from '../../../use-cases/matters/visibility.ts'
import { holdMeetings, remindOfMeetings } from '../../../use-cases/meetings/hold-meetings.ts'
import { endNotice } from '../../../use-cases/notices/end-notice.ts'
import { listNotices } from '../../../use-cases/notices/list-notices.ts'
import { listReceipts } from '../../../use-cases/notices/list-receipts.ts'
import { createOfficeLoader } from '../../../use-cases/office/load-office.ts'
import { listOverruns } from '../../../use-cases/procedures/list-overruns.ts'
import { listProcedures } from '../../../use-cases/procedures/list-procedures.ts'
import { listSuggestions } from '../../../use-cases/suggestions/list-suggestions.ts'
import { fullScans, recordQueries } from '../../support/count-queries.ts'
import { openScratchDatabase } from '../../support/database.ts'

const now = Date.parse('2026-11-23T09:30:00+08:00')
const matters = 2_000
const units = 8
const officer = seedId('P', units + 5)
const looking = [dutyLeader, dutyHead, officer, dutyClerk]

let stage: Stage
beforeAll(async () => {
  const runner = await openScratchDatabase()
  stage = { runner, loadOffice: createOfficeLoader(), clocks: { office: () => now, machine: () => now }, newId: createIds(() => now) }
  await runner.transaction((tx) => seedDuties(tx, { matters, now, units, wide: 2, say: () => undefined }))
  await consult(stage, { memberId: dutyLeader }, () => Promise.resolve())
})
afterAll(() => stage.runner.close())

interface Listed {
  items: { number: number }[]
  next: string | null
}
type List<Filters> = (ctx: UseCaseContext, input: Filters & { cursor?: string | undefined; limit: number }) => Promise<Listed>

/** Every page of a list, as numbers. */
const all = async <Filters>(ctx: UseCaseContext, list: List<Filters>, filters: Filters): Promise<number[]> => {
  const numbers: number[] = []
  for (let cursor: string | undefined; ;) {
    const page = await list(ctx, { ...filters, cursor, limit: 9 })
    numbers.push(...page.items.map(({ number }) => number))
    if (page.next === null) return numbers
    cursor = page.next
  }
}

const newestFirst = (found: readonly Matter[]): number[] => found.map(({ number }) => number).toSorted((a, b) => b - a)

describe.each(looking)('what %s finds', (memberId) => {
  const seen = async (ctx: UseCaseContext, kind: 'notice' | 'procedure'): Promise<Matter[]> => {
    const parties = new Map<string, MatterParty[]>()
    for (const party of await ctx.tx.find(MatterParty)) parties.set(party.matterId, [...(parties.get(party.matterId) ?? []), party])
    return (await ctx.tx.findBy(Matter, { kind })).filter((matter) => canSeeWhole(ctx, matter, parties.get(matter.id) ?? []))
  }

  test('among notices is what the rule says, whatever index a filter takes', () =>
    consult(stage, { memberId }, async (ctx) => {
      const visible = await seen(ctx, 'notice')
      const notices = new Map((await ctx.tx.find(Notice)).map((notice) => [notice.matterId, notice]))
      const cases: [Parameters<typeof listNotices>[1], (matter: Matter, notice: Notice) => boolean][] = [
        [{}, () => true],
        [{ state: 'open' }, ({ state }) => state === 'open'],
        [{ state: 'cancelled' }, ({ state }) => state === 'cancelled'],
        [{ form: 'document' }, (_, { form }) => form === 'document'],
        [{ form: 'document', state: 'open' }, ({ state }, { form }) => form === 'document' && state === 'open'],
        [{ documentNumber: '临政办发〔2026〕1' }, (_, notice) => notice.documentNumber?.startsWith('临政办发〔2026〕1') === true],
        [{ issuerId: dutyLeader }, (_, { issuerId }) => issuerId === dutyLeader],
        [{ issuerId: dutyLeader, state: 'closed' }, ({ state }, { issuerId }) => issuerId === dutyLeader && state === 'closed'],
      ]
      for (const [filters, fits] of cases) {
        const expected = visible.filter((matter) => fits(matter, notices.get(matter.id)!))
        expect([filters, await all(ctx, listNotices, filters)]).toEqual([filters, newestFirst(expected)])
      }
      expect(visible.length).toBeGreaterThan(0)
    }))

  test('among procedures is what the rule says', () =>
    consult(stage, { memberId }, async (ctx) => {
      const visible = await seen(ctx, 'procedure')
      const codes = new Map((await ctx.tx.find(Procedure)).map(({ matterId, code }) => [matterId, code]))
      const cases: [Parameters<typeof listProcedures>[1] & object, (matter: Matter) => boolean][] = [
        [{}, () => true],
        [{ state: 'open' }, ({ state }) => state === 'open'],
        [{ state: 'cancelled' }, ({ state }) => state === 'cancelled'],
        [{ code: 'disclosure_request' }, ({ id }) => codes.get(id) === 'disclosure_request'],
        [{ code: 'approval', state: 'paused' }, ({ id, state }) => codes.get(id) === 'approval' && state === 'paused'],
      ]
      for (const [filters, fits] of cases)
        expect([filters, await all(ctx, listProcedures, filters)]).toEqual([filters, newestFirst(visible.filter(fits))])
      expect(visible.length).toBeGreaterThan(0)
    }))

  test('is found without reading a table from end to end', async () => {
    const lists: ((ctx: UseCaseContext) => Promise<unknown>)[] = [
      (ctx) => listNotices(ctx, {}),
      (ctx) => listNotices(ctx, { form: 'document' }),
      (ctx) => listNotices(ctx, { documentNumber: '临政办发〔2026〕1' }),
      (ctx) => listNotices(ctx, { issuerId: dutyClerk }),
      (ctx) => listProcedures(ctx, {}),
      (ctx) => listProcedures(ctx, { code: 'approval' }),
      (ctx) => listAbsences(ctx, { from: '2017-01-01' }),
      (ctx) => listSuggestions(ctx, {}),
      ...(memberId === dutyLeader
        ? [(ctx: UseCaseContext) => listOverruns(ctx), (ctx: UseCaseContext) => listOverruns(ctx, { state: 'open' })]
        : []),
    ]
    for (const list of lists) {
      const { queries } = await recordQueries(stage.runner.dataSource, () => consult(stage, { memberId }, list))
      // The version of the directory, the list, and what stands beside its rows.
      expect(queries.length).toBeLessThanOrEqual(3)
      for (const query of queries) expect([query.sql, await fullScans(stage.runner.dataSource, query)]).toEqual([query.sql, []])
    }
  })
})

test('receipts are the same before and after a notice ends, counted or kept', async () => {
  // Of two notices to everybody one still waits.
  const open = await consult(stage, { memberId: dutyClerk }, (ctx) => listNotices(ctx, { issuerId: dutyClerk, state: 'open' }))
  const [before] = open.items
  expect(before).toMatchObject({ asked: units * 32, signed: Math.ceil((units * 32 * 2) / 3) })
  const number = before!.number
  await perform(stage, { memberId: dutyClerk }, (ctx) => endNotice(ctx, { number, text: '' }, null))
  await consult(stage, { memberId: dutyClerk }, async (ctx) => {
    const { items } = await listNotices(ctx, { issuerId: dutyClerk })
    expect(items.find((item) => item.number === number)).toMatchObject({ state: 'closed', asked: before!.asked, signed: before!.signed })
    const { id } = await ctx.tx.findOneByOrFail(Matter, { number })
    expect(await ctx.tx.findOneByOrFail(Notice, { matterId: id })).toMatchObject({ asked: before!.asked, signed: before!.signed })
    const todos = await ctx.tx.findBy(Todo, { matterId: id })
    const missing: string[] = []
    for (let cursor: string | undefined; ;) {
      const page = await listReceipts(ctx, number, { of: 'missing', cursor, limit: 50 })
      missing.push(...page.items.map(({ party }) => party))
      if (page.next === null) break
      cursor = page.next
    }
    const expected = todos.filter(({ acknowledgedAt }) => acknowledgedAt === null).map(({ party }) => party)
    expect(missing.toSorted()).toEqual(expected.toSorted())
    expect(missing).toHaveLength(before!.asked - before!.signed)
  })
})

test('the clock finds the meetings that begin among all that is open and overdue', async () => {
  const { queries } = await recordQueries(stage.runner.dataSource, () =>
    perform(stage, { memberId: null }, async (ctx) => {
      await remindOfMeetings(ctx)
      await holdMeetings(ctx)
    }),
  )
  const finding = queries.filter(({ sql }) => sql.includes("t.kind = 'meeting'"))
  expect(finding).toHaveLength(2)
  for (const query of finding) expect([query.sql, await fullScans(stage.runner.dataSource, query)]).toEqual([query.sql, []])
})
