import { describe, expect, it } from 'vitest'
import { createMemoryChannel } from '../../../bot/channels/memory.ts'
import { describeChannel, rigLimits, rigOffice } from './contract.ts'

describeChannel(
  'memory',
  async () => {
    const channel = createMemoryChannel({ handlerPausesMs: rigLimits.handlerPausesMs })
    for (const person of rigOffice.people) channel.addPerson(person)
    for (const { id, name, members } of rigOffice.groups) {
      channel.addGroup({ id, name, members: members.map(({ personId, nickname }) => ({ id: personId, nickname })) })
    }
    return {
      channel,
      say: async ({ group, from, text, picture, ...rest }) => {
        const kind = picture ? { kind: 'attachment' as const } : {}
        channel.says(from, group === undefined ? 'private' : { group }, text, { ...rest, ...kind }).catch(() => undefined)
      },
      recall: async (messageId) => void (await channel.recalls(messageId)),
      sent: async () =>
        channel.sent.map(({ chat, text, mentionIds, messageId }) => ({ chatId: chat.id, text, mentions: mentionIds, messageId })),
      failNextSend: async (fault) => channel.failNextSends(fault),
      releaseEchoes: async () => channel.releaseEchoes(),
      close: async () => channel.stop(),
    }
  },
  { splits: false },
)

describe('the memory channel', () => {
  it('tells the speaker that the bot could not take the message', async () => {
    const channel = createMemoryChannel()
    channel.addPerson({ id: 'li', name: '李四' })
    await channel.start({ onMessage: async () => Promise.reject(new Error('no')), onEcho: async () => undefined, onState: () => undefined })
    await expect(channel.says('li', 'private', '收到')).rejects.toThrow('no')
  })

  it('declares what it is told to', () => {
    expect(createMemoryChannel({ abilities: { hears: 'mentions' } }).abilities).toMatchObject({ hears: 'mentions', roster: true })
  })
})
