import { parseCLI, startVitest } from 'vitest/node'
import { findChromium } from './browser.ts'
import { countTests } from './count-tests.ts'
import { findLibreOffice } from './libreoffice.ts'
import { findMariadb } from './mariadb.ts'

/**
 * `npm test` and `npm run test:long` (`--long`): vitest with its own options and filters, then one plain closing line.
 * A suite whose program is not on this machine is left out and said so in the last lines; with CI set that is a failure.
 */
const args = process.argv.slice(2)
const long = args.includes('--long')
if (long) process.env['QUNBAN_TESTS'] = 'long'

const suites = [
  { project: 'mariadb', needs: 'mariadbd', packages: 'mariadb-server-core mariadb-client-core', found: findMariadb() !== undefined },
  { project: 'browser', needs: 'chromium', packages: 'chromium fonts-noto-cjk', found: findChromium() !== undefined },
  {
    project: 'rendering',
    needs: 'soffice or one of pdftotext and pdftoppm',
    packages: 'libreoffice-writer libreoffice-calc poppler-utils',
    found: findLibreOffice() !== undefined,
  },
]
const missing = suites.filter((suite) => !suite.found)

const { filter, options } = parseCLI(['vitest', 'run', ...args.filter((arg) => arg !== '--long')])
const leftOut = missing.map((suite) => `!${suite.project}`)
const project = [options.project ?? [], leftOut].flat()
const vitest = await startVitest('test', filter, { ...options, watch: false, run: true, ...(project.length > 0 ? { project } : {}) })
const counts = countTests(vitest.state.getTestModules())
const stray = vitest.state.getUnhandledErrors().length
if (counts.failed === 0 && stray > 0) counts.failed = stray
await vitest.close()

for (const suite of missing) {
  console.log(
    `\n!!! THE ${suite.project.toUpperCase()} SUITE DID NOT RUN: ${suite.needs} is not on this machine (Debian: apt-get install ${suite.packages})`,
  )
}
const nothingRan = counts.passed + counts.failed === 0
if (nothingRan) console.log('\n!!! NO TEST RAN')
const incomplete = Boolean(process.env['CI']) && missing.length > 0
if (counts.failed > 0 || incomplete || nothingRan) process.exitCode = 1

console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
// Some handles of a crashed test would keep this process; everything has been said by now.
process.exit(process.exitCode ?? 0)
