import { percentOf } from '../../rules/percentages.ts'
import { formatPoints } from '../../rules/points/index.ts'
import type { BulletinShows } from '../../entities/bulletin.ts'
import type { ShownClass } from './effective-rows.ts'

const percent = (part: number, whole: number): string => {
  const rate = percentOf(part, whole)
  return rate === null ? '—' : `${rate.toFixed(1)}%`
}

/** The figures that a text may name as `{报送}`: sums of the tables, so that text and tables never disagree. */
export const bulletinFigures = (label: string, classes: readonly ShownClass[], shows: BulletinShows): Record<string, string | number> => {
  const rows = classes.flatMap((each) => each.rows)
  const sum = (of: 'period' | 'toDate', measure: 'reported' | 'adopted' | 'instructed' | 'points'): number =>
    rows.reduce((all, row) => all + row[of][measure], 0)
  const zero = rows.filter(({ period }) => period.reported === 0).length
  const figures: Record<string, string | number> = {
    时段: label,
    单位数: rows.length,
    报送单位数: rows.length - zero,
    零报送单位数: zero,
    报送: sum('period', 'reported'),
    采用: sum('period', 'adopted'),
    采用率: percent(sum('period', 'adopted'), sum('period', 'reported')),
    累计报送: sum('toDate', 'reported'),
    累计采用: sum('toDate', 'adopted'),
    累计采用率: percent(sum('toDate', 'adopted'), sum('toDate', 'reported')),
  }
  if (shows.points) Object.assign(figures, { 积分: formatPoints(sum('period', 'points')), 累计积分: formatPoints(sum('toDate', 'points')) })
  if (shows.instructions) Object.assign(figures, { 批示: sum('period', 'instructed'), 累计批示: sum('toDate', 'instructed') })
  return figures
}

/** Names in a text that stand for no figure. */
export const unknownFigures = (texts: readonly string[], figures: Readonly<Record<string, unknown>>): string[] =>
  [...new Set(texts.flatMap((text) => [...text.matchAll(/\{([^{}\n]+)\}/gu)].map(([, name = '']) => name)))].filter(
    (name) => !Object.hasOwn(figures, name.trim()),
  )
