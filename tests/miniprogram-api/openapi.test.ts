import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApiScene, type ApiScene } from './api-scene.ts'

let scene: ApiScene
let document: any
beforeAll(async () => {
  scene = await openApiScene()
  document = await (await fetch(`${scene.url}/api/openapi.json`)).json()
})
afterAll(() => scene.close())

const operations = (): [string, any][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as object).map(([method, operation]) => [`${method} ${path}`, operation] as [string, any]),
  )

test('is OpenAPI 3.1 and holds every route of this deployment, and no other', () => {
  expect(document.openapi).toBe('3.1.0')
  const routes = scene.routes.map((route) => `${route.method} /api/v1${route.path.replace(/:(\w+)/g, '{$1}')}`)
  expect(
    operations()
      .map(([name]) => name)
      .toSorted(),
  ).toEqual(routes.toSorted())
  expect(JSON.stringify(document)).not.toContain('/sessions/simulator')
})

test('every operation has a name of its own, its refusals, and a token where one is asked for', () => {
  const ids = operations().map(([, operation]) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const [name, operation] of operations()) {
    const isOpen = name.includes('/sessions/') && !name.startsWith('delete')
    expect(operation.security, name).toEqual(isOpen ? [] : [{ bearer: [] }])
    expect(operation.responses['404'], name).toBeDefined()
    expect(operation.responses['401'] === undefined, name).toBe(isOpen)
  }
})

test('every reference in it leads somewhere', () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]!)
  expect(refs.length).toBeGreaterThan(10)
  expect([...new Set(refs)].filter((name) => !(name in document.components.schemas))).toEqual([])
})

test('says the limits that the input is held to', () => {
  const body = document.paths['/api/v1/tasks'].post.requestBody.content['application/json'].schema
  expect(body.properties.body).toMatchObject({ type: 'string', maxLength: 4000 })
  expect(body.required).toEqual(['body', 'parties'])
  const query = document.paths['/api/v1/todos'].get.parameters.find(({ name }: any) => name === 'limit')
  expect(query).toMatchObject({ in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } })
})

test('the reading page is plain HTML that loads nothing from elsewhere and runs nothing', async () => {
  const response = await fetch(`${scene.url}/api/docs`)
  const page = await response.text()
  expect(response.headers.get('content-type')).toContain('text/html')
  expect(page.match(/<script|\son\w+=|https?:\/\/|\sstyle=/gi)).toBeNull()
  expect(scene.routes.filter((route) => !page.includes(route.path.replace(/:(\w+)/g, '{$1}')))).toEqual([])
  const style = await fetch(`${scene.url}/api/docs.css`)
  expect(style.headers.get('content-type')).toContain('text/css')
})
