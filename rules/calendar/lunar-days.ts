import { createRequire } from 'node:module'
import type * as LunarPackage from 'lunar-typescript'
import type { Day } from '../instant.ts'
import { makeDay } from './civil-day.ts'

// Loaded on the first lunar question: few phrases have one, and the package takes longer to load than all of rules/.
const require = createRequire(import.meta.url)
let loaded: typeof LunarPackage | undefined
const lunarPackage = (): typeof LunarPackage => (loaded ??= require('lunar-typescript') as typeof LunarPackage)

/** One month of the lunar calendar in solar days. */
export interface LunarMonthSpan {
  first: Day
  /** 29 or 30. */
  length: number
}

const months = new Map<string, LunarMonthSpan | undefined>()

/** The lunar month of a lunar year (named by the solar year it begins in); undefined when that year has no such leap month. */
export function lunarMonth(year: number, month: number, leap: boolean): LunarMonthSpan | undefined {
  const key = `${year}/${month}/${leap}`
  if (months.has(key)) return months.get(key)
  const { LunarMonth, Solar } = lunarPackage()
  const found = LunarMonth.fromYm(year, leap ? -month : month)
  let span: LunarMonthSpan | undefined
  if (found !== null) {
    const solar = Solar.fromJulianDay(found.getFirstJulianDay())
    span = { first: makeDay(solar.getYear(), solar.getMonth(), solar.getDay()), length: found.getDayCount() }
  }
  months.set(key, span)
  return span
}

/** The 24 solar terms, 小寒 first, as they follow each other in a solar year. */
export const solarTerms =
  '小寒 大寒 立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至 小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪 冬至'.split(' ')

const terms = new Map<number, ReadonlyMap<string, Day>>()

/** The day of a solar term in a solar year. */
export function solarTermDay(year: number, term: string): Day | undefined {
  let table = terms.get(year)
  if (table === undefined) {
    const { Lunar, Solar } = lunarPackage()
    const days = new Map<string, Day>()
    // The package's table of one lunar year runs from December to the following year: mid-year holds every term.
    const jieQi = Lunar.fromSolar(Solar.fromYmd(year, 7, 1)).getJieQiTable()
    for (const [name, solar] of Object.entries(jieQi)) {
      if (solar.getYear() === year && solarTerms.includes(name)) {
        days.set(name, makeDay(year, solar.getMonth(), solar.getDay()))
      }
    }
    for (const [alias, name] of [
      ['XIAO_HAN', '小寒'],
      ['DA_HAN', '大寒'],
      ['DONG_ZHI', '冬至'],
      ['DA_XUE', '大雪'],
    ] as const) {
      const solar = jieQi[alias]
      if (!days.has(name) && solar?.getYear() === year) days.set(name, makeDay(year, solar.getMonth(), solar.getDay()))
    }
    table = days
    terms.set(year, table)
  }
  return table.get(term)
}
