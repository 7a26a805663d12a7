import { expect, it } from 'vitest'
import { DAY_MS } from '../../../rules/instant.ts'
import { requestExtension } from '../../../use-cases/tasks/request-extension.ts'
import { reopenTask } from '../../../use-cases/tasks/reopen-task.ts'
import { setDue } from '../../../use-cases/tasks/set-due.ts'
import { openScene } from '../../support/scene.ts'

it('no door moves a limit farther than the office counts days', async () => {
  const { zhang, li, clock, matter } = await openScene()
  await zhang.says('#任务 @李四 周五前报方案')
  const far = clock.now() + 402 * DAY_MS
  const tooFar = '时限超过 400 天'
  await expect(zhang.does((ctx) => setDue(ctx, { number: 128, dueAt: far, text: '' }))).rejects.toThrow(tooFar)
  await expect(li.does((ctx) => requestExtension(ctx, { number: 128, dueAt: far, reason: '缺材料' }))).rejects.toThrow(tooFar)
  await li.says('#办结 128')
  await zhang.says('#确认 128')
  await expect(zhang.does((ctx) => reopenTask(ctx, { number: 128, dueAt: far, reason: '' }))).rejects.toThrow(tooFar)
  expect((await matter(128)).state).toBe('closed')
})
