import { openDatabase } from '../database/open-database.ts'
import { perform } from '../database/stage.ts'
import { OutboundMessage } from '../entities/index.ts'
import { DAY_MS } from '../rules/instant.ts'
import { listDueNotices, settleNotice } from '../use-cases/notices/settle-notice.ts'
import { burstGroups as groups, burstSeats as seats, playBurst, promisedBursts, shortBursts, type BurstPlan } from './burst.ts'
import { layBed } from './support/bed.ts'
import { percentile, timed } from './support/measure.ts'
import { judge, type DatabaseKind, type Part, type Table } from './support/part.ts'
import { openSpeakingOffice, type SpeakingOffice } from './support/speaking-office.ts'

/** One notice, forwarded to every group; each posting in milliseconds. */
const postEverywhere = async (office: SpeakingOffice): Promise<number[]> => {
  const took: number[] = []
  for (let group = 0; group < groups; group += 1)
    took.push(await timed(() => office.says(office.leader, group, '#通知 汛期值守安排和应急联络表(需签收,下周五前)')))
  return took
}

/** The deadline comes: milliseconds until every group's line and the organiser's list are written, and how many lines there are. */
const reachDeadline = async ({ stage }: SpeakingOffice): Promise<{ ms: number; lines: number }> => {
  const later = stage.clocks.office() + 12 * DAY_MS
  const clocks = { office: () => later, machine: () => later }
  const asClock = { memberId: null }
  const ms = await timed(async () => {
    const due = await perform({ ...stage, clocks }, asClock, listDueNotices)
    for (const id of due) await perform({ ...stage, clocks }, asClock, (ctx) => settleNotice(ctx, id))
  })
  const said = await stage.runner.read((tx) => tx.find(OutboundMessage, { where: { purpose: 'summary' } }))
  return { ms, lines: said.filter(({ groupId }) => groupId !== null).length }
}

const countSigned = async ({ stage }: SpeakingOffice): Promise<{ notices: number; signed: number; events: number }> => {
  const ask = async (query: string): Promise<number> => {
    const [row] = await stage.runner.read((tx) => tx.query<{ n: number | string }[]>(query))
    return Number(row?.n ?? 0)
  }
  return {
    notices: await ask('SELECT COUNT(*) AS n FROM notices'),
    signed: await ask(
      "SELECT COUNT(*) AS n FROM todos WHERE duty = 'acknowledge' AND acknowledged_at IS NOT NULL AND closed_at IS NOT NULL",
    ),
    events: await ask("SELECT COUNT(*) AS n FROM matter_events WHERE action = 'acknowledge'"),
  }
}

const runNotice = async (kind: DatabaseKind, plan: BurstPlan, say: (text: string) => void): Promise<(string | number)[]> => {
  const bed = await layBed(kind, 10)
  try {
    const runner = await openDatabase(bed.config)
    const office = await openSpeakingOffice(runner, groups, seats, groups * seats)
    const posted = await postEverywhere(office)
    const { took, listTook } = await playBurst(office, plan)
    const { notices, signed, events } = await countSigned(office)
    if (office.faults.length > 0) throw new Error(JSON.stringify(office.faults[0]))
    const { ms, lines } = await reachDeadline(office)
    await runner.close()
    const lost = plan.messages - Math.min(signed, events)
    const [p50, p99] = [percentile(took, 0.5), percentile(took, 0.99)]
    say(`${kind}: ${plan.messages} in ${plan.seconds} s: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${lost} lost, ${lines} lines`)
    const goal = plan.goalMs[kind]
    return [
      kind,
      plan.messages,
      plan.seconds,
      p50.toFixed(1),
      p99.toFixed(1),
      percentile(listTook, 0.99).toFixed(1),
      lost,
      percentile(posted, 0.99).toFixed(1),
      ms.toFixed(0),
      lines,
      judge(p99 <= goal && lost === 0 && notices === 1 && lines <= groups, `≤ ${goal} ms, 0 lost, ≤ ${groups} lines`),
    ]
  } finally {
    await bed.remove()
  }
}

export const notices: Part = {
  name: 'notices',
  about: '收到 to one notice in 288 groups (9,216 people), each its own todo: arrival to commit, and the lines at the deadline',
  run: async ({ databases, large, say }) => {
    const rows: (string | number)[][] = []
    for (const kind of databases) for (const plan of large ? promisedBursts : shortBursts) rows.push(await runNotice(kind, plan, say))
    const table: Table = {
      title: 'Burst of 收到 to one notice (arrival → commit)',
      head: ['database', 'messages', 'in s', 'p50 ms', 'p99 ms', 'list p99 ms', 'lost', 'post p99 ms', 'deadline ms', 'lines', 'goal'],
      rows,
    }
    return [table]
  },
}
