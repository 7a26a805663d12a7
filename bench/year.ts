import { createVirtualOffice, type VirtualOffice } from '../app/replay/virtual-office.ts'
import { openDatabase } from '../database/open-database.ts'
import { consult } from '../database/stage.ts'
import { settleFigures } from '../jobs/count-items.ts'
import type { UseCaseContext } from '../use-cases/context.ts'
import { figureDimensions } from '../use-cases/statistics/figure-keys.ts'
import { readStatistics } from '../use-cases/statistics/read-statistics.ts'
import { layBed } from './support/bed.ts'
import { makeInformationYear, prefectureYear, type InformationYear } from './support/information-year.ts'
import { median, timed } from './support/measure.ts'
import { judge, type DatabaseKind, type Part, type Table } from './support/part.ts'

const local = (at: string): number => Date.parse(`${at}:00+08:00`)

/** Everything that is said in the year, through the whole bot on a virtual clock. */
const play = async (office: VirtualOffice, { lines }: InformationYear): Promise<void> => {
  const people = new Map(office.laid.people.map((person) => [person.name, person]))
  const [group] = office.laid.groups
  for (const { at, from, text, private: isPrivate } of lines) {
    const person = people.get(from)
    if (!person || !group) throw new Error(`nobody is called ${from}`)
    await office.says({ at: local(at), from: person, text, group: isPrivate ? null : group })
  }
}

const spans = [
  ['month', '2026-11', '2026-11'],
  ['quarter', '2026-10', '2026-12'],
  ['year', '2026-01', '2026-12'],
] as const

/** Every statistic there is, each over each span: the slowest, in milliseconds. */
const askEverything = async (office: VirtualOffice, memberId: string, rounds: number): Promise<number> => {
  let slowest = 0
  for (const by of [...figureDimensions, 'month', 'quarter', 'year'] as const) {
    for (const [, from, to] of spans) {
      const took: number[] = []
      for (let round = 0; round < rounds; round += 1)
        took.push(await timed(() => consult(office.stage, { memberId }, (ctx: UseCaseContext) => readStatistics(ctx, { by, from, to }))))
      slowest = Math.max(slowest, median(took))
    }
  }
  return slowest
}

const runYear = async (
  kind: DatabaseKind,
  year: InformationYear,
  rounds: number,
  say: (text: string) => void,
): Promise<(string | number)[]> => {
  const bed = kind === 'sqlite' ? null : await layBed(kind, 10)
  try {
    const runner = await openDatabase(bed?.config ?? { kind: 'sqlite', file: ':memory:' })
    const faults: string[] = []
    const office = await createVirtualOffice({
      runner,
      plan: year.plan,
      startsAt: local(year.lines[0]?.at ?? ''),
      report: (what, detail) => void faults.push(`${what}: ${(detail as Error).stack ?? JSON.stringify(detail)}`),
    })
    const ms = await timed(async () => {
      await play(office, year)
      await settleFigures(office.stage)
    })
    if (faults[0] !== undefined) throw new Error(faults[0])
    const editor = office.laid.people.find(({ name }) => name === '编辑')?.id ?? ''
    const [sums] = (
      await consult(office.stage, { memberId: editor }, (ctx) => readStatistics(ctx, { by: 'office', from: '2026-01', to: '2026-12' }))
    ).rows
    const slowest = await askEverything(office, editor, rounds)
    await runner.close()
    const { reported = 0, adopted = 0 } = sums?.period ?? {}
    const isWhole = reported === year.expected.reported && adopted === year.expected.adopted
    say(
      `${kind}: ${year.lines.length} messages in ${(ms / 1_000).toFixed(1)} s, ${reported} reported, ${adopted} adopted, slowest statistic ${slowest.toFixed(1)} ms`,
    )
    return [
      kind,
      year.lines.length,
      judge(isWhole, `${reported}, ${adopted} (${sums?.adoptionRate ?? 0} %)`),
      (ms / 1_000).toFixed(1),
      kind === 'sqlite' ? judge(ms <= 120_000, '≤ 120 s') : '',
      slowest.toFixed(1),
      judge(slowest <= 100, '≤ 100 ms'),
    ]
  } finally {
    await bed?.remove()
  }
}

/** A prefecture's year of the information line, replayed through the real bot: 4,650 items, 907 of them adopted. */
export const year: Part = {
  name: 'year',
  about: 'a year of the information line replayed: 4,650 reports, 907 adopted, and any statistic of it',
  run: async ({ databases, rounds = 9, say }): Promise<Table[]> => {
    const made = makeInformationYear(prefectureYear)
    const rows: (string | number)[][] = []
    for (const kind of databases) rows.push(await runYear(kind, made, rounds, say))
    return [
      {
        title: 'A year of the information line',
        head: ['database', 'messages', 'reported, adopted', 'seconds', 'goal', 'slowest statistic, ms', 'goal'],
        rows,
      },
    ]
  },
}
