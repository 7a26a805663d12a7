import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Channel, ChannelHandlers, ChannelState, InboundMessage } from '../../../bot/channel.ts'
import { ChannelOffline } from '../../../bot/channel.ts'

/** What is said to a channel under test, whatever network is behind it. */
export interface RigSaying {
  messageId?: string
  /** Absent: privately, to the bot. */
  group?: string
  from: string
  text: string
  quote?: { from: string; text: string }
  mentions?: readonly string[]
  sentAt?: number
  picture?: true
}

/** What the people of the network saw of the bot. */
export interface RigSent {
  chatId: string
  text: string
  mentions: readonly string[]
  messageId: string
}

/** A channel with a network around it: 张三 and 李四 sit with the bot in `fire` and `flood`. */
export interface Rig {
  channel: Channel
  /** Resolves when the network has taken it; the bot may still be at it. */
  say(saying: RigSaying): Promise<void>
  recall(messageId: string): Promise<void>
  sent(): Promise<readonly RigSent[]>
  failNextSend(fault: 'refused' | 'unknown' | 'lost'): Promise<void>
  /** Lets a network that holds back echoes of unconfirmed sends give them out. */
  releaseEchoes(): Promise<void>
  close(): Promise<void>
}

export const rigOffice = {
  people: [
    { id: 'zhang', name: '张三' },
    { id: 'li', name: '李四' },
  ],
  groups: [
    {
      id: 'fire',
      name: '消防专班',
      members: [
        { personId: 'zhang', nickname: '市府办张三' },
        { personId: 'li', nickname: '消防队-李四' },
      ],
    },
    { id: 'flood', name: '防汛专班', members: [{ personId: 'li', nickname: '李四' }] },
  ],
}

/** What every channel under test is limited to, so that limits can be reached. */
export const rigLimits = { maxTextBytes: 60, sendLimitMs: 500, handlerPausesMs: [20, 20] }

type Echo = Parameters<ChannelHandlers['onEcho']>[0]

/** The promises of the port, held against one channel. */
export function describeChannel(name: string, openRig: () => Promise<Rig>, { splits }: { splits: boolean }): void {
  describe(`the channel ${name}`, () => {
    let rig: Rig
    let heard: InboundMessage[] = []
    let echoes: Echo[] = []
    const states: ChannelState[] = []
    let onMessage: (message: InboundMessage) => Promise<void>

    beforeAll(async () => {
      rig = await openRig()
      await rig.channel.start({
        onMessage: async (message) => {
          await onMessage(message)
          heard.push(message)
        },
        onEcho: async (echo) => void echoes.push(echo),
        onState: (state) => void states.push(state),
      })
      await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ state: 'online' }), { timeout: 15_000 })
    }, 40_000)
    beforeEach(() => {
      heard = []
      echoes = []
      onMessage = async () => undefined
    })
    afterEach(async () => rig.releaseEchoes())
    afterAll(async () => rig.close())

    const texts = (): string[] => heard.map(({ text }) => text)
    const hears = async (count: number): Promise<void> => vi.waitFor(() => expect(heard).toHaveLength(count), { timeout: 8_000 })
    const sendTo = async (text: string, key = `key-${text}`, mentionIds: string[] = []) =>
      rig.channel.send({ chat: { kind: 'group', id: 'fire' }, text, mentionIds, key })

    it('says who it is when it comes online', () => {
      expect(states.at(-1)).toEqual({ state: 'online', account: 'qunban-bot', name: '群办' })
    })

    it('delivers what is said in a group, by whom, where and when', async () => {
      await rig.say({ messageId: 'plain', group: 'fire', from: 'zhang', text: '今晚开会', sentAt: 1_700_000_000_123 })
      await hears(1)
      expect(heard[0]).toEqual({
        channel: rig.channel.name,
        account: 'qunban-bot',
        messageId: 'plain',
        chat: { kind: 'group', id: 'fire', name: '消防专班' },
        sender: { id: 'zhang', name: '市府办张三' },
        kind: 'text',
        text: '今晚开会',
        mentionIds: [],
        mentionsBot: false,
        sentAt: 1_700_000_000_123,
      })
    })

    it('delivers what is said privately, under the person’s own name', async () => {
      await rig.say({ from: 'li', text: '#绑定 123456' })
      await hears(1)
      expect(heard[0]).toMatchObject({
        chat: { kind: 'private', id: 'li', name: '李四' },
        sender: { id: 'li', name: '李四' },
        text: '#绑定 123456',
      })
    })

    it('keeps the order within a group', async () => {
      onMessage = async ({ text }) => new Promise((resolve) => setTimeout(resolve, text === '第0条' ? 80 : 1))
      for (let n = 0; n < 20; n += 1) await rig.say({ group: 'fire', from: 'zhang', text: `第${n}条` })
      await hears(20)
      expect(texts()).toEqual(Array.from({ length: 20 }, (_, n) => `第${n}条`))
    })

    it('lets one group speak while another is being served', async () => {
      let release = (): void => undefined
      const busy = new Promise<void>((resolve) => {
        release = resolve
      })
      onMessage = async ({ chat }) => (chat.id === 'fire' ? busy : undefined)
      await rig.say({ group: 'fire', from: 'li', text: '慢' })
      await rig.say({ group: 'flood', from: 'li', text: '快' })
      await hears(1)
      expect(texts()).toEqual(['快'])
      release()
      await hears(2)
    })

    it('passes a message on again that is delivered again, under the same id', async () => {
      await rig.say({ messageId: 'twice', group: 'fire', from: 'li', text: '收到' })
      await rig.say({ messageId: 'twice', group: 'fire', from: 'li', text: '收到' })
      await hears(2)
      expect(heard.map(({ messageId }) => messageId)).toEqual(['twice', 'twice'])
    })

    it('delivers a message again whose handler failed, and then the next', async () => {
      let failures = 0
      onMessage = async ({ text }) => {
        if (text === '不顺' && (failures += 1) < 3) throw new Error('the database is away')
      }
      await rig.say({ group: 'fire', from: 'li', text: '不顺' })
      await rig.say({ group: 'fire', from: 'li', text: '顺利' })
      await hears(2)
      expect(texts()).toEqual(['不顺', '顺利'])
    })

    it('survives a handler that never accepts a message, thrown or rejected', async () => {
      onMessage = ({ text }) => {
        if (text === '抛出') throw new Error('thrown')
        return text === '拒绝' ? Promise.reject(new Error('rejected')) : Promise.resolve()
      }
      for (const text of ['抛出', '拒绝', '照常']) await rig.say({ group: 'fire', from: 'li', text })
      await hears(1)
      expect(texts()).toEqual(['照常'])
    })

    it('separates a quote from what is said about it', async () => {
      await rig.say({ group: 'fire', from: 'li', text: '收到', quote: { from: '群办', text: '〔128〕已立项:\n排查' } })
      await hears(1)
      expect(heard[0]).toMatchObject({ text: '收到', quote: { from: '群办', text: '〔128〕已立项:\n排查' } })
    })

    it('passes mentions on and knows its own, by id or by name', async () => {
      await rig.say({ group: 'fire', from: 'zhang', text: '@消防队-李四\u2005请办', mentions: ['li'] })
      await rig.say({ group: 'fire', from: 'zhang', text: '问一下', mentions: ['qunban-bot'] })
      await rig.say({ group: 'fire', from: 'zhang', text: '@群办\u2005128' })
      await hears(3)
      expect(heard.map(({ mentionIds, mentionsBot }) => [mentionIds, mentionsBot])).toEqual([
        [['li'], false],
        [['qunban-bot'], true],
        [[], true],
      ])
    })

    it('knows that a picture is there and does not look', async () => {
      await rig.say({ group: 'fire', from: 'li', text: '', picture: true })
      await hears(1)
      expect(heard[0]).toMatchObject({ kind: 'attachment', text: '' })
    })

    it('tells of a message taken back by its id', async () => {
      await rig.say({ messageId: 'regret', group: 'fire', from: 'li', text: '#办结 128' })
      await rig.recall('regret')
      await hears(2)
      expect(heard[1]).toMatchObject({ kind: 'recall', text: 'regret', sender: { id: 'li' }, chat: { id: 'fire' } })
    })

    it('sends, with mentions, and hears itself as an echo only', async () => {
      const result = await sendTo('@李四 请签收', 'a', ['li'])
      expect((await rig.sent()).at(-1)).toEqual({
        chatId: 'fire',
        text: '@李四 请签收',
        mentions: ['li'],
        messageId: (result as { messageId: string }).messageId,
      })
      await vi.waitFor(() => expect(echoes).toHaveLength(1))
      expect(echoes[0]).toEqual({ account: 'qunban-bot', chatId: 'fire', text: '@李四 请签收', ...(result as object) })
      expect(heard).toEqual([])
    })

    it('sends privately', async () => {
      await rig.channel.send({ chat: { kind: 'private', id: 'zhang' }, text: '您的登录码', mentionIds: [], key: 'p' })
      expect((await rig.sent()).at(-1)).toMatchObject({ chatId: 'zhang', text: '您的登录码' })
      await vi.waitFor(() => expect(echoes).toMatchObject([{ chatId: 'zhang', text: '您的登录码' }]))
    })

    it('throws what the network refuses', async () => {
      await rig.failNextSend('refused')
      await expect(sendTo('不许发')).rejects.toThrow(/refuse/)
    })

    it('says so when it does not know, and settles it by the echo', async () => {
      await rig.failNextSend('unknown')
      expect(await sendTo('发了吗')).toBe('unknown')
      await rig.releaseEchoes()
      await vi.waitFor(() => expect(echoes.map(({ text }) => text)).toEqual(['发了吗']))
    })

    it('hears nothing of a message that was lost', async () => {
      const before = (await rig.sent()).length
      await rig.failNextSend('lost')
      expect(await sendTo('丢了')).toBe('unknown')
      expect(await rig.sent()).toHaveLength(before)
      expect(echoes).toEqual([])
    })

    it('knows who sits in a group, by the names used there', async () => {
      const roster = await rig.channel.roster('fire')
      expect([...roster].sort((a, b) => a.id.localeCompare(b.id))).toEqual([
        { id: 'li', name: '李四', nickname: '消防队-李四' },
        { id: 'qunban-bot', name: '群办', nickname: '群办' },
        { id: 'zhang', name: '张三', nickname: '市府办张三' },
      ])
    })

    if (splits) {
      it('sends a long text in pieces and takes them back as one', async () => {
        const before = (await rig.sent()).length
        const text = '第一行说明情况如下,请各单位注意\n第二行说明时限要求,请按时反馈\n第三行落款'
        const result = await sendTo(text, 'long', ['li'])
        const pieces = (await rig.sent()).slice(before)
        expect(pieces.map((piece) => piece.text)).toEqual(text.split('\n').slice(0, 1).concat(text.split('\n').slice(1).join('\n')))
        expect(pieces.map(({ mentions }) => mentions)).toEqual([['li'], []])
        expect(result).toEqual({ messageId: pieces[0]!.messageId })
        await vi.waitFor(() => expect(echoes).toEqual([{ account: 'qunban-bot', chatId: 'fire', text, messageId: pieces[0]!.messageId }]))
      })

      it('goes on with a long text where it broke off', async () => {
        const before = (await rig.sent()).length
        const text = '甲'.repeat(20) + '\n' + '乙'.repeat(20)
        await rig.failNextSend('lost')
        expect(await sendTo(text, 'broken')).toBe('unknown')
        await sendTo(text, 'broken')
        expect((await rig.sent()).slice(before).map((piece) => piece.text)).toEqual(['甲'.repeat(20), '乙'.repeat(20)])
        await vi.waitFor(() => expect(echoes.map((echo) => echo.text)).toEqual([text]))
        await sendTo(text, 'broken')
        expect(await rig.sent()).toHaveLength(before + 2)
      })
    }

    it('can be left in peace: after the stop nothing is sent', async () => {
      await rig.channel.stop()
      await expect(sendTo('太晚')).rejects.toThrow(/not started|not online/)
      expect(new ChannelOffline('x').name).toBe('ChannelOffline')
    })
  })
}
