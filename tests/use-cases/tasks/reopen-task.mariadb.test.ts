import { expect, it } from 'vitest'
import { setTimeout as sleep } from 'node:timers/promises'
import { DAY_MS } from '../../../rules/instant.ts'
import { acceptTask } from '../../../use-cases/tasks/accept-task.ts'
import { reopenTask } from '../../../use-cases/tasks/reopen-task.ts'
import { openScene } from '../../support/scene.ts'

it('a part reopened while the whole is being accepted: no open part is left under a closed whole', async () => {
  const { zhang, zhao, li, matter } = await openScene()
  await zhang.says('#任务 @赵刚 12月10日前完成隐患整改')
  await zhao.says('#分解 128\n1. @李四 周五前排查东片')
  await li.says('#办结 129')
  await zhao.says('#确认 129')
  await zhao.says('#办结 128')
  let isReopened: () => void = () => undefined
  const reopened = new Promise<void>((resolve) => {
    isReopened = resolve
  })
  // Begun outside of the other's transaction, so it has a connection of its own.
  const accepting = reopened.then(() => zhang.does((ctx) => acceptTask(ctx, { number: 128, text: '' }))).catch((error: unknown) => error)
  await zhao.does(async (ctx) => {
    await reopenTask(ctx, { number: 129, dueAt: ctx.now + DAY_MS, reason: '西片漏了' })
    isReopened()
    await sleep(300)
  })
  await accepting
  const [whole, part] = [await matter(128), await matter(129)]
  expect(part.state).toBe('open')
  expect(whole.state).toBe('submitted')
})
