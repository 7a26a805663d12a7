/** How names are compared when somebody looks one up: width, case and spaces do not matter. */
export const foldText = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '')

/** 0 the same, 1 begins with it, 2 contains it; null when it does not match. */
const rankOf = (name: string, wanted: string): number | null => {
  const folded = foldText(name)
  if (folded === wanted) return 0
  if (folded.startsWith(wanted)) return 1
  return folded.includes(wanted) ? 2 : null
}

/** The items one of whose names matches, best match first and otherwise in their own order; everything for an empty text. */
export const matchText = <Item>(
  items: readonly Item[],
  text: string,
  namesOf: (item: Item) => readonly (string | null)[],
  most: number,
): Item[] => {
  const wanted = foldText(text)
  return items
    .map((item) => ({ item, rank: Math.min(...namesOf(item).map((name) => (name === null ? null : rankOf(name, wanted)) ?? Infinity)) }))
    .filter(({ rank }) => rank < Infinity)
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ item }) => item)
}
