import { tallyItem } from '../../rules/points/index.ts'
import type { CountedItem } from './read-item-facts.ts'

export const figureDimensions = ['office', 'unit', 'officer', 'category', 'publication', 'level'] as const
export type FigureDimension = (typeof figureDimensions)[number]

export const figureMeasures = ['reported', 'problems', 'adopted', 'adoptions', 'instructed', 'points'] as const
export type FigureMeasure = (typeof figureMeasures)[number]

/** The whole office's only subject. */
export const officeSubject = 'all'

/** One counter: `unit|<id>|2026-11|reported`; the subject may hold any letter, so it stands last. */
export const figureKey = (dimension: FigureDimension, month: string, measure: FigureMeasure, subject: string): string =>
  `${dimension}|${month}|${measure}|${subject}`

export const readFigureKey = (key: string): { dimension: string; month: string; measure: FigureMeasure; subject: string } => {
  const [dimension = '', month = '', measure = 'reported', ...subject] = key.split('|')
  return { dimension, month, measure: measure as FigureMeasure, subject: subject.join('|') }
}

/** Changes to counters, added up. */
export const addTo = (figures: Map<string, number>, key: string, count: number): void => {
  const sum = (figures.get(key) ?? 0) + count
  if (sum === 0) figures.delete(key)
  else figures.set(key, sum)
}

/** What one item adds to the counters, points left out: those follow the ledger. */
export const countItem = ({ submission, facts, isJoint }: CountedItem): Map<string, number> => {
  const figures = new Map<string, number>()
  if (facts === null) return figures
  const add = (month: string, measure: FigureMeasure): void => {
    addTo(figures, figureKey('office', month, measure, officeSubject), 1)
    addTo(figures, figureKey('category', month, measure, submission.category), 1)
    for (const { unitId, memberIds } of facts.units) {
      addTo(figures, figureKey('unit', month, measure, unitId), 1)
      for (const memberId of memberIds) addTo(figures, figureKey('officer', month, measure, memberId), 1)
    }
  }
  for (const { on, what, level, publication } of tallyItem(facts)) {
    const month = on.slice(0, 7)
    // The parts of a joint report are what was reported.
    if (what === 'reported' && isJoint) continue
    add(month, what)
    if (what === 'reported' && facts.tone === 'problem') add(month, 'problems')
    if (what !== 'adoptions') continue
    if (publication != null) addTo(figures, figureKey('publication', month, 'adoptions', publication), 1)
    if (level != null) addTo(figures, figureKey('level', month, 'adoptions', level), 1)
  }
  const [first] = facts.instructions.map(({ on }) => on).toSorted()
  if (first !== undefined) add(first.slice(0, 7), 'instructed')
  return figures
}
