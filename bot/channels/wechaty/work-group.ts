import { types, type impls } from 'wechaty-puppet'
import type { WechatyPlugin } from 'wechaty'

/** What a `WorkGroup` tells its owner. None of these may throw; a message is a bare id, still to be read. */
export interface WorkGroupConfig {
  onMessage(messageId: string): void
  onScan(qrCode: string): void
  onLogin(account: string): void
  onLogout(reason: string): void
  /** A room, its members or somebody's name changed; without an id, anything may have. */
  onRoomChange(roomId?: string): void
  onError(error: unknown): void
}

/**
 * The wechaty plugin: `bot.use(WorkGroup(config))` before or after `bot.init()`; the returned function uninstalls it.
 * It listens to the puppet rather than to the bot, because wechaty looks messages up before it emits them and so
 * loses their order. It decides nothing: what a message means is the bot's business.
 */
export function WorkGroup(config: WorkGroupConfig): WechatyPlugin {
  return (bot) => {
    let uninstall = (): void => undefined
    const install = (puppet: impls.PuppetInterface): void => {
      uninstall = listenTo(puppet, config)
    }
    const onError = (error: unknown): void => config.onError(error)
    // Mandatory: without a listener wechaty's own errors (a member lookup, say) end the process.
    bot.on('error', onError)
    const puppet = readPuppet(() => bot.puppet)
    if (puppet) install(puppet)
    else bot.once('puppet', install)
    return () => {
      bot.off('error', onError)
      bot.off('puppet', install)
      uninstall()
    }
  }
}

function listenTo(puppet: impls.PuppetInterface, config: WorkGroupConfig): () => void {
  const undo: (() => void)[] = []
  function on<Event extends Parameters<typeof puppet.on>[0]>(event: Event, listener: Parameters<typeof puppet.on<Event>>[1]): void {
    puppet.on(event, listener)
    undo.push(() => void puppet.off(event, listener))
  }
  on('message', ({ messageId }) => config.onMessage(messageId))
  on('scan', ({ qrcode }) => {
    if (qrcode !== undefined && qrcode !== '') config.onScan(qrcode)
  })
  on('login', ({ contactId }) => config.onLogin(contactId))
  on('logout', ({ data }) => config.onLogout(data ?? 'logged out'))
  on('room-join', ({ roomId }) => config.onRoomChange(roomId))
  on('room-leave', ({ roomId }) => config.onRoomChange(roomId))
  on('room-topic', ({ roomId }) => config.onRoomChange(roomId))
  on('dirty', ({ payloadType, payloadId }) => {
    if (payloadType === types.Dirty.Room || payloadType === types.Dirty.RoomMember) config.onRoomChange(payloadId)
    if (payloadType === types.Dirty.Contact) config.onRoomChange()
  })
  return () => {
    for (const off of undo) off()
  }
}

/** `bot.puppet` throws until the bot is initialised. */
function readPuppet(read: () => impls.PuppetInterface): impls.PuppetInterface | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
