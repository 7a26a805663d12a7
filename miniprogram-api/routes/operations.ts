import { Router } from '@koa/router'
import type { Stage } from '../../database/stage.ts'
import type { ApiConfig } from '../api-config.ts'
import type { Route } from '../define-route.ts'
import { docsStyle, renderDocsPage } from '../docs-page.ts'
import { describeApi } from '../openapi.ts'

interface Parts {
  stage: Stage
  config: ApiConfig
  routes: readonly Route[]
}

/** How long readiness waits for the database before it says no. */
const READY_LIMIT_MS = 1_500

const answersInTime = async (question: Promise<unknown>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), READY_LIMIT_MS)
  })
  const answer = question.then(
    () => true,
    () => false,
  )
  const ready = await Promise.race([answer, limit])
  clearTimeout(timer)
  return ready
}

/** For those who run it: alive, ready, and the document in both forms. Open to everybody, tells nothing of the office. */
export const createOperationsRouter = ({ stage, config, routes }: Parts): Router => {
  const router = new Router()
  // Built at the first question: most processes are never asked, and it takes a while.
  let document: ReturnType<typeof describeApi> | undefined
  const getDocument = (): ReturnType<typeof describeApi> => (document ??= describeApi(routes))

  router.get('/health', (ctx) => {
    ctx.body = { status: 'ok', ...config.health() }
  })
  router.get('/ready', async (ctx) => {
    const ready = await answersInTime(stage.runner.read((tx) => tx.query('SELECT 1')))
    ctx.status = ready ? 200 : 503
    ctx.body = { status: ready ? 'ready' : 'unavailable' }
  })
  router.get('/api/openapi.json', (ctx) => {
    ctx.body = getDocument()
  })
  router.get('/api/docs', (ctx) => {
    ctx.type = 'html'
    ctx.body = renderDocsPage(getDocument())
  })
  router.get('/api/docs.css', (ctx) => {
    ctx.type = 'css'
    ctx.body = docsStyle
  })
  return router
}
