import { readFileSync } from 'node:fs'
import {
  parsePointsRules,
  type Adoption,
  type ItemFacts,
  type ItemInstruction,
  type PointEntry,
  type RuleSet,
  type UnitYearFacts,
} from '../../../rules/points/index.ts'

/** Rule sets as an office would write them; the name and day may be left out. */
export const rules = (...sets: Record<string, unknown>[]): RuleSet[] =>
  parsePointsRules(sets.map((set) => ({ validFrom: '2026-01-01', name: '临江市积分规则', ...set })))

/** A published rule set of examples/points-rules/. */
export const example = (name: string, changes: Record<string, unknown> = {}): RuleSet[] => {
  const text = readFileSync(new URL(`../../../examples/points-rules/${name}.json`, import.meta.url), 'utf8')
  return parsePointsRules((JSON.parse(text) as object[]).map((set) => ({ ...set, ...changes })))
}

let made = 0
const nextId = (): string => `a${String(++made).padStart(6, '0')}`

export const adopted = (level: string, publication: string | null, more: Partial<Adoption> = {}): Adoption => ({
  id: nextId(),
  event: 'adopt',
  level,
  publication,
  on: '2026-03-10',
  ...more,
})

export const instructed = (leaderLevel: string, more: Partial<ItemInstruction> = {}): ItemInstruction => ({
  id: nextId(),
  leaderLevel,
  on: '2026-03-20',
  ...more,
})

export const unit = (unitId: string, more: Partial<ItemFacts['units'][number]> = {}): ItemFacts['units'][number] => ({
  unitId,
  unitClass: '一类',
  memberIds: [],
  ...more,
})

export const item = (more: Partial<ItemFacts> = {}): ItemFacts => ({
  id: nextId(),
  reportedOn: '2026-03-02',
  tone: 'positive',
  category: '动态',
  units: [unit('水务局')],
  adoptions: [],
  instructions: [],
  call: null,
  ...more,
})

export const year = (more: Partial<UnitYearFacts> = {}): UnitYearFacts => ({
  unitId: '水务局',
  unitClass: '一类',
  year: 2026,
  through: '2026-12-31',
  tallies: [],
  incidents: [],
  entries: [],
  ...more,
})

/** Points, not hundredths. */
export const total = (entries: readonly PointEntry[]): number => entries.reduce((sum, { points }) => sum + points, 0) / 100

export const totalOf = (unitId: string, entries: readonly PointEntry[]): number => total(entries.filter((entry) => entry.unitId === unitId))

/** So many reported (or adopted) items in each month, from January on. */
export const inMonths = (
  counts: readonly number[],
  what: 'reported' | 'adopted' = 'reported',
  more: object = {},
): UnitYearFacts['tallies'] => counts.map((count, at) => ({ on: `2026-${String(at + 1).padStart(2, '0')}-15`, what, count, ...more }))
