const clean = (names: readonly string[]): Set<string> => new Set(names.map((name) => name.trim()).filter((name) => name !== ''))

/**
 * Whether two lists of nicknames may be one group's: at least half of the shorter one stands in the other
 * (docs/rules.md, Groups). One speaker is a list of one.
 */
export const isSameRoster = (known: readonly string[], seen: readonly string[]): boolean => {
  const [a, b] = [clean(known), clean(seen)]
  const shared = [...b].filter((name) => a.has(name)).length
  return shared > 0 && shared >= Math.ceil(Math.min(a.size, b.size) / 2)
}
