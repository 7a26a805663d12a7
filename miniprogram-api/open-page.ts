import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Router } from '@koa/router'
import type { Context, Middleware } from 'koa'
import { consult, type Stage } from '../database/stage.ts'
import { widenPunctuation } from '../documents/page/widen-punctuation.ts'
import { listPublished, type ApplyingFacts, type PublishedItem, type PublishedPage } from '../use-cases/disclosure/list-published.ts'
import { describeAcceptance, describeApplying, describePublishedCount, openPageWords as words } from '../wording/disclosure.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Words of people inside a page of ours. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/gu, (letter) => entities[letter] ?? '')

/** Chinese words as they are printed, safe inside a page. */
const print = (text: string): string => escapeHtml(text.split('\n').map(widenPunctuation).join('\n'))

const field = (label: string, value: string, write = print): string => `<dt>${label}</dt><dd>${write(value)}</dd>`

const article = ({ name, indexNumber, summary, mode, unit, datedOn }: PublishedItem): string =>
  `<article><h2>${print(name)}</h2><dl>${[
    field('索引号', indexNumber, escapeHtml),
    field('内容概述', summary),
    field('公开方式', mode),
    field('责任单位', unit),
    field('日期', datedOn),
  ].join('')}</dl></article>`

const turn = ({ previous, next }: PublishedPage): string => {
  const link = (way: 'before' | 'after', cursor: string | null, label: string): string =>
    cursor === null ? '<span></span>' : `<a href="/open?${way}=${encodeURIComponent(cursor)}">${label}</a>`
  if (previous === null && next === null) return ''
  return `<nav aria-label="${words.turn}">${link('before', previous, words.newer)}${link('after', next, words.older)}</nav>`
}

const applying = ({ workingDays, ...accepting }: ApplyingFacts): string => {
  const { heading, steps } = describeApplying(workingDays)
  const items = steps.map(({ name, text }) => `<li><strong>${name}</strong> ${print(text)}</li>`).join('\n')
  const places = describeAcceptance(accepting).map(({ label, value }) => field(label, value))
  return `<section id="apply"><h2>${heading}</h2>\n<ol>\n${items}\n</ol>\n<dl>${places.join('')}</dl></section>`
}

/** The whole page: no script, nothing from elsewhere. */
const render = (page: PublishedPage): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title} - ${escapeHtml(page.office)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/open/style.css">
</head>
<body>
<header><h1>${words.title}</h1><p>${print(describePublishedCount(page.office, page.total))}</p><p><a href="#apply">${print(words.toApply)}</a></p></header>
<main>
${page.items.length === 0 ? `<p class="empty">${words.empty}</p>` : page.items.map(article).join('\n')}
${turn(page)}
${applying(page.applying)}
</main>
</body>
</html>
`

/** Sends what whoever asks again need not be sent a second time. */
const send = (ctx: Context, body: string, { type, maxAge }: { type: string; maxAge: number }): void => {
  ctx.type = `${type}; charset=utf-8`
  ctx.set('Cache-Control', `public, max-age=${maxAge}`)
  ctx.set('ETag', `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`)
  ctx.status = 200
  if (ctx.fresh) ctx.status = 304
  else ctx.body = body
}

const single = (value: string | string[] | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

/**
 * The public page at `/open`: what is published and how one applies for more, without login, escaped, a page at a time, within the limits
 * of an address (docs/rules.md, Disclosure).
 */
export const createOpenPage = (stage: Stage, limit: Middleware): Router => {
  const router = new Router()
  router.get('/open', limit, async (ctx) => {
    const { after, before } = ctx.query
    const page = await consult(stage, { memberId: null }, (scene) => listPublished(scene, { after: single(after), before: single(before) }))
    send(ctx, render(page), { type: 'text/html', maxAge: 60 })
  })
  router.get('/open/style.css', limit, async (ctx) => {
    const style = await readFile(new URL('./pages/open/style.css', import.meta.url), 'utf8')
    send(ctx, style, { type: 'text/css', maxAge: 3_600 })
  })
  return router
}
