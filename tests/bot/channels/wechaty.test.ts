import { createWechatyChannel } from '../../../bot/channels/index.ts'
import { composeMessage } from '../../../bot/channels/simulator/compose-message.ts'
import { createSimulatorOffice } from '../../../bot/channels/simulator/simulator-office.ts'
import { describeChannel, rigLimits } from './contract.ts'
import { hostToken, startHost } from './host/start-host.ts'

describeChannel(
  'wechaty, its puppet hosted by another process',
  async () => {
    const host = await startHost()
    const office = createSimulatorOffice({ botName: '群办' })
    const said = new Map<string, string>()
    const channel = createWechatyChannel({
      ...rigLimits,
      puppet: { puppet: 'wechaty-puppet-service', token: hostToken, endpoint: host.endpoint },
      logLevel: 'silent',
      report: () => undefined,
    })
    return {
      channel,
      async say({ group, picture, ...rest }) {
        const where = group === undefined ? {} : { chatId: group }
        const message = composeMessage(office, { ...rest, ...where, ...(picture ? { kind: 'image' } : {}) })
        said.set(message.id, message.from)
        await host.ask({ type: 'hear', message })
      },
      async recall(messageId) {
        const message = composeMessage(office, { chatId: 'fire', from: said.get(messageId) ?? '', text: messageId })
        await host.ask({ type: 'hear', message: { ...message, kind: 'recalled' } })
      },
      async sent() {
        // The host tells of what it sent on another line than it answers on: its next answer there comes after.
        await host.ask({ type: 'ping' })
        return host.sent.map(({ chat, text, mentions, messageId }) => ({ chatId: chat.id, text, mentions, messageId }))
      },
      failNextSend: async (fault) => host.ask({ type: 'fault', fault }),
      releaseEchoes: async () => undefined,
      async close() {
        await channel.stop()
        await host.kill()
      },
    }
  },
  { splits: true },
)
