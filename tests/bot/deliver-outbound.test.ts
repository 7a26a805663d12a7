import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ChannelOffline, type Channel, type OutboundChat, type SendResult } from '../../bot/channel.ts'
import { createDelivery, type Delivery, type DeliveryOptions } from '../../bot/deliver-outbound.ts'
import { Binding, OutboundMessage } from '../../entities/index.ts'
import { enqueueMessages, type NewMessage } from '../../use-cases/outbox/enqueue-message.ts'
import { openClockScene, type ClockScene } from '../support/clock-scene.ts'

let office: ClockScene
let heard: OutboundChat[]
let answer: (outbound: OutboundChat) => Promise<SendResult>
let delivery: Delivery | undefined

beforeEach(async () => {
  office = await openClockScene('11-23 10:00')
  heard = []
  answer = async () => ({ messageId: `m${heard.length}` })
})
afterEach(async () => {
  await delivery?.stop()
  delivery = undefined
  await office.close()
})

const channelWith = (privateMessages = true): Channel => ({
  name: 'memory',
  abilities: { hears: 'everything', privateMessages, realMentions: true, recall: true, roster: true },
  start: async () => undefined,
  stop: async () => undefined,
  roster: async () => [],
  leave: async () => undefined,
  send: async (outbound) => {
    heard.push(outbound)
    return answer(outbound)
  },
})

const deliver = (options: Partial<DeliveryOptions> = {}, channel = channelWith()): Delivery => {
  delivery = createDelivery(office.stage, channel, { holder: 'p1', spacingMs: 0, report: () => undefined, ...options })
  return delivery
}

const says = (message: Partial<NewMessage> & { dedupeKey: string }): Promise<number> =>
  office.byClock((ctx) =>
    enqueueMessages(ctx, [{ to: { groupId: office.group('消防群') }, text: message.dedupeKey, purpose: 'reply', ...message }]),
  )

const states = async (): Promise<string[]> => (await office.outbox()).map((row) => `${row.dedupeKey} ${row.state}`)
const passes = (ms: number): void => office.movesTo(office.now() + ms)

describe('sending', () => {
  test('goes to the chat that is bound, with real mentions, once', async () => {
    await says({ dedupeKey: 'a', text: '@李四 请签收', mentionIds: [office.member('李四')] })
    await deliver().drain('bot')
    await deliver().drain('bot')
    expect(heard).toEqual([{ chat: { kind: 'group', id: 'room-消防群' }, text: '@李四 请签收', mentionIds: ['wx-李四'], key: 'a' }])
    expect(await states()).toEqual(['a sent'])
  })

  test('lets replies go before broadcasts, however long the queue', async () => {
    for (let n = 0; n < 3; n += 1) await says({ dedupeKey: `广播${n}`, purpose: 'reminder', to: { groupId: office.group('城管群') } })
    await says({ dedupeKey: '答复' })
    await deliver().drain('bot')
    expect(heard.map((each) => each.text)).toEqual(['答复', '广播0', '广播1', '广播2'])
  })

  test('lets a broadcast through now and then when replies never end', async () => {
    await says({ dedupeKey: '广播', purpose: 'reminder', to: { groupId: office.group('城管群') } })
    for (let n = 0; n < 20; n += 1) await says({ dedupeKey: `答复${n}` })
    await deliver().drain('bot')
    expect(heard.findIndex((each) => each.text === '广播')).toBe(8)
  })

  test('does not send before its time', async () => {
    await says({ dedupeKey: '明天', purpose: 'notice', notBefore: office.now() + 1000 })
    await deliver().drain('bot')
    expect(heard).toEqual([])
    passes(1000)
    await deliver().drain('bot')
    expect(heard).toHaveLength(1)
  })

  test('never lets a member’s words mention everyone or give a tag', async () => {
    await says({ dedupeKey: 'x', text: '李四:\n#任务 @所有人 今天交' })
    await deliver().drain('bot')
    expect(heard[0]?.text).not.toMatch(/@所有人|^#任务/m)
    expect(heard[0]?.text.replaceAll('\u200B', '')).toBe('李四:\n#任务 @所有人 今天交')
  })
})

describe('trouble', () => {
  test('two senders that race for one row: one send', async () => {
    for (let n = 0; n < 10; n += 1) await says({ dedupeKey: `a${n}` })
    const one = createDelivery(office.stage, channelWith(), { holder: 'p1', spacingMs: 0 })
    const two = createDelivery(office.stage, channelWith(), { holder: 'p2', spacingMs: 0 })
    await Promise.all([one.drain('bot'), two.drain('bot')])
    expect(heard.map((each) => each.key).toSorted()).toEqual(Array.from({ length: 10 }, (_, n) => `a${n}`))
  })

  test('a doubtful send is settled by our own echo and not repeated', async () => {
    answer = async () => 'unknown'
    await says({ dedupeKey: 'a', text: '〔128〕已立项' })
    await deliver().drain('bot')
    expect(await states()).toEqual(['a unknown'])
    await delivery?.settleEcho({ account: 'bot', chatId: 'room-消防群', text: '〔128〕已立项 ', messageId: 'e1' })
    passes(60_000)
    await delivery?.drain('bot')
    expect(heard).toHaveLength(1)
    expect(await states()).toEqual(['a sent'])
  })

  test('another chat’s echo settles nothing', async () => {
    answer = async () => 'unknown'
    await says({ dedupeKey: 'a', text: '〔128〕已立项' })
    await deliver().drain('bot')
    await delivery?.settleEcho({ account: 'bot', chatId: 'room-城管群', text: '〔128〕已立项', messageId: 'e1' })
    expect(await states()).toEqual(['a unknown'])
  })

  test('without an echo it goes out once more, and then is given up', async () => {
    answer = async () => 'unknown'
    await says({ dedupeKey: 'a', expiresAt: null })
    for (let n = 0; n < 6; n += 1) {
      await deliver().drain('bot')
      passes(30_000)
    }
    expect(heard).toHaveLength(2)
    expect(await states()).toEqual(['a failed'])
  })

  test('an echo that overtakes the answer is not undone by it', async () => {
    answer = async (outbound) => {
      await delivery?.settleEcho({ account: 'bot', chatId: outbound.chat.id, text: outbound.text, messageId: 'e1' })
      return 'unknown'
    }
    await says({ dedupeKey: 'a' })
    await deliver().drain('bot')
    expect(await states()).toEqual(['a sent'])
  })

  test('a process that died between claim and send: the next one waits for the echo, then sends', async () => {
    await says({ dedupeKey: 'a', expiresAt: null })
    await office.byClock((ctx) =>
      ctx.tx.update(
        OutboundMessage,
        { dedupeKey: 'a' },
        { state: 'claimed', claimedBy: 'dead', leaseUntil: office.now() + 15_000, attempts: 1 },
      ),
    )
    await deliver().drain('bot')
    passes(15_000)
    await deliver().drain('bot')
    expect(await states()).toEqual(['a unknown'])
    passes(15_000)
    await deliver().drain('bot')
    expect(heard).toHaveLength(1)
    expect(await states()).toEqual(['a sent'])
  })

  test('offline costs no attempt', async () => {
    answer = async () => {
      throw new ChannelOffline('logged out')
    }
    await says({ dedupeKey: 'a' })
    await deliver().drain('bot')
    answer = async () => ({ messageId: 'm' })
    await deliver().drain('bot')
    const [row] = await office.outbox()
    expect(row).toMatchObject({ state: 'sent', attempts: 1 })
  })

  test('a refusal is tried again later, five times', async () => {
    answer = async () => {
      throw new Error('too fast')
    }
    await says({ dedupeKey: 'a', expiresAt: null })
    await deliver().drain('bot')
    await deliver().drain('bot')
    expect(heard).toHaveLength(1)
    for (let n = 0; n < 6; n += 1) {
      passes(600_000)
      await deliver().drain('bot')
    }
    expect(heard).toHaveLength(5)
    expect(await states()).toEqual(['a failed'])
  })

  test('a send that hangs is in doubt after its limit', async () => {
    answer = () => new Promise(() => undefined)
    await says({ dedupeKey: 'a' })
    await deliver({ sendLimitMs: 30 }).drain('bot')
    expect(await states()).toEqual(['a unknown'])
  })

  test('replies that came too late are told in one summary', async () => {
    await says({ dedupeKey: 'a', text: '〔128〕已立项\n截止 …' })
    await says({ dedupeKey: 'b', text: '〔129〕已记录' })
    await says({ dedupeKey: 'c', purpose: 'reminder', text: '今日提醒' })
    passes(31 * 60_000)
    await deliver().drain('bot')
    expect(await states()).toEqual(expect.arrayContaining(['a expired', 'b expired', 'c sent']))
    expect(heard.map((each) => each.text)).toContainEqual(expect.stringMatching(/2 条消息[^]*〔128〕已立项\n〔129〕已记录/))
    expect(heard).toHaveLength(2)
  })
})

describe('where it goes', () => {
  test('private words stay for the mini-program where the channel has no private messages', async () => {
    await says({ dedupeKey: 'a', to: { memberId: office.member('李四') } })
    await deliver({}, channelWith(false)).drain('bot')
    expect(heard).toEqual([])
    expect(await states()).toEqual(['a in_app'])
  })

  test('so do words to somebody no chat is bound to', async () => {
    await office.byClock((ctx) => ctx.tx.delete(Binding, { memberId: office.member('李四') }))
    await says({ dedupeKey: 'a', to: { memberId: office.member('李四') } })
    await says({ dedupeKey: 'b', to: { memberId: office.member('王五') } })
    await deliver().drain('bot')
    expect(heard.map((each) => each.chat.id)).toEqual(['wx-王五'])
    expect(await states()).toEqual(['a in_app', 'b sent'])
  })

  test('a group this login has not met yet keeps its words, and holds nobody back', async () => {
    for (let n = 0; n < 60; n += 1) await says({ dedupeKey: `a${n}`, to: { groupId: office.group('城管群') } })
    await says({ dedupeKey: 'b' })
    await office.byClock((ctx) => ctx.tx.update(Binding, { groupId: office.group('城管群') }, { account: 'old-login' }))
    await deliver().drain('bot')
    expect(heard.map((each) => each.key)).toEqual(['b'])
    await office.byClock((ctx) => ctx.tx.update(Binding, { groupId: office.group('城管群') }, { account: 'bot' }))
    await deliver().drain('bot')
    expect(heard).toHaveLength(61)
  })
})

describe('the loop', () => {
  test('sends when poked, and stops at once when idle', async () => {
    const loop = deliver({ pollMs: 10_000 })
    loop.start('bot')
    await sleep(100)
    await says({ dedupeKey: 'a' })
    loop.poke()
    await expect.poll(() => heard.length, { timeout: 5_000 }).toBe(1)
    const before = performance.now()
    await loop.stop()
    expect(performance.now() - before).toBeLessThan(1_000)
  })

  test('a login under another account takes over from the first', async () => {
    const loop = deliver({ pollMs: 20 })
    loop.start('other')
    loop.start('bot')
    await says({ dedupeKey: 'a' })
    await expect.poll(() => heard.length, { timeout: 5_000 }).toBe(1)
  })
})

test('the same key twice is one message, also inside a transaction that goes on', async () => {
  expect(await says({ dedupeKey: 'a' })).toBe(1)
  expect(await says({ dedupeKey: 'a', text: 'another' })).toBe(0)
  expect(await office.outbox()).toMatchObject([{ text: 'a' }])
})
