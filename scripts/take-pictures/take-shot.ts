import type { Browser, Page } from 'playwright-core'
import type { ChatShot, PageShot, Shot } from './scene.ts'
import type { SimulatedOffice } from './simulated-office.ts'

const patience = { timeout: 30_000 }

/** What is said before the play is hidden, the time above its first line is not. */
const onlyFrom = (id: string): string => `
  #lines > li:has(~ li[data-id='${id}']):not(.time:has(+ li[data-id='${id}'])) { display: none }
  #newer, .acts, .tries { display: none !important }`

/** The conversation alone, as long as it is. */
const conversationAlone = `
  html, body { height: auto; overflow: visible }
  .clock, .banner, .composer, .chat-head .plain { display: none !important }
  .app, .chat { display: block }
  .scroller { overflow: visible; padding-bottom: 8px }`

const frames = {
  chat: { width: 390, height: 844 },
  desk: { width: 1180, height: 1060 },
} as const

const takeChat = async (browser: Browser, office: SimulatedOffice, { chat, as, frame = 'chat' }: ChatShot): Promise<Buffer> => {
  const page = await browser.newPage({
    viewport: frames[frame],
    bypassCSP: true,
    isMobile: frame !== 'desk',
    deviceScaleFactor: frame === 'desk' ? 1 : 1.6,
    colorScheme: 'light',
  })
  try {
    await page.addInitScript(`localStorage.setItem('qunban.speakers', '${JSON.stringify({ [chat.id]: office.personId(as) })}')`)
    await page.goto(`${office.url}/#/${encodeURIComponent(chat.id)}`)
    const first = chat.firstLine() ?? ''
    await page.locator(`li[data-id="${first}"]`).waitFor(patience)
    await page.addStyleTag({ content: onlyFrom(first) + (frame === 'chat' ? conversationAlone : '') })
    await page.locator('.scroller').evaluate('(it) => it.scrollTo(0, it.scrollHeight)')
    return await (frame === 'chat' ? page.locator('main.chat').screenshot() : page.screenshot())
  } finally {
    await page.close()
  }
}

const signIn = async (page: Page, office: SimulatedOffice, name: string): Promise<void> => {
  const words = await office.privately(name).says(name, '#登录')
  await page.getByLabel('登录码').fill(/\d{6,}/u.exec(words)?.[0] ?? '')
  await page.getByRole('button', { name: '登录' }).click()
  await page.locator('#view').waitFor({ state: 'visible', ...patience })
}

const takePage = async (browser: Browser, office: SimulatedOffice, { path, width, height, login }: PageShot): Promise<Buffer> => {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: 'light' })
  try {
    await page.goto(office.url + path)
    if (login !== undefined) {
      await signIn(page, office, login)
      await page.locator('svg').first().waitFor(patience)
    }
    return await page.screenshot()
  } finally {
    await page.close()
  }
}

/** One picture as a PNG. */
export const takeShot = (browser: Browser, office: SimulatedOffice, shot: Shot): Promise<Buffer> =>
  'chat' in shot ? takeChat(browser, office, shot) : takePage(browser, office, shot)
