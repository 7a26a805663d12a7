import { readFile } from 'node:fs/promises'
import { Router } from '@koa/router'
import type { Middleware } from 'koa'
import { consult, type Stage } from '../database/stage.ts'
import { listPublished, type PublishedItem, type PublishedPage } from '../use-cases/disclosure/list-published.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Words of people inside a page of ours. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/gu, (letter) => entities[letter] ?? '')

const field = (label: string, value: string): string => `<dt>${label}</dt><dd>${escapeHtml(value)}</dd>`

const article = ({ name, indexNumber, summary, mode, unit, datedOn }: PublishedItem): string =>
  `<article><h2>${escapeHtml(name)}</h2><dl>${[
    field('索引号', indexNumber),
    field('内容概述', summary),
    field('公开方式', mode),
    field('责任单位', unit),
    field('日期', datedOn),
  ].join('')}</dl></article>`

const turn = (page: number, pages: number): string => {
  const link = (to: number, label: string): string => (to < 1 || to > pages ? '<span></span>' : `<a href="/open?page=${to}">${label}</a>`)
  return `<nav aria-label="翻页">${link(page - 1, '上一页')}<span>第 ${page} 页,共 ${pages} 页</span>${link(page + 1, '下一页')}</nav>`
}

/** The whole page: no script, nothing from elsewhere. */
const render = ({ office, items, page, pages, total }: PublishedPage): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>政府信息公开目录 - ${escapeHtml(office)}</title>
<link rel="stylesheet" href="/open/style.css">
</head>
<body>
<header><h1>政府信息公开目录</h1><p>${escapeHtml(office)},共 ${total} 项</p></header>
<main>
${items.length === 0 ? '<p class="empty">目前没有公开的信息。</p>' : items.map(article).join('\n')}
</main>
${pages > 1 ? turn(page, pages) : ''}
<footer>公民、法人或者其他组织可以向本机关申请获取相关政府信息。</footer>
</body>
</html>
`

/**
 * The public page at `/open`: what is published and nothing else, without login, escaped, paged, within the limits of an address
 * (docs/rules.md, Disclosure).
 */
export const createOpenPage = (stage: Stage, limit: Middleware): Router => {
  const router = new Router()
  router.get('/open', limit, async (ctx) => {
    const { page } = ctx.query
    const published = await consult(stage, { memberId: null }, (scene) =>
      listPublished(scene, { page: typeof page === 'string' ? page : undefined }),
    )
    ctx.type = 'text/html; charset=utf-8'
    ctx.set('Cache-Control', 'public, max-age=60')
    ctx.body = render(published)
  })
  router.get('/open/style.css', limit, async (ctx) => {
    ctx.type = 'text/css; charset=utf-8'
    ctx.set('Cache-Control', 'public, max-age=3600')
    ctx.body = await readFile(new URL('./pages/open/style.css', import.meta.url))
  })
  return router
}
