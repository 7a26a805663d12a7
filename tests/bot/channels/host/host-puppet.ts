// A process of its own that hosts the simulated puppet behind a wechaty-puppet-service gRPC server on 127.0.0.1.
// Its parent plays the network over the process channel: see host-protocol.ts.
import { log, type payloads } from 'wechaty-puppet'
import { PuppetServer } from 'wechaty-puppet-service'
import { createSimulatorOffice, storeMessage } from '../../../../bot/channels/simulator/simulator-office.ts'
import { SimulatorPuppet } from '../../../../bot/channels/simulator/simulator-puppet.ts'
import type { FromHost, ToHost } from './host-protocol.ts'

const [endpoint, token] = process.argv.slice(2)
if (endpoint === undefined || token === undefined) throw new Error('usage: host-puppet ENDPOINT TOKEN')
log.level('silent')

const tell = (message: FromHost): void => void process.send?.(message)
const office = createSimulatorOffice({ botName: '群办' })
let held = false
class HeldPuppet extends SimulatorPuppet {
  override async messageRawPayload(id: string): Promise<payloads.Message> {
    if (held) await new Promise(() => undefined)
    return await super.messageRawPayload(id)
  }
}
const puppet = new HeldPuppet(office)
// The server gives the puppet no listener of its own for errors while nobody is connected.
puppet.on('error', () => undefined)
office.onBotMessage = (message) => tell({ type: 'sent', message })

process.on('message', (message: ToHost) => {
  switch (message.type) {
    case 'office':
      office.people = new Map([office.bot, ...message.people].map((person) => [person.id, person]))
      office.groups = new Map(message.groups.map((group) => [group.id, group]))
      puppet.officeChanged()
      break
    case 'hear':
      puppet.hear(message.message)
      break
    case 'hold':
      held = true
      break
    case 'remember':
      storeMessage(office, message.message)
      break
    case 'ping':
      break
    case 'fault':
      office.sendFaults.push(message.fault)
      break
  }
  tell({ type: 'done', nth: message.nth })
})
process.on('disconnect', () => process.exit(0))

const server = new PuppetServer({ endpoint, token, puppet })
await server.start()
tell({ type: 'ready' })
