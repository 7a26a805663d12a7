/** Some values, or (`except`) all values but some. Values are free text, so there are always more than a rule names. */
export interface ValueSet {
  values: ReadonlySet<string>
  except: boolean
}

/** Whether the value is in the set. */
export const holds = (set: ValueSet, value: string): boolean => set.values.has(value) !== set.except

/** Whether everything in `inner` is in `outer`. */
export const isWithin = (inner: ValueSet, outer: ValueSet): boolean => {
  if (!inner.except) return [...inner.values].every((value) => holds(outer, value))
  return outer.except && [...outer.values].every((value) => inner.values.has(value))
}

/** What is in both. */
export const shared = (a: ValueSet, b: ValueSet): ValueSet => {
  if (!a.except) return { values: new Set([...a.values].filter((value) => holds(b, value))), except: false }
  if (!b.except) return shared(b, a)
  return { values: new Set([...a.values, ...b.values]), except: true }
}

/** Whether nothing is in it. */
export const isNothing = (set: ValueSet): boolean => !set.except && set.values.size === 0
