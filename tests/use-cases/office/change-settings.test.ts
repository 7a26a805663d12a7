import { afterEach, beforeEach, expect, test } from 'vitest'
import { OfficeState } from '../../../entities/index.ts'
import { changeSettings, readSettings } from '../../../use-cases/office/change-settings.ts'
import { openAdminScene, refusalOf, type AdminScene } from '../../support/admin-scene.ts'

let scene: AdminScene
beforeEach(async () => {
  scene = await openAdminScene()
})
afterEach(() => scene.close())

test('the system administrator changes one figure and the others stay', async () => {
  await scene.person('方系统').does((ctx) => changeSettings(ctx, { reminders: { at: '08:40' }, lateAfternoon: '17:00' }))
  const settings = await scene.person('方系统').does(async (ctx) => readSettings(ctx))
  expect(settings.reminders).toMatchObject({ at: '08:40', supervisorJoinsAfter: 3 })
  expect(settings.lateAfternoon).toBe('17:00')
  expect(await scene.audit()).toEqual(['settings.change'])
  const state = await scene.runner.read((tx) => tx.findOneByOrFail(OfficeState, { id: 1 }))
  expect(state).toMatchObject({ settingsChangedById: scene.member('方系统'), settingsChangedAt: scene.now() })
})

test('lists are taken whole: a seasonal table replaces the year-round one', async () => {
  const session = { morning: { open: '08:00', close: '12:00' }, afternoon: { open: '15:00', close: '18:00' } }
  await scene.person('方系统').does((ctx) => changeSettings(ctx, { workHours: [{ from: '07-01', to: '09-30', ...session }] }))
  await scene.commandLine.does(async ({ office }) =>
    expect(office.settings.workHours).toEqual([{ from: '07-01', to: '09-30', ...session }]),
  )
})

test('a wrong figure is refused with its place and nothing changes', async () => {
  const refusal = await refusalOf(scene.person('方系统').does((ctx) => changeSettings(ctx, { reminders: { at: '8点' }, nonsense: 1 })))
  expect(refusal).toMatchObject({ code: 'bad_request' })
  expect(refusal.message).toContain('reminders.at:时间写成 HH:mm')
  expect(await scene.audit()).toEqual([])
})

test.each(['张三', '董安全', '贺审计', '秦川'])('%s may neither read nor change them', async (name) => {
  expect(await refusalOf(scene.person(name).does((ctx) => changeSettings(ctx, { lateAfternoon: '17:00' })))).toMatchObject({
    code: 'forbidden',
  })
  expect(await refusalOf(scene.person(name).does(async (ctx) => readSettings(ctx)))).toMatchObject({ code: 'forbidden' })
})
