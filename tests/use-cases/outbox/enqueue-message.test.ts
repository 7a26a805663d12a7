import { expect, test } from 'vitest'
import { OutboundMessage } from '../../../entities/index.ts'
import { perform } from '../../../database/stage.ts'
import { enqueueMessages, type NewMessage } from '../../../use-cases/outbox/enqueue-message.ts'
import { openClockScene } from '../../support/clock-scene.ts'

test('many writers of the same keys at once: each key is one message, nobody fails, and all their other words stay', async () => {
  const office = await openClockScene('11-23 10:00')
  const to = { groupId: office.group('消防群') }
  const words = (writer: number): NewMessage[] => [
    ...[1, 2, 3].map((n) => ({ to, text: `共同${n}`, purpose: 'notice' as const, dedupeKey: `shared-${n}` })),
    { to, text: `自己${writer}`, purpose: 'notice', dedupeKey: `own-${writer}` },
  ]
  const stages = [office.stage, office.makeStage(office.runner)]
  const added = await Promise.all(
    Array.from({ length: 12 }, (_, writer) =>
      perform(stages[writer % 2]!, { memberId: null }, (ctx) => enqueueMessages(ctx, words(writer))),
    ),
  )
  const rows = await office.outbox()
  expect(rows).toHaveLength(15)
  expect(added.reduce((sum, count) => sum + count, 0)).toBe(15)
  await office.close()
})

test('a reply lives half an hour, a broadcast three days, unless it is said otherwise', async () => {
  const office = await openClockScene('11-23 10:00')
  const to = { memberId: office.member('李四') }
  await office.byClock((ctx) =>
    enqueueMessages(ctx, [
      { to, text: 'a', purpose: 'reply', dedupeKey: 'a' },
      { to, text: 'b', purpose: 'notice', dedupeKey: 'b' },
      { to, text: 'c', purpose: 'notice', dedupeKey: 'c', expiresAt: null },
    ]),
  )
  const rows = await office.runner.read((tx) => tx.find(OutboundMessage, { order: { dedupeKey: 'ASC' } }))
  expect(rows.map((row) => row.expiresAt && row.expiresAt - office.now())).toEqual([30 * 60_000, 3 * 86_400_000, null])
  expect(rows.map((row) => row.lane)).toEqual([0, 1, 1])
  await office.close()
})
