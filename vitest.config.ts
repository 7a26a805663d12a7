import { defineConfig } from 'vitest/config'

/** `QUNBAN_TESTS=long` picks the long tier (`*.long.test.ts`: kill loops, long outages, a million rows) instead of the everyday one. */
const tier = process.env['QUNBAN_TESTS'] === 'long' ? 'long' : 'everyday'
const suffix = tier === 'long' ? '*.long.test.ts' : '*.test.ts'
const notThisTier = tier === 'long' ? [] : ['**/*.long.test.ts']

/** Rooms without I/O: nothing to open, nothing to clean, so their files share one worker's modules. */
const pure = ['rules', 'wording', 'documents', 'architecture']
/** Tests that never open a database: once is enough, and SQLite's project is where they run. */
const databaseFree = ['tests/bot/channels/**', 'tests/support/**', 'tests/scripts/**', 'tests/storage/**']

const pureFiles = pure.flatMap((room) => [`tests/${room}/**/${suffix}`, `tests/${room}${suffix}`])
const databaseFiles = [`tests/**/${suffix}`]
const notDatabaseFiles = [...notThisTier, ...pure.flatMap((room) => [`tests/${room}/**`, `tests/${room}*.test.ts`]), 'tests/browser/**']

export default defineConfig({
  test: {
    pool: 'forks',
    // Two cores are the machine this suite is sized for: more workers only make every timeout tighter.
    maxWorkers: 2,
    testTimeout: tier === 'long' ? 600_000 : 20_000,
    hookTimeout: tier === 'long' ? 120_000 : 30_000,
    passWithNoTests: true,
    allowOnly: false,
    coverage: {
      provider: 'v8',
      include: ['use-cases/**/*.ts', 'rules/**/*.ts'],
      reporter: ['text-summary', 'html'],
      thresholds: { 'use-cases/**': { lines: 95 }, 'rules/**': { lines: 95 } },
    },
    projects: [
      {
        extends: true,
        test: { name: 'rules', include: pureFiles, exclude: [...notThisTier, 'tests/documents/rendering/**'], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'sqlite',
          include: databaseFiles,
          exclude: [...notDatabaseFiles, '**/*.mariadb*.test.ts'],
          provide: { database: { kind: 'sqlite' } },
        },
      },
      {
        extends: true,
        test: {
          name: 'mariadb',
          include: databaseFiles,
          exclude: [...notDatabaseFiles, '**/*.sqlite*.test.ts', ...databaseFree],
          globalSetup: ['tests/support/mariadb-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [`tests/browser/**/${suffix}`],
          exclude: notThisTier,
          testTimeout: 60_000,
          provide: { database: { kind: 'sqlite' } },
        },
      },
      {
        extends: true,
        test: { name: 'rendering', include: [`tests/documents/rendering/**/${suffix}`], exclude: notThisTier },
      },
    ],
  },
})
