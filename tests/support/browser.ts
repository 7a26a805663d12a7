import { chromium, type Browser } from 'playwright-core'
import { findProgram } from './find-program.ts'

/** The browser's program, if this machine has one; `CHROMIUM` in the environment names another. */
export const findChromium = (): string | undefined =>
  process.env['CHROMIUM'] ?? findProgram(['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'])

/**
 * A headless Chromium with an empty profile that talks to nobody but the pages it is given. The caller closes it.
 * `--no-sandbox` because the suite also runs as root in a container, where Chromium's sandbox cannot start.
 */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('chromium was not found (Debian: apt-get install chromium fonts-noto-cjk)')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
