import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMobile } from '../../../use-cases/people/read-mobile.ts'
import { openAdminScene, refusalOf, type AdminScene } from '../../support/admin-scene.ts'

const mobileKey = Buffer.alloc(32, 7)
let scene: AdminScene
beforeAll(async () => {
  scene = await openAdminScene()
})
afterAll(() => scene.close())
const read = (reader: string, of: string, key: Buffer | null = mobileKey) =>
  scene.person(reader).does((ctx) => readMobile(ctx, { memberId: scene.member(of) }, { mobileKey: key }))

test('the security administrator sees the whole number, and it is on record', async () => {
  expect(await read('董安全', '赵七')).toBe('13600040002')
  expect(await read('董安全', '张三')).toBeNull()
  expect(await scene.audit()).toEqual(['people.read_mobile', 'people.read_mobile'])
})

test('nobody else does, not even its owner’s head', async () => {
  for (const name of ['方系统', '秦川', '张三']) expect(await refusalOf(read(name, '赵七'))).toMatchObject({ code: 'forbidden' })
  expect(await refusalOf(read('董安全', '赵七', null))).toMatchObject({ code: 'unavailable' })
  const stranger = scene.person('董安全').does((ctx) => readMobile(ctx, { memberId: '0'.repeat(26) }, { mobileKey }))
  expect(await refusalOf(stranger)).toMatchObject({ code: 'not_found' })
})
