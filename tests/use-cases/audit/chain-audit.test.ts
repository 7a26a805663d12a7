import { afterEach, beforeEach, expect, test } from 'vitest'
import { AuditHead, AuditRecord } from '../../../entities/index.ts'
import { appendAudit } from '../../../use-cases/audit/append-audit.ts'
import { chainAudit, verifyAudit } from '../../../use-cases/audit/chain-audit.ts'
import { openClockScene, type ClockScene } from '../../support/clock-scene.ts'

let office: ClockScene
const note = (count: number): Promise<void> =>
  office.byClock(async (ctx) => {
    for (let n = 0; n < count; n += 1) await appendAudit(ctx, { action: 'roles.grant', subject: `m${n}`, detail: { role: 'leader', n } })
  })
const chain = (batch?: number): Promise<number> => office.runner.transaction((tx) => chainAudit(tx, batch))
const verify = (anchor?: { sequence: number; digest: string }) => office.runner.read((tx) => verifyAudit(tx, anchor))

beforeEach(async () => {
  office = await openClockScene('11-23 10:00')
  await note(5)
  await chain(2)
  await chain(2)
  await chain()
  await note(3)
  await chain()
})
afterEach(() => office.close())

test('a chain nobody touched holds, and says what it is made with', async () => {
  await note(1)
  expect(await verify()).toMatchObject({ brokenAt: null, algorithm: 'sm3', checked: 8, waiting: 1 })
})

test('an edited record shows', async () => {
  await office.runner.transaction((tx) => tx.update(AuditRecord, { sequence: 4 }, { subject: 'someone else' }))
  expect(await verify()).toMatchObject({ brokenAt: { sequence: 4, reason: 'altered' } })
})

test('a deleted record shows', async () => {
  await office.runner.transaction((tx) => tx.delete(AuditRecord, { sequence: 4 }))
  expect(await verify()).toMatchObject({ brokenAt: { sequence: 4, reason: 'missing' } })
})

test('two swapped records show', async () => {
  await office.runner.transaction(async (tx) => {
    await tx.update(AuditRecord, { sequence: 3 }, { sequence: 99 })
    await tx.update(AuditRecord, { sequence: 4 }, { sequence: 3 })
    await tx.update(AuditRecord, { sequence: 99 }, { sequence: 4 })
  })
  expect(await verify()).toMatchObject({ brokenAt: { sequence: 3, reason: 'altered' } })
})

test('a cut tail shows against the head, and against an anchor when the head was cut too', async () => {
  const anchor = (await verify()).head
  await office.runner.transaction((tx) => tx.delete(AuditRecord, { sequence: 8 }))
  expect(await verify()).toMatchObject({ brokenAt: { sequence: 8, reason: 'tail' } })
  const last = await office.runner.read((tx) => tx.findOneByOrFail(AuditRecord, { sequence: 7 }))
  await office.runner.transaction((tx) => tx.update(AuditHead, { id: 1 }, { sequence: 7, digest: last.digest ?? '' }))
  expect(await verify()).toMatchObject({ brokenAt: null })
  expect(await verify(anchor)).toMatchObject({ brokenAt: { sequence: 8, reason: 'tail' } })
})

test('an empty log is a whole one', async () => {
  const fresh = await openClockScene('11-23 10:00')
  expect(await fresh.runner.read((tx) => verifyAudit(tx))).toMatchObject({ brokenAt: null, checked: 0 })
  await fresh.close()
})
