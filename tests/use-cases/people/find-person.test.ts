import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPerson } from '../../../use-cases/people/find-person.ts'
import { openAdminScene, refusalOf, type AdminScene } from '../../support/admin-scene.ts'

let scene: AdminScene
beforeAll(async () => {
  scene = await openAdminScene()
})
afterAll(() => scene.close())
const find = (who: string) => scene.commandLine.does((ctx) => findPerson(ctx, who))

test.each([
  ['102', '赵七'],
  ['１０２', '赵七'],
  [' 赵七 ', '赵七'],
  ['赵七@YJ', '赵七'],
  ['赵七＠YJ', '赵七'],
])('%s is %s', async (who, name) => {
  expect((await find(who)).name).toBe(name)
})

test('two of one name are told apart', async () => {
  expect(await refusalOf(find('王伟'))).toEqual({ code: 'conflict', message: '叫“王伟”的有 2 人:王伟@YJ、王伟@ZFB;同单位重名请用工号' })
  expect((await find('王伟@ZFB')).unitId).toBe(scene.unit('ZFB'))
})

test('nobody is nobody', async () => {
  expect(await refusalOf(find('赵七@ZFB'))).toEqual({ code: 'not_found', message: '没有在岗的“赵七@ZFB”' })
})
