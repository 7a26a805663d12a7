import { expect, test } from 'vitest'
import { GroupActivity, IdempotencyRecord, JobRun, OneTimeCode, Session } from '../../../entities/index.ts'
import { insertRows } from '../../../entities/insert-rows.ts'
import { DAY_MS } from '../../../rules/instant.ts'
import { openClockScene } from '../../support/clock-scene.ts'

test('every night what has served its time goes, and nothing else', async () => {
  const office = await openClockScene('11-23 10:00')
  const now = office.now()
  const memberId = office.member('李四')
  await office.byClock(async ({ tx, newId }) => {
    const session = (tokenHash: string, expiresAt: number): Session => ({
      id: newId(),
      tokenHash,
      memberId,
      via: 'code',
      createdAt: 0,
      lastUsedAt: 0,
      expiresAt,
      revokedAt: null,
    })
    await insertRows(tx, Session, [session('old', now - 10 * DAY_MS), session('new', now + DAY_MS)])
    const code = { purpose: 'login' as const, ticketHash: null, memberId, bindingId: null, createdAt: 0, tries: 0, usedAt: null }
    await insertRows(tx, OneTimeCode, [
      { ...code, id: newId(), codeHash: 'old', handle: 'h1', expiresAt: now - 10 * DAY_MS },
      { ...code, id: newId(), codeHash: 'new', handle: 'h2', expiresAt: now },
    ])
    const answer = { memberId, requestDigest: 'd', status: 200, body: '{}' }
    await insertRows(tx, IdempotencyRecord, [
      { ...answer, id: newId(), requestKey: 'old', expiresAt: now },
      { ...answer, id: newId(), requestKey: 'new', expiresAt: now + 2 * DAY_MS },
    ])
    const run = (scheduledFor: number): JobRun => ({ id: newId(), job: 'x', scheduledFor, startedAt: 0, finishedAt: 0, outcome: 'done' })
    await insertRows(tx, GroupActivity, [
      { groupId: 'g', day: '2025-10-01', messages: 3 },
      { groupId: 'g', day: '2025-12-01', messages: 4 },
    ])
    await insertRows(tx, JobRun, [run(now - 100 * DAY_MS), run(now - 80 * DAY_MS)])
  })
  await office.passesTo('11-24 03:00')
  const left = await office.runner.read(async (tx) => ({
    sessions: (await tx.find(Session)).map((row) => row.tokenHash),
    codes: (await tx.find(OneTimeCode)).map((row) => row.codeHash),
    answers: (await tx.find(IdempotencyRecord)).map((row) => row.requestKey),
    runs: await tx.countBy(JobRun, { job: 'x' }),
    activity: (await tx.find(GroupActivity)).map((row) => row.messages),
  }))
  expect(left).toEqual({ sessions: ['new'], codes: ['new'], answers: ['new'], runs: 1, activity: [4] })
  await office.close()
})
