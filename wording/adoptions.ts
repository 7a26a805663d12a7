import type { Day } from '../rules/instant.ts'
import { labelOf, recommendedEvents, recommendedForms, recommendedLevels } from '../rules/points/codes.ts'
import { formatDay } from './instants.ts'
import type { Wording } from './tasks.ts'

export interface UseWords {
  event: string
  level: string
  publication: string
  form: string | null
  day: Day
}

/** 省级《每日要情》采用(专报,4月3日(周五)) */
export const describeUse = (w: Pick<Wording, 'calendar' | 'now'>, use: UseWords): string => {
  const details = [...(use.form === null ? [] : [labelOf(recommendedForms, use.form)]), formatDay(w.calendar, use.day, w.now)]
  return `${labelOf(recommendedLevels, use.level)}《${use.publication}》${labelOf(recommendedEvents, use.event)}(${details.join(',')})`
}

export const describeAdopted = (w: Wording, number: number, use: UseWords): string => `〔${number}〕已登记 ${describeUse(w, use)}`
export const describeRevoked = (w: Wording, number: number, use: UseWords): string => `〔${number}〕已撤销登记 ${describeUse(w, use)}`

/** Why an adoption cannot be recorded. */
export const adoptionFaults = {
  unreported: (number: number): string => `〔${number}〕还没有报送,不能登记采用`,
  early: (number: number, reportedOn: string): string => `〔${number}〕的采用日期早于报送日期(${reportedOn})`,
  future: (number: number): string => `〔${number}〕的采用日期还没到`,
  known: (number: number): string => `〔${number}〕的这次采用已登记过`,
  ofIssue: (issue: number): string => `这次采用由〔${issue}〕刊发产生,要撤销请 #撤刊 ${issue} 原因`,
  none: (number: number): string => `〔${number}〕没有可以撤销的采用登记`,
} as const

/** Several uses: which of them is meant. */
export const askWhichUse = (number: number, uses: readonly UseWords[]): string =>
  [
    `〔${number}〕登记了 ${uses.length} 次采用,请写明是哪一次:`,
    ...uses.map((use) => `#撤销采用 ${number} 《${use.publication}》 ${use.day}`),
  ].join('\n')

/** What was wrong with instructions on an item. */
export const instructionFaults = {
  early: (number: number, reportedOn: string): string => `〔${number}〕的批示日期早于报送日期(${reportedOn})`,
  future: (number: number): string => `〔${number}〕的批示日期还没到`,
  known: (number: number): string => `〔${number}〕的这条批示已登记过`,
} as const
