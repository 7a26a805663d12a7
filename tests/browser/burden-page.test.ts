import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { perform, type Stage } from '../../database/stage.ts'
import { createIds } from '../../rules/new-id.ts'
import { issueLoginCode } from '../../use-cases/bindings/login-codes.ts'
import { countDemands } from '../../use-cases/burden/count-demands.ts'
import { makeSuggestion } from '../../use-cases/suggestions/make-suggestion.ts'
import { answerSuggestion } from '../../use-cases/suggestions/answer-suggestion.ts'
import { createTask } from '../../use-cases/tasks/create-task.ts'
import { createOfficeLoader } from '../../use-cases/office/load-office.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { openApiScene, type ApiScene } from '../miniprogram-api/api-scene.ts'
import { openBrowser } from '../support/browser.ts'

/** Screenshots of the last run stay here, to be looked at. */
const shots = process.env['QUNBAN_SCREENSHOTS'] ?? join(tmpdir(), 'qunban-screenshots')
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const
const desk = { viewport: { width: 1280, height: 800 } } as const

let scene: ApiScene
let browser: Browser
const faults: string[] = []
const outside: string[] = []
const pages: Page[] = []

const things = ['消防隐患排查', '燃气安全检查', '防汛物资清点', '占道经营整治', '食品抽检情况', '信访积案化解', '绿化补栽进度']

/** A quarter of an office's asking, week by week, with things asked twice and at night. */
const liveThrough = async (): Promise<void> => {
  const week = 7 * 86_400_000
  let now = 0
  const clock = () => now
  const stage: Stage = {
    ...scene.stage,
    loadOffice: createOfficeLoader(),
    clocks: { office: clock, machine: clock },
    newId: createIds(clock),
  }
  const as = <T>(name: string, work: (ctx: UseCaseContext) => Promise<T>): Promise<T> =>
    perform(stage, { memberId: scene.member(name) }, work)
  for (let n = 12; n >= 0; n -= 1) {
    const start = scene.now() - n * week
    for (let k = 0; k < 3 + ((n * 5) % 7); k += 1) {
      now = start + k * 5 * 3_600_000 - (n === 0 ? 6 * 86_400_000 : 0)
      const unit = scene.unit(['XF', 'CG', 'ZFB'][(n + k) % 3] ?? 'XF')
      const body = `完成第${(n * 3 + k) % 5}片区${things[(n + k) % things.length]}`
      await as('张三', (ctx) => createTask(ctx, { body, parties: [{ party: `u:${unit}` }], dueAt: now + 5 * 86_400_000 }))
    }
    if (n % 3 === 0) {
      const { matter } = await as('赵六', (ctx) => makeSuggestion(ctx, { body: `第${n}周:周报月报内容重复,建议合并` }))
      now += 86_400_000
      if (n > 0) await as('张三', (ctx) => answerSuggestion(ctx, { number: matter.number, text: '下月起合并' }))
    }
  }
  while ((await scene.byClock((ctx) => countDemands(ctx))) > 0);
}

beforeAll(async () => {
  mkdirSync(shots, { recursive: true })
  scene = await openApiScene()
  for (const [name, role] of [
    ['张三', 'supervisor'],
    ['李四', 'unit_head'],
  ] as const)
    await scene.grant(name, role, name === '张三' ? 'ZFB' : 'XF')
  await liveThrough()
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await scene.close()
})

afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.close()))
  const found = [...faults.splice(0), ...outside.splice(0).map((url) => `asked ${url}`)]
  if (found.length > 0) throw new Error(`the page complained:\n${found.join('\n')}`)
})

const open = async (device: typeof phone | typeof desk): Promise<Page> => {
  const page = await browser.newPage(device)
  pages.push(page)
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    // Chromium logs every refusal of the server; those are said on the page.
    if (message.type() === 'error' && !message.text().includes('Failed to load resource')) faults.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(scene.url) && !request.url().startsWith('data:')) outside.push(request.url())
  })
  await page.goto(`${scene.url}/burden`)
  return page
}

const codeFor = (name: string): Promise<string> =>
  perform(scene.stage, { memberId: scene.member(name) }, (ctx) =>
    issueLoginCode(ctx, { key: scene.config.keys.codes, machineNow: scene.machineNow() }),
  )

const signIn = async (page: Page, name: string): Promise<void> => {
  await page.getByLabel('登录码').fill(await codeFor(name))
  await page.getByRole('button', { name: '登录' }).click()
  await page.locator('#view').waitFor({ state: 'visible' })
}

const figuresOf = (page: Page): Promise<string[]> => page.locator('.figure b').allTextContents()
/** What reaches beyond the page's right edge; a table that scrolls by itself may. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('body *')]
    .filter((each) => !each.closest('.scroll') && each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((each) => each.tagName + '.' + each.getAttribute('class') + ' ' + (each.textContent ?? '').slice(0, 30))`)

it.each([
  ['desktop', desk],
  ['phone', phone],
] as const)('shows the office’s asking on a %s, and nothing is cut off', async (name, device) => {
  const page = await open(device)
  await page.screenshot({ path: join(shots, `burden-entry-${name}.png`) })
  await signIn(page, '张三')
  await page.locator('.charts svg').first().waitFor()
  expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
    '全办每周收到的要求',
    '各单位收到的',
    '各单位提出的',
    '重复的要求',
    '建议的收到与答复',
  ])
  const [demands = '', repeated = '', after = '', waiting = ''] = await figuresOf(page)
  expect(Number(demands)).toBeGreaterThan(40)
  expect(Number(repeated)).toBeGreaterThan(0)
  expect(Number(after)).toBeGreaterThan(0)
  expect(waiting).toBe('1')
  expect(await page.locator('.column').count()).toBeGreaterThanOrEqual(26)
  expect(await tooWide(page)).toEqual([])
  await page.screenshot({ path: join(shots, `burden-week-${name}.png`) })
  await page.screenshot({ path: join(shots, `burden-whole-${name}.png`), fullPage: true })

  await page.getByRole('button', { name: '按月' }).click()
  await page.getByRole('heading', { name: '全办每月收到的要求' }).waitFor()
  expect(await page.locator('.charts section').first().locator('.column').count()).toBe(6)
  await page.getByLabel('收到要求的单位').selectOption({ label: '城市管理局' })
  await page.getByRole('heading', { name: '城市管理局每月收到的要求' }).waitFor()
  expect(Number((await figuresOf(page))[0])).toBeLessThan(Number(demands))
  expect(await tooWide(page)).toEqual([])
  await page.screenshot({ path: join(shots, `burden-month-${name}.png`) })
})

it('reads as a table and by keyboard too, and every column says its figures', async () => {
  const page = await open(desk)
  await signIn(page, '张三')
  const column = page.locator('.column').first()
  await column.waitFor()
  expect(await column.getAttribute('aria-label')).toMatch(/^8月31日起一周:要求 \d+,重复 \d+,非工作时间 \d+$/u)
  await page.getByText('看数字').first().click()
  expect(await page.locator('.charts details table tbody tr').first().locator('td').count()).toBe(4)
})

it('a head sees the own unit’s incoming, and not what the office owes on suggestions', async () => {
  const page = await open(desk)
  await signIn(page, '李四')
  await page.getByText('本单位收到的要求', { exact: true }).waitFor()
  expect(await figuresOf(page)).toHaveLength(3)
  expect(await page.locator('#charts dl').first().locator('dt').allTextContents()).toEqual(['消防救援支队'])
})

it('whoever may not look is told who may, and a wrong or ended code is said in words', async () => {
  const page = await open(phone)
  await page.getByLabel('登录码').fill('0000000000')
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('alert').filter({ hasText: '码' }).waitFor()
  await signIn(page, '赵六')
  await page.getByText('减负统计由办公室领导、督查和单位负责人查看').waitFor()
  expect(await figuresOf(page)).toEqual([])
  await page.getByRole('button', { name: '退出' }).click()
  await page.getByLabel('登录码').waitFor()
  await signIn(page, '张三')
  await page.locator('.column').first().waitFor()
  // A window that is loaded again goes on with its session; another window has none.
  await page.reload()
  await page.locator('.column').first().waitFor()
  const other = await open(phone)
  await other.getByLabel('登录码').waitFor()
})
