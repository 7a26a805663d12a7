import { readFile } from 'node:fs/promises'
import { Router } from '@koa/router'
import { Problem } from '../rules/problems.ts'

/** The only files that are served. */
const pageFiles: Readonly<Record<string, string>> = {
  'style.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
  'app.js': 'text/javascript; charset=utf-8',
  'cards.js': 'text/javascript; charset=utf-8',
  'charts.js': 'text/javascript; charset=utf-8',
  'elements.js': 'text/javascript; charset=utf-8',
  'server.js': 'text/javascript; charset=utf-8',
}

const read = (name: string): Promise<Buffer> => readFile(new URL(`./pages/burden/${name}`, import.meta.url))

/**
 * The burden page at `/burden`: hand-made, loads nothing from elsewhere, and asks the API with the session that a 登录 code opens. It
 * holds no figure itself, so it is open to everybody.
 */
export const createBurdenPage = (): Router => {
  const router = new Router()
  router.get('/burden', async (ctx) => {
    ctx.type = 'text/html; charset=utf-8'
    ctx.set('Cache-Control', 'no-cache')
    ctx.body = await read('index.html')
  })
  router.get('/burden/page/:file', async (ctx) => {
    const { file = '' } = ctx['params'] as { file?: string }
    const type = Object.hasOwn(pageFiles, file) ? pageFiles[file] : undefined
    if (type === undefined) throw new Problem('not_found', '没有这个文件')
    ctx.type = type
    ctx.set('Cache-Control', 'no-cache')
    ctx.body = await read(file)
  })
  return router
}
