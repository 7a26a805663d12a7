import { expect, test, vi } from 'vitest'
import { leadChat } from '../../app/lead-chat.ts'
import { Lease } from '../../entities/index.ts'
import { openScene } from '../support/scene.ts'

const handlers = { onMessage: () => Promise.resolve(), onEcho: () => Promise.resolve(), onState: () => undefined }

test('one process leads a chat account; one that loses the lead stops listening and sending', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  try {
    const { stage, runner, office } = await openScene()
    const channel = {
      ...office.channel,
      start: vi.fn<() => Promise<void>>(() => Promise.resolve()),
      stop: vi.fn<() => Promise<void>>(() => Promise.resolve()),
    }
    const lost = vi.fn<() => Promise<void>>(() => Promise.resolve())
    const report = vi.fn<(what: string, error: unknown) => void>()
    const first = await leadChat(stage, channel, handlers, { holder: 'first', report, lost })
    expect(channel.start).toHaveBeenCalledTimes(1)

    const second = await leadChat(stage, channel, handlers, { holder: 'second', report, lost: () => Promise.resolve() })
    expect(channel.start).toHaveBeenCalledTimes(1)

    await runner.transaction((tx) => tx.update(Lease, { holder: 'first' }, { holder: 'second', until: stage.clocks.machine() + 60_000 }))
    await vi.advanceTimersByTimeAsync(2_000)
    await vi.waitFor(() => expect(lost).toHaveBeenCalledTimes(1))
    expect(channel.stop).toHaveBeenCalledTimes(1)
    await vi.waitFor(() => expect(channel.start).toHaveBeenCalledTimes(2))
    await second.stop()
    await first.stop()
    expect(report).not.toHaveBeenCalled()
  } finally {
    vi.useRealTimers()
  }
})
