import { log } from 'wechaty-puppet'
import { WechatyBuilder } from 'wechaty'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSimulatorOffice } from '../../../../bot/channels/simulator/simulator-office.ts'
import { SimulatorPuppet } from '../../../../bot/channels/simulator/simulator-puppet.ts'
import { WorkGroup } from '../../../../bot/channels/wechaty/work-group.ts'

const puppet = (): SimulatorPuppet => new SimulatorPuppet(createSimulatorOffice({ botName: '群办' }))
const told = {
  onMessage: vi.fn<(messageId: string) => void>(),
  onScan: vi.fn<(qrCode: string) => void>(),
  onLogin: vi.fn<(account: string) => void>(),
  onLogout: vi.fn<(reason: string) => void>(),
  onRoomChange: vi.fn<(roomId?: string) => void>(),
  onError: vi.fn<(error: unknown) => void>(),
}
let bot: ReturnType<typeof WechatyBuilder.build>

beforeEach(() => {
  log.level('silent')
  vi.clearAllMocks()
  bot = WechatyBuilder.build({ puppet: puppet() })
})
afterEach(async () => bot.stop())

const online = async (): Promise<void> => {
  await bot.start()
  await vi.waitFor(() => expect(bot.puppet.isLoggedIn).toBe(true))
}

it('can be used before the bot has a puppet, as plugins are', async () => {
  bot.use(WorkGroup(told))
  await online()
  expect(told.onLogin).toHaveBeenCalledWith('qunban-bot')
  bot.puppet.emit('message', { messageId: 'm1' })
  expect(told.onMessage).toHaveBeenCalledWith('m1')
})

it('tells of codes to scan, of a logout and of rooms that change', async () => {
  bot.use(WorkGroup(told))
  await online()
  bot.puppet.emit('scan', { qrcode: 'https://example.test/code', status: 2 })
  bot.puppet.emit('scan', { status: 3 })
  bot.puppet.emit('room-topic', { roomId: 'fire', newTopic: '新', oldTopic: '旧', changerId: 'li', timestamp: 0 })
  await bot.puppet.logout('kicked')
  expect(told.onScan.mock.calls).toEqual([['https://example.test/code']])
  expect(told.onRoomChange).toHaveBeenCalledWith('fire')
  expect(told.onLogout).toHaveBeenCalledWith('kicked')
})

it('survives the errors wechaty makes of a join it cannot look up', async () => {
  bot.use(WorkGroup(told))
  await online()
  bot.puppet.emit('room-join', { roomId: 'nowhere', inviteeIdList: ['x'], inviterId: 'y', timestamp: 0 })
  await vi.waitFor(() => expect(told.onError).toHaveBeenCalled())
})

it('hears nothing any more once uninstalled', async () => {
  const uninstall = bot.use(WorkGroup(told))
  bot.on('error', () => undefined)
  await online()
  vi.clearAllMocks()
  uninstall()
  bot.puppet.emit('message', { messageId: 'm1' })
  expect(told.onMessage).not.toHaveBeenCalled()
})
