import type { Day } from '../instant.ts'

/** A unit's part in an item. The lead unit of a joint report is the one with `isLead`, else the first. */
export interface ItemUnit {
  unitId: string
  /** What rules may call the unit by; the id when absent. */
  unitCode?: string | null
  unitClass: string
  isLead?: boolean
  /** Authors of this unit, the first one first. */
  memberIds: readonly string[]
}

/** What an upper body did with an item. */
export interface Adoption {
  id: string
  /** `adopt`, `forward`, `share` … (codes.ts). */
  event: string
  level: string
  publication?: string | null
  /** The form it was used in; the item's own form when absent. */
  form?: string | null
  on: Day
  /** The score that the other body gave, entered by a person, in hundredths; read only by rules that ask for it. */
  enteredScore?: number | null
}

/** A leader's words on an item. */
export interface ItemInstruction {
  id: string
  leaderLevel: string
  on: Day
  /** The publication it was written on; where unknown, those that used the item. */
  publication?: string | null
}

/** Everything about one submission that points depend on. */
export interface ItemFacts {
  id: string
  reportedOn: Day
  tone: 'positive' | 'problem'
  category: string
  form?: string | null
  /** Several: a joint report. */
  units: readonly ItemUnit[]
  adoptions: readonly Adoption[]
  instructions: readonly ItemInstruction[]
  /** Reported late; where absent, whether it answered its call late. */
  isLate?: boolean | null
  /** The call that it answers. */
  call: { id: string; late: boolean } | null
}

/** What can be counted of a unit's or officer's items. */
export type Countable = 'reported' | 'adopted' | 'adoptions'

/**
 * A count of items of one kind on one day (`on`; any day of the month will do where no rule counts weeks). `reported`: items, on the day
 * of reporting. `adopted`: items, on the day of their first adoption. `adoptions`: each use, with its level and publication.
 */
export interface Tally {
  on: Day
  what: Countable
  count: number
  category?: string | null
  form?: string | null
  tone?: string | null
  event?: string | null
  level?: string | null
  publication?: string | null
  called?: boolean
}

/** Something that went wrong, or well, recorded by a person or by the clock. */
export interface Incident {
  id: string
  /** A code (codes.ts). */
  kind: string
  on: Day
  /** The figure that a person entered where the rule gives a range, in hundredths. */
  points?: number | null
  itemId?: string | null
  memberId?: string | null
}

/** A unit's year, for the rules that look at a period as a whole. */
export interface UnitYearFacts {
  unitId: string
  unitCode?: string | null
  unitClass: string
  year: number
  /** The last day that is over: a period that ends later is not judged yet. */
  through: Day
  tallies: readonly Tally[]
  incidents: readonly Incident[]
  /** The unit's entries of that year from `scoreItem`. */
  entries: readonly PointEntry[]
}

export type PointKind = 'report' | 'adoption' | 'instruction' | 'incident' | 'period' | 'bound' | 'zero'

/** One line of the ledger. A total is the sum of its lines and nothing else (docs/rules.md, Points). */
export interface PointEntry {
  /** Unique, and the same each time the same thing is scored, whatever the rules say of it. */
  key: string
  kind: PointKind
  on: Day
  /** `YYYY-MM` of `on`. */
  month: string
  unitId: string
  memberId: string | null
  itemId: string | null
  /** The adoption, instruction or incident that it stands for. */
  sourceId: string | null
  category: string | null
  /** `validFrom` of the rule set that was applied. */
  ruleSet: Day
  ruleId: string
  /** Whole hundredths of a point. */
  points: number
  /** A short explanation in Chinese. */
  note: string
}
