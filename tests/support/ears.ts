import type { InboundMessage } from '../../bot/channel.ts'
import { createReceiver } from '../../bot/receive-message.ts'
import type { Scene } from './scene.ts'

export type Said = { by: string; text?: string; messageId?: string; contact?: string }

/** A second hand on the same office: delivers messages side by side, as many groups would, and waits for all of them. */
export const openEars = (scene: Scene) => {
  const { office } = scene
  const group = office.laid.groups[0]
  if (!group) throw new Error('there is no group')
  const faults: unknown[] = []
  const receive = createReceiver({
    stage: office.stage,
    abilities: office.channel.abilities,
    botName: () => null,
    codes: { key: Buffer.alloc(32) },
    log: (event, detail) => void faults.push({ event, ...detail }),
  })
  let last = 0
  const messageOf = ({ by, text = '收到', messageId, contact }: Said): InboundMessage => {
    const id = office.laid.people.find((person) => person.name === by)?.id ?? by
    return {
      channel: office.channel.name,
      account: office.channel.botId,
      messageId: messageId ?? `together-${(last += 1)}`,
      chat: { kind: 'group', id: `group:${group.id}`, name: group.name },
      sender: { id: contact ?? `person:${id}`, name: by === '李四' ? '消防队-李四' : by },
      kind: 'text',
      text,
      mentionIds: [],
      mentionsBot: false,
      sentAt: scene.clock.now(),
    }
  }
  return {
    faults,
    hear: async (...said: readonly Said[]) => {
      await Promise.all(said.map((each) => receive(messageOf(each))))
    },
  }
}
