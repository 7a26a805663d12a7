import http from 'node:http'
import { openDatabase } from '../database/open-database.ts'
import { layBed } from './support/bed.ts'
import { startChild } from './support/child.ts'
import { median } from './support/measure.ts'
import { judge, type DatabaseKind, type Part } from './support/part.ts'
import { seedId, seedMatters } from './support/seed-matters.ts'
import type { PageToServe, ServedPage } from './support/serve-lists.ts'

/**
 * List pages over real HTTP, with everything a call takes (rate limit, token, rights, zod, JSON), against bare Koa that sends the very
 * same statements through the driver and their rows as JSON. One server process holds both, asked in turns over eight kept connections.
 */
const now = Date.parse('2026-11-23T09:30:00+08:00')
const leader = seedId('P', 0)
const officer = seedId('P', 30)
const matters = 10_000
const connections = 8
const windowMs = 500

const pages: readonly (PageToServe & { what: string })[] = [
  { what: 'my todos, officer', memberId: officer, route: '/todos' },
  { what: 'matters, leader', memberId: leader, route: '/matters' },
  { what: 'matters, officer', memberId: officer, route: '/matters' },
  { what: 'issued, leader', memberId: leader, route: '/issued' },
]

const get = (agent: http.Agent, url: string, token: string): Promise<void> =>
  new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`${url}: ${answer.statusCode}`))
        answer.resume().once('end', resolve)
      })
      .once('error', reject)
  })

/** Pages a second through all connections for a while. */
const rateOf = async (agent: http.Agent, url: string, token: string): Promise<number> => {
  const from = performance.now()
  let pagesRead = 0
  const read = async (): Promise<void> => {
    while (performance.now() - from < windowMs) {
      await get(agent, url, token)
      pagesRead += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, read))
  return (pagesRead * 1_000) / (performance.now() - from)
}

/** One page, ours and bare Koa's in turns; the first round warms both up. */
const comparePage = async (agent: http.Agent, { url, token, bareUrl }: ServedPage, rounds: number): Promise<[number, number]> => {
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let round = 0; round <= rounds; round += 1) {
    const [mine, bare] = [await rateOf(agent, url, token), await rateOf(agent, bareUrl, token)]
    if (round === 0) continue
    ours.push(mine)
    theirs.push(bare)
  }
  return [median(ours), median(theirs)]
}

const benchHttp = async (kind: DatabaseKind, rounds: number, say: (text: string) => void): Promise<(string | number)[][]> => {
  const bed = await layBed(kind, connections)
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  try {
    const runner = await openDatabase(bed.config)
    await seedMatters(runner.dataSource.manager, { matters, now })
    if (kind === 'mariadb') await runner.dataSource.query('ANALYZE TABLE matters, matter_parties, todos, group_members')
    await runner.close()
    const child = startChild('serve-lists.js', { config: bed.config, now, pages })
    try {
      const rows: (string | number)[][] = []
      for (const [n, served] of (await child.tells<ServedPage[]>()).entries()) {
        const [rate, bareRate] = await comparePage(agent, served, rounds)
        const [what, ratio] = [pages[n]?.what ?? '', rate / bareRate]
        say(`${kind} ${what}: ${rate.toFixed(0)}/s, bare Koa ${bareRate.toFixed(0)}/s, ${ratio.toFixed(2)}`)
        rows.push([kind, what, served.queries, rate.toFixed(0), bareRate.toFixed(0), ratio.toFixed(2), judge(ratio >= 0.6, '≥ 0.6')])
      }
      return rows
    } finally {
      await child.kill()
    }
  } finally {
    agent.destroy()
    await bed.remove()
  }
}

export const overHttp: Part = {
  name: 'http',
  about: 'list pages over HTTP with token, rights and zod, against bare Koa with the same statements',
  run: async ({ databases, rounds = 8, say }) => {
    const rows: (string | number)[][] = []
    for (const kind of databases) rows.push(...(await benchHttp(kind, rounds, say)))
    return [
      {
        title: 'List pages over HTTP, 10,000 matters',
        head: ['database', 'page', 'queries', 'pages a second', 'bare Koa', 'of bare Koa', 'goal'],
        rows,
      },
    ]
  },
}
