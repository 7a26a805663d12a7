import { groupBy } from '../rules/group-by.ts'
import { parsePointsRules, scoreItem, scorePeriods, tallyItems, type ItemFacts, type PointEntry } from '../rules/points/index.ts'
import { median } from './support/measure.ts'
import { judge, type Part } from './support/part.ts'

/** A year of a prefecture and then some: classes, tasks, caps, joint reports, instructions, scores of other bodies. */
const ruleSets = parsePointsRules(
  ['2026-01-01', '2026-07-01'].map((validFrom) => ({
    validFrom,
    name: '测速规则',
    instructionPoints: true,
    jointReport: 'split_evenly',
    multiPublication: 'max',
    reporting: [{ points: 1 }],
    adoption: [
      ...Array.from({ length: 20 }, (_, at) => ({ event: 'adopt', level: 'city', publication: `刊物${at}`, points: at + 1 })),
      { event: 'adopt', level: 'city', points: 1 },
      { event: 'adopt', level: 'province', of: 'entered', times: 2 },
      { event: 'forward', points: 0.5 },
    ],
    multipliers: [{ tone: 'problem', times: 1.5 }],
    instruction: [{ leader: 'city', points: 10 }],
    incidents: [{ points: -2 }],
    quotas: [{ id: '每月', per: 'month', min: 8 }],
    periods: [{ per: 'month', if: { quota: '每月', met: true }, points: 10 }],
    bounds: [{ per: 'month', of: { kinds: ['report'] }, cap: 10 }],
    zero: [{ incident: 'missed', times: 2, per: 'year' }],
  })),
)

const dayOf = (at: number): string => `2026-${String((at % 12) + 1).padStart(2, '0')}-${String((at % 28) + 1).padStart(2, '0')}`

const units = 300
const unitOf = (at: number): ItemFacts['units'][number] => ({
  unitId: `unit-${at % units}`,
  unitClass: `第${at % 4}类`,
  memberIds: [`member-${at % (units * 2)}`],
})

/** Every fifth item used, every twentieth of two units, every fiftieth instructed. */
const makeItem = (at: number): ItemFacts => ({
  id: `item-${at}`,
  reportedOn: dayOf(at),
  tone: at % 9 === 0 ? 'problem' : 'positive',
  category: `类别${at % 15}`,
  form: at % 3 === 0 ? 'brief' : null,
  units: at % 20 === 0 ? [unitOf(at), unitOf(at + 1)] : [unitOf(at)],
  adoptions:
    at % 5 === 0
      ? [
          { id: `a${at}`, event: 'adopt', level: 'city', publication: `刊物${at % 25}`, on: dayOf(at + 1) },
          { id: `b${at}`, event: 'adopt', level: 'province', publication: '省专报', on: dayOf(at + 2), enteredScore: 450 },
        ]
      : [],
  instructions: at % 50 === 0 ? [{ id: `i${at}`, leaderLevel: 'city', on: dayOf(at + 3) }] : [],
  call: at % 7 === 0 ? { id: 'call', late: at % 14 === 0 } : null,
})

const scoreYear = (items: readonly ItemFacts[], entries: readonly PointEntry[]): number => {
  const tallies = tallyItems(items).units
  let lines = 0
  for (const [unitId, own] of groupBy(entries, (entry) => entry.unitId))
    lines += scorePeriods(ruleSets, {
      unitId,
      unitClass: '第1类',
      year: 2026,
      through: '2026-12-31',
      tallies: tallies.get(unitId) ?? [],
      incidents: [{ id: 'late', kind: 'late', on: '2026-05-05' }],
      entries: own,
    }).length
  return lines
}

/** Milliseconds of processor time that `work` takes: on a busy machine the clock measures the others as well. */
const processorMs = (work: () => void): number => {
  const begin = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(begin)
  return (user + system) / 1_000
}

const count = 100_000
/** Four times the year of a busy prefecture. */
const yearCount = 20_000
const withinMs = 1_500

export const points: Part = {
  name: 'points',
  about: 'scoring 100,000 items, and the year of 300 units from their lines',
  run: async ({ rounds = 3 }) => {
    const yearItems = Array.from({ length: yearCount }, (_, at) => makeItem(at))
    const entries = yearItems.flatMap((item) => scoreItem(ruleSets, item))
    let itemLines = 0
    let yearLines = 0
    const scoreAll = (): void => {
      itemLines = 0
      for (let at = 0; at < count; at++) {
        const item = yearItems[at % yearCount]
        if (item) itemLines += scoreItem(ruleSets, item).length
      }
    }
    const itemMs = Array.from({ length: rounds }, () => processorMs(scoreAll))
    const yearMs = Array.from({ length: rounds }, () => processorMs(() => (yearLines = scoreYear(yearItems, entries))))
    const row = (what: string, lines: number, ms: readonly number[]): string[] => [
      `${what} → ${lines.toLocaleString('en')} lines`,
      `${median(ms).toFixed(0)} ms`,
      judge(median(ms) <= withinMs, `≤ ${withinMs} ms`),
    ]
    return [
      {
        title: 'Points, processor time',
        head: ['what', 'figure', 'goal'],
        rows: [
          row(`${count.toLocaleString('en')} items`, itemLines, itemMs),
          row(`the year of ${units} units with ${yearCount.toLocaleString('en')} items`, yearLines, yearMs),
        ],
      },
    ]
  },
}
