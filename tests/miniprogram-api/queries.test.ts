import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordQueries } from '../support/count-queries.ts'
import { openApiScene, type ApiScene } from './api-scene.ts'

let scene: ApiScene
beforeAll(async () => {
  scene = await openApiScene()
  const group = scene.group('消防隐患排查群')
  for (let n = 0; n < 12; n += 1)
    await scene.task(`排查第${n}片区`, [`m:${scene.member('李四')}`, `u:${scene.unit('CG')}`], n % 2 === 0 ? group : null)
})
afterAll(() => scene.close())

/** What the token and the rights cost: the session, with whether the directory moved. */
const authentication = 1

test.each([
  ['/me', 0],
  ['/todos', 1],
  ['/todos/counts', 1],
  ['/reminders', 1],
  ['/groups', 1],
] as const)('%s asks the database %i time beside authentication', async (path, own) => {
  const li = await scene.as('李四')
  await li.get(path)
  const { queries } = await recordQueries(scene.stage.runner.dataSource, () => li.get(path))
  expect(queries.map(({ sql }) => sql)).toHaveLength(authentication + own)
})

test('pages of matters ask for the page and its parties, however long they are', async () => {
  const zhang = await scene.as('张三')
  const count = async (path: string): Promise<number> =>
    (await recordQueries(scene.stage.runner.dataSource, () => zhang.get(path))).queries.length
  await zhang.get('/matters')
  expect(await count('/matters?limit=1')).toBe(await count('/matters?limit=12'))
  expect(await count('/matters?limit=12')).toBeLessThanOrEqual(authentication + 2)
  expect(await count('/issued')).toBeLessThanOrEqual(authentication + 2)
})
