import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { createConnection } from 'mysql2/promise'
import { createSeededRandom } from '../../app/replay/seeded-random.ts'
import { createCalendar } from '../../rules/calendar/create-calendar.ts'
import { defaultSettings } from '../../rules/office-settings.ts'
import { builtProgram } from '../support/built-program.ts'

/**
 * The real process on its simulator channel, killed again and again while messages come in, some twice, not in order. Messages are
 * said over HTTP and said again until they are acknowledged, as a chat network would hand them over again.
 */
export interface KillPlan {
  database: { kind: 'sqlite' } | { kind: 'mariadb'; url: string }
  messages: number
  kills: number
  seed: number
  /** Takes one guard away first; the findings must then not be empty. */
  sabotage?: string
}

interface Said {
  messageId: string
  token: string
  body: Record<string, unknown>
}

type Row = Record<string, string | number | null>
type Query = (sql: string) => Promise<Row[]>

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const openQuery = async (url: string): Promise<{ query: Query; close: () => Promise<void> }> => {
  if (url.startsWith('mariadb')) {
    const connection = await createConnection(url.replace('mariadb:', 'mysql:'))
    return { query: async (sql) => (await connection.query(sql))[0] as Row[], close: () => connection.end() }
  }
  const database = new Database(url.slice('sqlite:'.length))
  return {
    query: (sql) => {
      const statement = database.prepare(sql)
      if (statement.reader) return Promise.resolve(statement.all() as Row[])
      statement.run()
      return Promise.resolve([])
    },
    close: () => Promise.resolve(void database.close()),
  }
}

/** The program, started and waited for; `kill` is SIGKILL. */
const startProgram = async (program: string, url: string, port: number): Promise<{ kill: () => Promise<void>; child: ChildProcess }> => {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, QUNBAN_MODE: 'demo', DATABASE_URL: url, PORT: String(port), LOG_LEVEL: 'error', NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  for (let n = 0; n < 1_200; n += 1) {
    if (child.exitCode !== null) throw new Error(`the program ended at its start:\n${complaint}`)
    const ready = await fetch(`http://127.0.0.1:${port}/ready`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready) return { child, kill: () => (child.kill('SIGKILL'), exited) }
    await sleep(100)
  }
  throw new Error(`the program was not ready in 120 s:\n${complaint}`)
}

const post = async (port: number, route: string, body: unknown): Promise<boolean> => {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${route}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    })
    return answer.ok
  } catch {
    return false
  }
}

/** A few people say hundreds of things in no time: the office allows it before they begin. */
const allowFloods = async (port: number, administrator: string): Promise<void> => {
  const call = async (method: string, route: string, token: string | null, body: unknown): Promise<{ token?: string }> => {
    const headers = { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) }
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1${route}`, { method, headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as { token?: string }
  }
  const { token = null } = await call('POST', '/sessions/simulator', null, { memberId: administrator })
  await call('PATCH', '/settings', token, { chatLimit: { messages: 1_000_000 } })
}

interface Cast {
  group: string
  /** The system administrator, as a member. */
  administrator: string
  people: Map<string, string>
  now: number
}

const readCast = async (port: number): Promise<Cast> => {
  const office = (await (await fetch(`http://127.0.0.1:${port}/simulator/office`)).json()) as {
    now: number
    groups: { id: string; name: string }[]
    people: { id: string; memberId: string; name: string }[]
  }
  return {
    group: office.groups.find(({ name }) => name === '安全生产工作群')?.id ?? '',
    administrator: office.people.find(({ name }) => name === '方明')?.memberId ?? '',
    people: new Map(office.people.map(({ id, name }) => [name, id])),
    now: office.now,
  }
}

const writeMessages = (plan: KillPlan, cast: Cast): Said[] =>
  Array.from({ length: plan.messages }, (_, index) => {
    const token = `K${String(index).padStart(4, '0')}`
    const messageId = `kill-${token}`
    const issuer = cast.people.get('张三') ?? ''
    const talker = cast.people.get('江河') ?? ''
    const body =
      index % 4 === 3
        ? { messageId, chat: `private:${talker}`, from: talker, text: `#建议 ${token} 报表合并` }
        : { messageId, chat: cast.group, from: issuer, text: `#任务 @李四 5个工作日内核查隐患点 ${token}` }
    return { messageId, token, body }
  })

const shuffle = <T>(items: readonly T[], random: () => number): T[] =>
  items
    .map((item) => ({ item, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item)

/** Says everything, a few at once, some twice, until all is acknowledged. */
const sayAll = async (port: number, queue: Said[], random: () => number, signal: AbortSignal): Promise<void> => {
  const worker = async (): Promise<void> => {
    for (;;) {
      const said = queue.shift()
      if (!said || signal.aborted) {
        if (said) queue.unshift(said)
        return
      }
      const twice = random() < 0.25
      const [first] = await Promise.all([
        post(port, '/simulator/messages', said.body),
        ...(twice ? [post(port, '/simulator/messages', said.body)] : []),
      ])
      // Not acknowledged: it may or may not have had its effect; it is said again, later than others.
      if (!first) queue.splice(Math.floor(random() * (queue.length + 1)), 0, said)
      else if (random() < 0.1) void post(port, '/simulator/messages', said.body)
      if (!first) await sleep(50)
    }
  }
  await Promise.all(Array.from({ length: 6 }, worker))
}

const count = async (query: Query, sql: string): Promise<number> => Number(Object.values((await query(sql))[0] ?? {})[0] ?? 0)

const checkMessages = async (query: Query, messages: readonly Said[]): Promise<string[]> => {
  const findings: string[] = []
  const inbound = await query(
    "SELECT external_id, state, COUNT(*) AS n FROM inbound_messages WHERE external_id LIKE 'kill-%' GROUP BY external_id, state",
  )
  const byId = new Map(inbound.map((row) => [row['external_id'], row]))
  const matters = await query("SELECT body, COUNT(*) AS n FROM matters WHERE body LIKE '%K____%' GROUP BY body")
  for (const { messageId, token } of messages) {
    const row = byId.get(messageId)
    const opened = matters.filter((matter) => String(matter['body']).includes(token)).reduce((sum, matter) => sum + Number(matter['n']), 0)
    if (!row) findings.push(`${messageId} was lost`)
    else if (Number(row['n']) !== 1 || row['state'] !== 'done') findings.push(`${messageId} stands ${row['n']} times, ${row['state']}`)
    if (opened !== 1) findings.push(`${messageId} opened ${opened} matters`)
  }
  const replies = await count(
    query,
    "SELECT COUNT(*) FROM outbound_messages o JOIN inbound_messages i ON o.dedupe_key = CONCAT('reply:', i.id, ':0') WHERE i.external_id LIKE 'kill-%'",
  )
  // A message said again after the clock had moved on is history: its answer is a line of a summary, below the head.
  const summaries = await query("SELECT text FROM outbound_messages WHERE purpose = 'summary' AND text LIKE '断线期间%'")
  const lines = summaries.reduce((sum, { text }) => sum + String(text).split('\n').length - 1, 0)
  if (replies + lines !== messages.length) findings.push(`${replies} replies and ${lines} summary lines to ${messages.length} messages`)
  return findings
}

const checkWhole = async (query: Query): Promise<string[]> => {
  const rules: readonly [string, string][] = [
    ['numbers given twice', 'SELECT COUNT(*) - COUNT(DISTINCT number) FROM matters'],
    [
      'tasks without their first event',
      "SELECT COUNT(*) FROM matters m WHERE m.kind = 'task' AND NOT EXISTS (SELECT 1 FROM matter_events e WHERE e.matter_id = m.id AND e.action = 'create')",
    ],
    [
      'open matters without an open todo',
      "SELECT COUNT(*) FROM matters m WHERE m.state = 'open' AND NOT EXISTS (SELECT 1 FROM todos t WHERE t.matter_id = m.id AND t.closed_at IS NULL)",
    ],
    [
      'closed matters with an open todo',
      "SELECT COUNT(*) FROM matters m JOIN todos t ON t.matter_id = m.id AND t.closed_at IS NULL WHERE m.state IN ('closed', 'cancelled')",
    ],
    ['failed messages', "SELECT COUNT(*) FROM inbound_messages WHERE state = 'failed'"],
  ]
  const findings: string[] = []
  for (const [what, sql] of rules) {
    const n = await count(query, sql)
    if (n !== 0) findings.push(`${n} ${what}`)
  }
  return findings
}

/** Every working morning that passed has exactly one digest in the group (it has overdue tasks throughout), nobody two private ones. */
const checkReminders = async (query: Query, from: number, until: number): Promise<string[]> => {
  const calendar = createCalendar(defaultSettings())
  const group = (await query("SELECT id FROM work_groups WHERE name = '安全生产工作群'"))[0]?.['id']
  const rows = await query("SELECT group_id, member_id, dedupe_key, created_at FROM outbound_messages WHERE purpose = 'reminder'")
  const findings: string[] = []
  const perDay = new Map<string, number>()
  // What the demonstration's own history holds is not of these kills.
  for (const row of rows.filter(({ created_at: at }) => Number(at) >= from)) {
    const key = `${row['group_id'] ?? row['member_id']} ${calendar.dayOf(Number(row['created_at']))} ${row['group_id'] ? '' : String(row['dedupe_key']).split(':')[0]}`
    perDay.set(key, (perDay.get(key) ?? 0) + 1)
  }
  for (const [key, n] of perDay) if (n > 1) findings.push(`${n} reminders for ${key}`)
  for (let day = calendar.addDays(calendar.dayOf(from), 1); calendar.at(day, '09:00') <= until; day = calendar.addDays(day, 1)) {
    if (calendar.isWorkingDay(day) && !perDay.has(`${group} ${day} `)) findings.push(`no digest on ${day}`)
  }
  return findings
}

const prepare = async (plan: KillPlan): Promise<{ url: string; clean: () => void }> => {
  if (plan.database.kind === 'mariadb') {
    const name = `kill_${plan.seed}_${Math.floor(performance.now())}`
    const server = await createConnection(plan.database.url.replace('mariadb:', 'mysql:'))
    await server.query(`CREATE DATABASE ${name}`)
    await server.end()
    return { url: `${plan.database.url}/${name}`, clean: () => undefined }
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'qunban-kill-'))
  return { url: `sqlite:${path.join(folder, 'office.db')}`, clean: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Runs the plan and returns what was wrong afterwards; an empty list is a pass. */
export const runKills = async (plan: KillPlan): Promise<{ findings: string[]; kills: number }> => {
  const random = createSeededRandom(plan.seed)
  const file = builtProgram()
  const { url, clean } = await prepare(plan)
  const port = await freePort()
  let program = await startProgram(file, url, port)
  const cast = await readCast(port)
  await allowFloods(port, cast.administrator)
  const messages = writeMessages(plan, cast)
  if (plan.sabotage) {
    await program.kill()
    const { query, close } = await openQuery(url)
    await query(plan.sabotage)
    await close()
    program = await startProgram(file, url, port)
  }
  const queue = shuffle(messages, random)
  const stop = new AbortController()
  const saying = sayAll(port, queue, random, stop.signal)
  let kills = 0
  const share = Math.ceil(plan.messages / (plan.kills + 1))
  while (kills < plan.kills) {
    const goal = Math.max(0, plan.messages - share * (kills + 1))
    for (let n = 0; queue.length > goal && n < 400; n += 1) await sleep(25)
    if (kills % 4 === 1) void post(port, '/simulator/clock', { to: 'next-working-morning' })
    await sleep(random() * 120)
    await program.kill()
    kills += 1
    program = await startProgram(file, url, port)
  }
  await saying
  await post(port, '/simulator/clock', { to: 'next-working-morning' })
  await sleep(1_500)
  const until = (await readCast(port)).now
  await program.kill()
  const { query, close } = await openQuery(url)
  const findings = [
    ...(await checkMessages(query, messages)),
    ...(await checkWhole(query)),
    ...(await checkReminders(query, cast.now, until)),
  ]
  await close()
  clean()
  return { findings, kills }
}
