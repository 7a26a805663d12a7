import { describe, expect, it } from 'vitest'
import { createSimulator } from '../../../bot/channels/index.ts'
import { describeChannel, rigLimits, rigOffice, type RigSent } from './contract.ts'

describeChannel(
  'simulator',
  async () => {
    const { channel, world } = createSimulator({ botName: '群办', channel: { ...rigLimits, report: () => undefined } })
    world.setOffice(rigOffice)
    const sent: RigSent[] = []
    world.onBotMessage(({ chat, text, mentions, messageId }) => void sent.push({ chatId: chat.id, text, mentions, messageId }))
    return {
      channel,
      say: async ({ group, picture, ...rest }) => {
        const where = group === undefined ? {} : { chatId: group }
        world.say({ ...rest, ...where, ...(picture ? { kind: 'image' } : {}) }).catch(() => undefined)
      },
      recall: async (messageId) => void (await world.recall(messageId)),
      sent: async () => sent,
      failNextSend: async (fault) => world.failNextSends(fault),
      releaseEchoes: async () => undefined,
      close: async () => channel.stop(),
    }
  },
  { splits: true },
)

describe('the simulated world', () => {
  it('lets the speaker wait until the bot is done, and tells when it gave up', async () => {
    const { channel, world } = createSimulator({ botName: '群办', channel: { handlerPausesMs: [], report: () => undefined } })
    world.setOffice(rigOffice)
    let done = false
    await channel.start({
      onMessage: async ({ text }) => {
        await new Promise((resolve) => setTimeout(resolve, 50))
        if (text === '坏') throw new Error('poison')
        done = true
      },
      onEcho: async () => undefined,
      onState: () => undefined,
    })
    expect(await world.say({ messageId: 'x', chatId: 'fire', from: 'li', text: '好' })).toBe('x')
    expect(done).toBe(true)
    await expect(world.say({ chatId: 'fire', from: 'li', text: '坏' })).rejects.toThrow('poison')
    await channel.stop()
    await expect(world.say({ chatId: 'fire', from: 'li', text: '晚' })).rejects.toThrow('not online')
  })

  it('shows a new nickname at once', async () => {
    const { channel, world } = createSimulator({ botName: '群办' })
    world.setOffice(rigOffice)
    const names: string[] = []
    await channel.start({
      onMessage: async ({ sender }) => void names.push(sender.name),
      onEcho: async () => undefined,
      onState: () => undefined,
    })
    await world.say({ chatId: 'flood', from: 'li', text: '一' })
    world.setOffice({ ...rigOffice, groups: [{ id: 'flood', name: '防汛专班', members: [{ personId: 'li', nickname: '水利局李四' }] }] })
    await world.say({ chatId: 'flood', from: 'li', text: '二' })
    expect(names).toEqual(['李四', '水利局李四'])
    await channel.stop()
  })

  it('can be started again after a stop', async () => {
    const { channel, world } = createSimulator({ botName: '群办' })
    world.setOffice(rigOffice)
    const heard: string[] = []
    const handlers = {
      onMessage: async ({ text }: { text: string }) => void heard.push(text),
      onEcho: async () => undefined,
      onState: () => undefined,
    }
    for (const text of ['一', '二']) {
      await channel.start(handlers)
      await world.say({ chatId: 'flood', from: 'li', text })
      await channel.stop()
    }
    expect(heard).toEqual(['一', '二'])
  })
})
