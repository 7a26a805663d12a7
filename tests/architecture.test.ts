import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

/** One arrow of the architecture: files under `in` may not match `never`, except those under `but`. The reason is printed with the offence. */
interface Rule {
  in: readonly string[]
  but?: readonly string[]
  /** Rooms of ours, packages, or (as an expression) words in the code. */
  never: { rooms: readonly string[]; evenTypes?: boolean } | { packages: RegExp } | { code: RegExp }
  because: string
}

const DOORS = ['bot', 'miniprogram-api', 'jobs']
const PURE = ['rules', 'wording', 'documents', 'entities']
const ROOMS = ['app', ...DOORS, 'use-cases', ...PURE, 'database', 'storage']
const others = (room: string): string[] => DOORS.filter((door) => door !== room)

const RULES: readonly Rule[] = [
  ...DOORS.map((door): Rule => ({
    in: [door],
    never: { rooms: ['app', ...others(door)] },
    because: 'a door knows the verbs, never another door and never its wiring: any door can be left out of a process',
  })),
  {
    in: ['use-cases'],
    never: { rooms: ['app', ...DOORS, 'database', 'storage'] },
    because: 'a use-case gets tx, now, newId, actor and office; whoever calls it (chat, API, clock, test) opens the transaction',
  },
  {
    in: ['database'],
    never: { rooms: ['app', ...DOORS] },
    because: 'the runner serves the doors and knows none of them',
  },
  {
    in: ['database'],
    never: { rooms: ['use-cases'], evenTypes: false },
    because: 'the runner hands the context over (its type), it never calls a verb',
  },
  {
    in: ['storage'],
    never: { rooms: ['app', ...DOORS, 'use-cases', 'database', 'wording', 'documents', 'entities'] },
    because: 'the storage keeps bytes under ids; which rows stand for them and who may have them is decided by whoever calls it',
  },
  {
    in: ROOMS,
    but: ['storage/s3-store.ts'],
    never: { packages: /^(aws4fetch|@aws-sdk\/|minio$)/ },
    because: 'the port is free of any vendor; which storage there is, only app/config.ts says',
  },
  {
    in: PURE,
    never: { rooms: ['app', ...DOORS, 'use-cases', 'database', 'storage'] },
    because: 'decisions, words, documents and tables stand at the bottom: they are read by everybody and call nobody',
  },
  {
    in: ['rules'],
    never: { rooms: ['wording', 'documents', 'entities'] },
    because: 'a rule is about facts, not about how they are stored or said',
  },
  { in: ['entities'], never: { rooms: ['wording', 'documents'] }, because: 'a table does not know how it is said' },
  {
    in: ['wording'],
    never: { rooms: ['documents', 'entities'] },
    because: 'a sentence is made from plain facts, so that it can be tested without rows',
  },
  {
    in: ['rules', 'wording'],
    never: { packages: /^(node:(?!module$)|typeorm|koa|@koa\/|wechaty|mysql2|better-sqlite3|pino)/ },
    because: 'rules and words are pure: same input, same answer, no file, network, database or log',
  },
  {
    in: ['use-cases'],
    never: { packages: /^(koa|@koa\/|wechaty|node-cron|pino|mysql2|better-sqlite3|node:(fs|net|http|https|child_process|timers))/ },
    because: 'a use-case does no I/O of its own, so that a deadlocked transaction can simply be run again',
  },
  {
    in: ['use-cases'],
    never: { code: /\bDataSource\b|createQueryRunner|\.transaction\(/ },
    because: 'a use-case cannot open a transaction: it runs inside the one it is given',
  },
  {
    in: ['use-cases', 'rules', 'wording', 'entities'],
    never: { code: /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bMath\.random\(|\bset(?:Timeout|Interval)\(/ },
    because: 'time and chance come in with the context: replay and tests run on a virtual clock and fixed ids',
  },
  {
    in: ROOMS,
    but: ['app/config.ts'],
    never: { code: /\bprocess\.env\b/ },
    because: 'app/config.ts is the only reader of the environment: one place says what can be set',
  },
  {
    in: ROOMS,
    but: ['bot/channels/wechaty/', 'bot/channels/simulator/'],
    never: { packages: /^wechaty/ },
    because: 'the port is free of any vendor type; wechaty costs 1.5 s and 130 MB and is loaded only by its own channel',
  },
  {
    in: ROOMS,
    but: ['jobs/scheduler.ts'],
    never: { packages: /^node-cron$/ },
    because: 'cron only wakes the sweep; which slot is due is decided by the database',
  },
  {
    in: ROOMS,
    but: ['miniprogram-api/', 'bot/channels/simulator/', 'app/'],
    never: { packages: /^(koa|@koa\/)/ },
    because: 'HTTP is how the mini-program and the simulated group come in, nothing else knows it',
  },
]

/** Everything in one source file that breaks a rule, as sentences. `path` is relative to the project's root, with forward slashes. */
function offences(path: string, source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
  const imports = [
    ...code.matchAll(/\b(import|export)\b(\s+type\b)?[^'"();=]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g),
  ].map((found) => ({ type: found[2] !== undefined, target: found[3] ?? found[4] ?? '' }))
  const roomOf = (target: string): string | undefined => posix.join(posix.dirname(path), target).split('/')[0]
  return RULES.filter(
    (rule) => rule.in.some((room) => path.startsWith(`${room}/`)) && !rule.but?.some((place) => path.startsWith(place)),
  ).flatMap(({ never, because }) => {
    const say = (what: string): string => `${path}: ${what}: ${because}`
    if ('code' in never) return (code.match(never.code) ?? []).slice(0, 1).map((word) => say(`says ${word}`))
    const found = imports.filter(({ type, target }) => {
      if ('packages' in never) return !target.startsWith('.') && never.packages.test(target)
      return target.startsWith('.') && never.rooms.includes(roomOf(target) ?? '') && (never.evenTypes !== false || !type)
    })
    return found.map(({ target }) => say(`imports ${target}`))
  })
}

const root = fileURLToPath(new URL('..', import.meta.url))
const sourcesOf = (room: string): string[] =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => posix.join(room, name.replaceAll('\\', '/')))

describe('the arrows between the rooms', () => {
  test.each(ROOMS)('hold in %s', (room) => {
    expect(sourcesOf(room).flatMap((path) => offences(path, readFileSync(join(root, path), 'utf8')))).toEqual([])
  })
})

describe('the checker', () => {
  test.each([
    ['use-cases/tasks/create-task.ts', `import { parse } from '../../bot/parse-message.ts'`],
    ['use-cases/tasks/create-task.ts', `import type {\n  A,\n} from '../../miniprogram-api/server.ts'`],
    ['use-cases/tasks/create-task.ts', `const now = Date.now()`],
    ['use-cases/tasks/create-task.ts', `ctx.tx.transaction(async () => {})`],
    ['bot/receive-message.ts', `export * from '../jobs/index.ts'`],
    ['bot/receive-message.ts', `const { sweep } = await import('../jobs/sweep.ts')`],
    ['bot/deliver-outbound.ts', `import { WechatyBuilder } from 'wechaty'`],
    ['jobs/sweep.ts', `import cron from 'node-cron'`],
    ['miniprogram-api/server.ts', `const port = process.env.PORT`],
    ['rules/lights.ts', `import '../entities/todo.ts'`],
    ['rules/lights.ts', `import { readFileSync } from 'node:fs'`],
    ['wording/reply.ts', `const today = new Date()`],
    ['use-cases/attachments/keep-attachment.ts', `import type { FileStore } from '../../storage/file-store.ts'`],
    ['storage/disk-store.ts', `import { Attachment } from '../entities/index.ts'`],
    ['miniprogram-api/take-upload.ts', `import { AwsClient } from 'aws4fetch'`],
    ['database/runner.ts', `import { createTask } from '../use-cases/tasks/create-task.ts'`],
  ])('turns red on %s: %s', (path, source) => {
    expect(offences(path, source)).toHaveLength(1)
  })

  test.each([
    ['bot/commands/task.ts', `import { createTask } from '../../use-cases/tasks/create-task.ts'`],
    ['bot/channels/wechaty/run.ts', `import { WechatyBuilder } from 'wechaty'`],
    ['use-cases/context.ts', `// never Date.now(): see process.env\nimport type { EntityManager } from 'typeorm'`],
    ['database/stage.ts', `import type { UseCaseContext } from '../use-cases/context.ts'`],
    ['app/config.ts', `export const port = process.env['PORT']`],
  ])('lets pass %s: %s', (path, source) => {
    expect(offences(path, source)).toEqual([])
  })
})
