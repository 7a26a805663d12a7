import { cleanLine } from './clean-text.ts'

const words = new Intl.Segmenter('zh', { granularity: 'word' })
const neverFirst = /^(?:[，。、；：！？）》〉”’】〕—…·%％]|[的地得了及和与年月日号期次届个名项人件篇]$)/u
/** An opening mark, or a number that waits for its unit. */
const neverLast = /(?:[（《〈“‘【〔第]|\d[十百千万亿余多]*)$/u
const latin = /^[\p{Script=Latin}\d.,/%-]+$/u
const wide = /[\u2E80-\uFFFF“”‘’—…·]|[\u{10000}-\u{3FFFF}]/u
/** A quoted name stays whole up to this width. */
const wholeName = 12

/** Width in full characters: Latin letters, digits and spaces take half of one. */
export const widthOf = (text: string): number => [...text].reduce((sum, char) => sum + (wide.test(char) ? 1 : 0.5), 0)

const insideName = (before: string): boolean => {
  const from = Math.max(before.lastIndexOf('《'), before.lastIndexOf('“'))
  return from >= 0 && !/[》”]/u.test(before.slice(from)) && widthOf(before.slice(from)) < wholeName
}

/** The pieces between which a line may end: words, with what belongs to them (的, 年, a closing bracket, digits, a short 《name》). */
const piecesOf = (title: string): string[] => {
  const pieces: string[] = []
  for (const { segment } of words.segment(title)) {
    const last = pieces.at(-1)
    const sticks =
      last !== undefined &&
      (neverFirst.test(segment) || neverLast.test(last) || (latin.test(last) && latin.test(segment)) || insideName(pieces.join('')))
    if (sticks) pieces[pieces.length - 1] = last + segment
    else pieces.push(segment)
  }
  return pieces
}

interface Layout {
  cost: number
  lines: string[]
}

/** The most even way to lay the pieces on exactly so many lines, none wider than `most`; undefined when there is none. */
const layOut = (pieces: readonly string[], count: number, most: number): Layout | undefined => {
  const target = widthOf(pieces.join('')) / count
  if (count === 1) return target <= most ? { cost: 0, lines: [pieces.join('')] } : undefined
  const best = new Map<string, Layout | undefined>()
  const from = (start: number, left: number): Layout | undefined => {
    const key = `${start} ${left}`
    if (best.has(key)) return best.get(key)
    let found: Layout | undefined
    if (left === 0) found = start === pieces.length ? { cost: 0, lines: [] } : undefined
    for (let end = start + 1; left > 0 && end <= pieces.length; end += 1) {
      const line = pieces.slice(start, end).join('').trim()
      const width = widthOf(line)
      if (width > most) break
      const rest = from(end, left - 1)
      const cost = rest && rest.cost + (width - target) ** 2
      if (rest && cost !== undefined && (!found || cost < found.cost)) found = { cost, lines: [line, ...rest.lines] }
    }
    best.set(key, found)
    return found
  }
  return from(0, count)
}

/**
 * The lines of a centred title: as few as possible, as even as possible, broken between words and never inside a number or a short
 * name in 《》. `most` is the width of a line in full characters. A title that cannot be broken so comes back as one line.
 */
export const breakTitle = (title: string, most: number): string[] => {
  const line = cleanLine(title)
  const pieces = piecesOf(line)
  const fewest = Math.max(1, Math.ceil(widthOf(line) / most))
  for (let count = fewest; count <= fewest + 2; count += 1) {
    const layout = layOut(pieces, count, most)
    if (layout) return layout.lines
  }
  return [line]
}
