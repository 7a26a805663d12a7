import { expect, test } from 'vitest'
import { OutboundMessage } from '../../../entities/index.ts'
import { makeOutgoingText } from '../../../rules/outgoing-text.ts'
import { enqueueMessages } from '../../../use-cases/outbox/enqueue-message.ts'
import { settleEcho } from '../../../use-cases/outbox/settle-message.ts'
import { openClockScene } from '../../support/clock-scene.ts'

test('the echo of words that had to be changed on their way out is still our own', async () => {
  const office = await openClockScene('11-23 10:00')
  const text = '#任务 请看上面的例子'
  await office.byClock(async (ctx) => {
    await enqueueMessages(ctx, [{ to: { groupId: office.group('消防群') }, text, purpose: 'notice', dedupeKey: 'a' }])
    await ctx.tx.update(OutboundMessage, { dedupeKey: 'a' }, { state: 'unknown' })
  })
  const echo = { channel: 'memory', account: 'bot', chatId: 'room-消防群', text: makeOutgoingText(text), messageId: 'm1' }
  expect(await office.byClock((ctx) => settleEcho(ctx, echo))).toBe(true)
  await office.close()
})
