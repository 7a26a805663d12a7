import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../database/open-database.ts'
import { consult } from '../database/stage.ts'
import { listMyTodos } from '../use-cases/todos/list-my-todos.ts'
import { layBed } from './support/bed.ts'
import { percentile } from './support/measure.ts'
import { judge, type DatabaseKind, type Part, type Table } from './support/part.ts'
import { openSpeakingOffice, type SpeakingOffice } from './support/speaking-office.ts'

/**
 * Everybody answers 收到 to an order that went to 288 groups, while people look at their lists: from the moment a message arrives to the
 * moment its effects are committed. Messages come when they come, whether or not the one before is done.
 */
export interface BurstPlan {
  messages: number
  seconds: number
  goalMs: Record<DatabaseKind, number>
}

export const burstGroups = 288
export const burstSeats = 32
const [groups, seats] = [burstGroups, burstSeats]
const listsASecond = 50

/** The promise is the first line; the second is ten times as fast. */
export const promisedBursts: readonly BurstPlan[] = [
  { messages: 9_047, seconds: 60, goalMs: { sqlite: 50, mariadb: 100 } },
  { messages: 9_047, seconds: 6, goalMs: { sqlite: 150, mariadb: 300 } },
]
/** The same pace for a shorter time. */
export const shortBursts: readonly BurstPlan[] = promisedBursts.map(({ messages, seconds, goalMs }) => ({
  messages: Math.round(messages / 6),
  seconds: seconds / 6,
  goalMs,
}))

/** One task for everybody in every group. */
export const assignToAll = async (office: SpeakingOffice): Promise<void> => {
  for (let group = 0; group < groups; group += 1) {
    const names = Array.from({ length: seats }, (_, seat) => `@${office.seat(group, seat).name}`).join(' ')
    await office.says(office.leader, group, `#任务 ${names} 下周五前完成汛期值守安排`)
  }
}

/** Calls `work` at even distances, on time as far as the process can, and waits for all of it. */
const atPace = async (count: number, seconds: number, work: (n: number, dueAt: number) => Promise<void>): Promise<void> => {
  const start = performance.now() + 20
  const running: Promise<void>[] = []
  for (let n = 0; n < count; n += 1) {
    const dueAt = start + (n * seconds * 1_000) / count
    const waitMs = dueAt - performance.now()
    if (waitMs > 0) await sleep(waitMs)
    running.push(work(n, dueAt))
  }
  await Promise.all(running)
}

export interface BurstTimes {
  /** From arrival to commit, for every message. */
  took: number[]
  /** From the wish to the answer, for every list. */
  listTook: number[]
}

/** The burst itself, over an office in which everybody has been assigned. */
export const playBurst = async (office: SpeakingOffice, { messages, seconds }: BurstPlan): Promise<BurstTimes> => {
  const took: number[] = []
  const listTook: number[] = []
  const speak = async (n: number, dueAt: number): Promise<void> => {
    const group = n % groups
    await office.says(office.seat(group, Math.floor(n / groups)), group, '收到')
    took.push(performance.now() - dueAt)
  }
  const look = async (n: number, dueAt: number): Promise<void> => {
    await consult(office.stage, { memberId: office.seat(n % groups, n % seats).id }, (ctx) => listMyTodos(ctx))
    listTook.push(performance.now() - dueAt)
  }
  await Promise.all([atPace(messages, seconds, speak), atPace(listsASecond * seconds, seconds, look)])
  return { took, listTook }
}

const runBurst = async (kind: DatabaseKind, plan: BurstPlan, say: (text: string) => void): Promise<(string | number)[]> => {
  const { messages, seconds, goalMs } = plan
  const bed = await layBed(kind, 10)
  try {
    const runner = await openDatabase(bed.config)
    const office = await openSpeakingOffice(runner, groups, seats)
    await assignToAll(office)
    const { took, listTook } = await playBurst(office, plan)
    const [row] = await runner.read((tx) =>
      tx.query<{ n: number | string }[]>('SELECT COUNT(*) AS n FROM todos WHERE acknowledged_at IS NOT NULL'),
    )
    const lost = Math.min(messages, groups * seats) - Number(row?.n ?? 0)
    if (office.faults.length > 0) throw new Error(JSON.stringify(office.faults[0]))
    await runner.close()
    const [p50, p99] = [percentile(took, 0.5), percentile(took, 0.99)]
    say(`${kind}: ${messages} in ${seconds} s: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${lost} lost`)
    const goal = goalMs[kind]
    return [
      kind,
      messages,
      seconds,
      p50.toFixed(1),
      p99.toFixed(1),
      percentile(listTook, 0.99).toFixed(1),
      lost,
      judge(p99 <= goal && lost === 0, `≤ ${goal} ms, 0 lost`),
    ]
  } finally {
    await bed.remove()
  }
}

export const burst: Part = {
  name: 'burst',
  about: '收到 from 288 groups with 50 list reads a second beside it: arrival to commit',
  run: async ({ databases, large, say }) => {
    const rows: (string | number)[][] = []
    for (const kind of databases) for (const plan of large ? promisedBursts : shortBursts) rows.push(await runBurst(kind, plan, say))
    const table: Table = {
      title: 'Burst of 收到 (arrival → commit)',
      head: ['database', 'messages', 'in s', 'p50 ms', 'p99 ms', 'list p99 ms', 'lost', 'goal for p99'],
      rows,
    }
    return [table]
  },
}
