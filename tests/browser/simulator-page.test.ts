import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { builtProgram } from '../support/built-program.ts'

/** Screenshots of the last run stay here, to be looked at. */
const shots = process.env['QUNBAN_SCREENSHOTS'] ?? join(tmpdir(), 'qunban-screenshots')

let folder: string
let port: number
let main: string
let program: ChildProcess | undefined
let browser: Browser
let faults: string[] = []
const pages: Page[] = []

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: free } = server.address() as AddressInfo
  server.close()
  return free
}

/** The real program on a database of its own; ready when it greets. */
async function startProgram(): Promise<void> {
  const started = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      QUNBAN_MODE: 'demo',
      DATABASE_URL: `sqlite:${join(folder, 'qunban.db')}`,
      PORT: String(port),
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  program = started
  let words = ''
  await new Promise<void>((resolve, reject) => {
    started.once('exit', (code) => reject(new Error(`the program ended with ${code}:\n${words.slice(-2_000)}`)))
    for (const stream of [started.stdout, started.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        words += chunk
        if (words.includes('群办已启动')) resolve()
      })
    }
  })
  started.removeAllListeners('exit')
}

async function stopProgram(signal: NodeJS.Signals): Promise<void> {
  if (program?.exitCode !== null || program.signalCode !== null) return
  const gone = once(program, 'exit')
  program.kill(signal)
  await gone
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qunban-page-'))
  port = await freePort()
  main = builtProgram()
  browser = await openBrowser()
  await startProgram()
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await stopProgram('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.close()))
  const found = faults.splice(0)
  if (found.length > 0) throw new Error(`the page complained:\n${found.join('\n')}`)
})

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const
const desk = { viewport: { width: 1280, height: 800 } } as const

async function open(device: typeof phone | typeof desk, hash = ''): Promise<Page> {
  const page = await browser.newPage(device)
  pages.push(page)
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  page.on('request', (request) => new URL(request.url()).host === `127.0.0.1:${port}` || faults.push(`left the machine: ${request.url()}`))
  await page.goto(`http://127.0.0.1:${port}/${hash}`)
  await page.locator('.row').first().waitFor()
  return page
}

/** Two busy cores may take their time. */
const patient = { timeout: 15_000 }

const lastOf = (page: Page, kind: 'bot' | 'mine') => page.locator(`.line.${kind} .bubble`).last()

/** Types like a person and sends with Enter. */
async function type(page: Page, text: string): Promise<void> {
  await page.locator('#text').fill(text)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
}

async function speakAs(page: Page, name: string): Promise<void> {
  await page.locator('#speaker').click()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('#speaker b').textContent(), patient).toBe(name)
}

/** The number of the matter that the bot's last words open. */
async function openTask(page: Page, title: string): Promise<string> {
  await speakAs(page, '张三')
  await type(page, `#任务 @李四 明天下班前${title}`)
  await expect.poll(() => lastOf(page, 'bot').textContent(), patient).toContain(title)
  return /〔(\d+)〕/.exec((await lastOf(page, 'bot').textContent()) ?? '')![1]!
}

const group = '安全生产工作群'
const enter = async (page: Page, name: string) => await page.locator('.row', { hasText: name }).first().click()

describe('on a desk', () => {
  it('leads a newcomer through the main job with three lines to try', async () => {
    const page = await open(desk)
    await expect.poll(() => page.locator('#chat-name').textContent(), patient).toContain(group)
    await expect.poll(() => page.locator('.line').count(), patient).toBeGreaterThan(5)
    await page.screenshot({ path: join(shots, 'desk-first-visit.png') })

    const tries = page.locator('#tries button')
    await tries.nth(0).click()
    await page.keyboard.press('Enter')
    await expect.poll(() => lastOf(page, 'bot').textContent(), patient).toMatch(/〔128〕已立项:老旧小区消防隐患排查[^]*牵头 李四[^]*17:30/)
    await tries.nth(1).click()
    await page.keyboard.press('Enter')
    await tries.nth(2).click()
    await page.keyboard.press('Enter')
    await expect.poll(() => lastOf(page, 'bot').textContent(), patient).toContain('〔128〕已记录 李四 60%')
    expect(await page.locator('#speaker b').textContent()).toBe('李四')
    expect(await page.locator('#tries').isVisible()).toBe(false)
    await page.screenshot({ path: join(shots, 'desk-main-job.png') })

    await page.reload()
    await expect.poll(() => lastOf(page, 'bot').textContent(), patient).toContain('〔128〕已记录 李四 60%')
    expect(await page.locator('#speaker b').textContent()).toBe('李四')
    expect(await page.locator('#tries').isVisible()).toBe(false)
  })

  it('completes names and tags by keyboard, and colours them', async () => {
    const page = await open(desk)
    await enter(page, group)
    await page.locator('#text').pressSequentially('#任')
    await expect.poll(() => page.locator('#options li').count(), patient).toBe(1)
    await page.keyboard.press('Tab')
    // The template leaves the caret after @, so the names come at once.
    await page.keyboard.type('消防')
    await page.keyboard.press('ArrowDown')
    expect(await page.locator('#options [aria-selected="true"]').textContent()).toContain('孙磊')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    expect(await page.locator('#text').inputValue()).toBe('#任务 @消防队-李四\u2005 3个工作日内完成')
    expect(await page.locator('#options').isVisible()).toBe(false)
    await page.locator('#text').fill('')

    await page.locator('.chip', { hasText: '退回' }).click()
    expect(await page.locator('#text').inputValue()).toMatch(/^#退回 \d+ $/)
    await page.locator('#text').fill('')
    await page.keyboard.type('#帮助')
    await page.keyboard.press('Enter')
    await expect.poll(() => lastOf(page, 'mine').locator('.tag').textContent(), patient).toBe('#帮助')
  })

  it('sends with Enter, breaks lines with Shift+Enter, and leaves an input method alone', async () => {
    const page = await open(desk)
    await enter(page, '市政府办工作群')
    const box = page.locator('#text')
    await box.click()
    await page.keyboard.type('第一行')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('第二行')
    await box.dispatchEvent('keydown', { key: 'Enter', isComposing: true })
    await box.dispatchEvent('keydown', { key: 'Enter', keyCode: 229 })
    expect(await box.inputValue()).toBe('第一行\n第二行')
    await page.keyboard.press('Enter')
    await expect.poll(() => lastOf(page, 'mine').textContent(), patient).toBe('第一行\n第二行')
    expect(await box.inputValue()).toBe('')
  })

  it('quotes the bot, so that the number need not be typed; and takes words back', async () => {
    const page = await open(desk)
    await enter(page, group)
    const number = await openTask(page, '报送消防演练方案')
    await speakAs(page, '李四')
    const answer = page.locator('.line.bot').last()
    await answer.hover()
    await answer.getByText('引用').click()
    await page.screenshot({ path: join(shots, 'desk-quote.png') })
    await page.keyboard.type('#反馈 已起草,30%')
    await page.keyboard.press('Enter')
    await expect.poll(() => lastOf(page, 'bot').textContent(), patient).toContain(`〔${number}〕已记录 李四 30%`)
    expect(await page.locator('.line.mine .quote').last().textContent()).toContain(`群办: 〔${number}〕`)

    await type(page, '发错了')
    const mine = page.locator('.line.mine').last()
    await expect.poll(() => mine.getAttribute('class'), patient).toContain('sent')
    await mine.hover()
    await mine.getByText('撤回').click()
    await expect.poll(() => page.locator('.notice').last().textContent(), patient).toBe('你撤回了一条消息')
  })

  it('shows other people what is said, live, with unread counts', async () => {
    const li = await open(desk)
    const zhang = await open(desk)
    await enter(li, '生态环境整改群')
    await enter(zhang, group)
    await li.bringToFront()
    const number = await openTask(zhang, '检查液化气站点')
    const row = li.locator('.row', { hasText: group })
    await expect.poll(() => row.locator('.unread').textContent(), patient).toBe('1')
    await expect.poll(() => li.title(), patient).toMatch(/^\(\d+\)/)
    await enter(li, group)
    await expect.poll(() => row.locator('.unread').count(), patient).toBe(0)
    await expect.poll(() => lastOf(li, 'bot').textContent(), patient).toContain(`〔${number}〕`)
  })

  it('talks with the bot in private', async () => {
    const page = await open(desk)
    await page.locator('#new-private').click()
    await page.keyboard.type('城管')
    await page.screenshot({ path: join(shots, 'desk-picker.png') })
    await page.locator('#picker b', { hasText: '王五' }).click()
    await expect.poll(() => page.locator('#chat-note').textContent(), patient).toContain('与 王五(城管局)的私聊')
    expect(await page.locator('#speaker').isDisabled()).toBe(true)
    await type(page, '#我的')
    await expect.poll(() => page.locator('.line.mine').count(), patient).toBeGreaterThan(0)
    await expect.poll(() => lastOf(page, 'bot').textContent(), patient).toContain('待办')
  })

  it('moves the clock to the next working morning, and the reminders come', async () => {
    const page = await open(desk)
    await enter(page, group)
    await expect.poll(() => page.locator('.line').count(), patient).toBeGreaterThan(5)
    await page.locator('.clock').getByText('下个工作日 09:00').click()
    await expect.poll(() => page.locator('.clock-time').textContent(), { timeout: 30_000 }).toMatch(/ 09:0\d$/)
    await expect.poll(() => lastOf(page, 'bot').textContent(), { timeout: 15_000 }).toContain('今日提醒')
    await expect.poll(() => page.locator('.clock progress').isVisible(), patient).toBe(false)
    await page.screenshot({ path: join(shots, 'desk-reminders.png') })
  })
})

describe('on a phone', () => {
  it('goes from the list into a chat and back, nothing wider than the screen', async () => {
    const page = await open(phone)
    await page.screenshot({ path: join(shots, 'phone-list.png') })
    expect(await page.locator('#chat').isVisible()).toBe(false)
    await page.locator('.row', { hasText: group }).tap()
    await expect.poll(() => page.locator('.line').count(), patient).toBeGreaterThan(5)
    expect(await page.locator('.list').isVisible()).toBe(false)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    await page.screenshot({ path: join(shots, 'phone-chat.png') })
    await page.locator('.chip', { hasText: '本群' }).tap()
    await page.locator('#send').tap()
    await expect.poll(() => lastOf(page, 'mine').textContent(), patient).toBe('#本群')
    await page.goBack()
    expect(await page.locator('.list').isVisible()).toBe(true)
  })

  it('offers quoting on a long press', async () => {
    const page = await open(phone)
    await page.locator('.row', { hasText: group }).tap()
    const line = page.locator('.line.bot').last()
    await line.waitFor()
    await line.locator('.bubble').dispatchEvent('pointerdown', { pointerType: 'touch', bubbles: true })
    await line.getByText('引用').tap()
    await expect.poll(() => page.locator('#quoting').isVisible(), patient).toBe(true)
    await page.screenshot({ path: join(shots, 'phone-quote.png') })
  })
})

describe('when the program dies', () => {
  it('says so, keeps what was typed, and goes on when it is back', { timeout: 120_000 }, async () => {
    const page = await open(desk)
    await enter(page, group)
    await speakAs(page, '张三')
    await stopProgram('SIGKILL')
    await expect.poll(() => page.locator('#banner').textContent(), patient).toContain('连接断开')
    await type(page, '#任务 @李四 明天下班前报送值班表')
    await expect.poll(() => page.locator('.line.mine.failed').count(), patient).toBe(1)
    await page.screenshot({ path: join(shots, 'desk-offline.png') })

    await startProgram()
    await expect.poll(() => page.locator('#banner').isVisible(), { timeout: 20_000 }).toBe(false)
    // The bot itself may be online a little later than its page.
    const sendAgain = async () => {
      if (await page.locator('.retry').isVisible()) await page.locator('.retry').click()
      return await lastOf(page, 'bot').textContent()
    }
    await expect.poll(sendAgain, { timeout: 60_000, interval: 1_000 }).toContain('已立项:报送值班表')
    expect(await page.locator('.line.failed').count()).toBe(0)
    // What the bot stored is still there.
    expect(await page.locator('.line').count()).toBeGreaterThan(5)
    faults = faults.filter((fault) => !fault.startsWith('Failed to load resource'))
  })
})
