/** Overlapping pairs of characters, spaces and punctuation left out: how Chinese words are compared without a dictionary. */
export const bigramsOf = (text: string): string[] => {
  const letters = [...text.normalize('NFKC').toLowerCase()].filter((letter) => /[\p{L}\p{N}]/u.test(letter))
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`)
}

/** The likeness of one text to any other, as `similarityOf`; for comparing one with many. */
export const createLikeness = (left: string): ((right: string) => number) => {
  const a = bigramsOf(left)
  const counts = new Map<string, number>()
  for (const pair of a) counts.set(pair, (counts.get(pair) ?? 0) + 1)
  return (right) => {
    const b = bigramsOf(right)
    if (a.length === 0 || b.length === 0) return left === right ? 1 : 0
    const unseen = new Map(counts)
    let shared = 0
    for (const pair of b) {
      const count = unseen.get(pair) ?? 0
      if (count > 0) {
        shared += 1
        unseen.set(pair, count - 1)
      }
    }
    return (2 * shared) / (a.length + b.length)
  }
}

/** Dice coefficient over bigrams, 0 to 1 (Dice 1945): twice the shared pairs over all pairs. */
export const similarityOf = (left: string, right: string): number => createLikeness(left)(right)
