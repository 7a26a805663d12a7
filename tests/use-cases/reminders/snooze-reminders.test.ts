import { expect, it } from 'vitest'
import { DAY_MS } from '../../../rules/instant.ts'
import { snoozeReminders } from '../../../use-cases/reminders/snooze-reminders.ts'
import { openScene } from '../../support/scene.ts'

it('is a pause of thirty days at most, whichever door it is asked at', async () => {
  const { li, clock } = await openScene()
  await expect(li.does((ctx) => snoozeReminders(ctx, clock.now() + 31 * DAY_MS))).rejects.toThrow('静默最长30天')
  await expect(li.does((ctx) => snoozeReminders(ctx, clock.now() + 29 * DAY_MS))).resolves.toMatchObject({ moved: 0 })
  await li.whispers('#静默 12月31日')
  expect(li.heard()).toEqual(['静默最长30天'])
})
