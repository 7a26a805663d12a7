import type { PointEntry } from './point-facts.ts'

/** What makes the stored ledger the recomputed one. */
export interface EntryChanges {
  added: PointEntry[]
  changed: PointEntry[]
  /** As they were stored. */
  removed: PointEntry[]
}

const fields = ['kind', 'on', 'unitId', 'memberId', 'itemId', 'sourceId', 'category', 'ruleSet', 'ruleId', 'points', 'note'] as const

const isSame = (a: PointEntry, b: PointEntry): boolean => fields.every((field) => a[field] === b[field])

/** What recomputing changed, by the keys of the lines; nothing at all when nothing that matters did. */
export function diffEntries(stored: readonly PointEntry[], fresh: readonly PointEntry[]): EntryChanges {
  const old = new Map(stored.map((entry) => [entry.key, entry]))
  const changes: EntryChanges = { added: [], changed: [], removed: [] }
  for (const entry of fresh) {
    const known = old.get(entry.key)
    if (known === undefined) changes.added.push(entry)
    else if (!isSame(known, entry)) changes.changed.push(entry)
    old.delete(entry.key)
  }
  changes.removed.push(...old.values())
  return changes
}
