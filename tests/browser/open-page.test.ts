import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openApiScene, type ApiScene } from '../miniprogram-api/api-scene.ts'
import { openBrowser } from '../support/browser.ts'

/** Screenshots of the last run stay here, to be looked at. */
const shots = process.env['QUNBAN_SCREENSHOTS'] ?? join(tmpdir(), 'qunban-screenshots')
const screens = [
  { name: 'phone', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  { name: 'small', viewport: { width: 320, height: 568 }, isMobile: true, hasTouch: true },
  { name: 'desktop', viewport: { width: 1280, height: 800 } },
] as const

let scene: ApiScene
let browser: Browser
beforeAll(async () => {
  mkdirSync(shots, { recursive: true })
  scene = await openApiScene()
  browser = await openBrowser()
  await scene.grant('赵六', 'editor', 'ZFB')
  const zhao = await scene.as('赵六')
  for (let n = 0; n < 23; n += 1) {
    const item = {
      name: n === 22 ? `关于${'进一步规范老旧小区消防通道管理'.repeat(4)}的通知` : `住房保障办事指南(第${n + 1}号)`,
      indexNumber: n === 22 ? 'A'.repeat(60) : `LJ-ZJ-2026-${n}`,
      summary:
        n === 22 ? `https://example.gov.cn/${'a'.repeat(300)}` : '申请条件:本市户籍家庭\n材料:身份证明、收入证明\n<b>时限</b>:20个工作日',
      mode: 'long',
      unitId: scene.unit('CG'),
      datedOn: '2026-11-20',
    }
    const { number } = (await zhao.post('/disclosures', item)).body
    const { status } = await zhao.post(`/disclosures/${number}/publish`, {})
    if (status !== 200) throw new Error(`${item.name} was not published: ${status}`)
  }
})
afterAll(async () => {
  await browser.close()
  await scene.close()
})

it.each(screens)(
  'on a $name screen nothing runs over, nothing comes from elsewhere, and pages turn both ways',
  async ({ name, ...screen }) => {
    const context = await browser.newContext(screen)
    const page = await context.newPage()
    const faults: string[] = []
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('request', (request) => !request.url().startsWith(scene.url) && faults.push(request.url()))
    await page.goto(`${scene.url}/open`)
    const overflow = () => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    expect(await overflow()).toBe(0)
    expect(await page.locator('article').count()).toBe(20)
    expect(await page.locator('article b').count()).toBe(0)
    await page.screenshot({ path: join(shots, `open-${name}.png`) })
    await page.getByRole('link', { name: '没有找到\uFF1F怎样申请公开' }).click()
    await page.screenshot({ path: join(shots, `open-apply-${name}.png`) })
    expect(await page.getByRole('heading', { name: '怎样申请公开' }).isVisible()).toBe(true)
    const first = await page.locator('article h2').first().textContent()
    await page.getByRole('link', { name: '下一页' }).click()
    expect(await page.locator('article').count()).toBe(3)
    expect(await page.getByRole('link', { name: '下一页' }).count()).toBe(0)
    expect(await overflow()).toBe(0)
    await page.getByRole('link', { name: '上一页' }).click()
    expect(await page.locator('article h2').first().textContent()).toBe(first)
    expect(faults).toEqual([])
    await context.close()
  },
)
