import type { DateSpec } from './date-spec.ts'
import { NUMBER, readNumber } from './numerals.ts'
import { matchAt, sticky, type Parsed } from './scanner.ts'

/** Words for a week. */
export const WEEK = '(?:周|星期|礼拜)'
const DAY = '([一二三四五六日天]|[1-7](?!\\d))'
const bareDay = sticky(`${WEEK}${DAY}(?![次遍个篇期届]|[天日号月年](?!前|之前|以前)|百|千|十[^一二三四五六七八九]*[人个户])`)
const weekend = sticky('(?:周末|周六日|双休日)')
const prefixed = sticky(
  `(下下下|下下|下|上上|上|本|这|当|该|次|今)一?(?:个)?${WEEK}(?:之|的)?(?:(?:${WEEK})?${DAY}(?![次遍个篇期届])|(末)|(初|前半周|上半周)|(?:的)?(后半周|下半周))?`,
)
const nthPrefixed = sticky(`([下上])(${NUMBER})个(?:周|星期|礼拜)${DAY}`)
const steps: Readonly<Record<string, number>> = { 下下下: 3, 下下: 2, 下: 1, 次: 1, 上上: -2, 上: -1 }

/** 1 Monday … 7 Sunday of 一 … 六, 日, 天 or a figure. */
export const weekdayOf = (word: string): number => {
  const at = '一二三四五六'.indexOf(word) + 1
  return at > 0 ? at : /[1-7]/.test(word) ? Number(word) : 7
}

/** 周五, 星期天 on its own. */
export function parseWeekday(text: string, at: number): Parsed<number> | undefined {
  const found = matchAt(text, at, bareDay)
  return found === undefined ? undefined : { value: weekdayOf(found[1] ?? ''), to: at + found[0].length }
}

/** Dates by week: 本周五, 下下周, 周末, 下3个星期一, 星期六. */
export function parseWeekDate(text: string, at: number): Parsed<DateSpec> | undefined {
  const nth = matchAt(text, at, nthPrefixed)
  if (nth !== undefined) {
    const count = readNumber(nth[2] ?? '')
    if (!Number.isNaN(count)) {
      const offset = nth[1] === '下' ? count : -count
      return { value: { type: 'week', offset, weekday: weekdayOf(nth[3] ?? '') }, to: at + nth[0].length }
    }
  }
  const found = matchAt(text, at, prefixed)
  if (found !== undefined) {
    const offset = steps[found[1] ?? ''] ?? 0
    const to = at + found[0].length
    if (found[2] !== undefined) return { value: { type: 'week', offset, weekday: weekdayOf(found[2]) }, to }
    if (found[3] !== undefined) return { value: { type: 'week', offset, weekend: true }, to }
    if (found[4] !== undefined) return { value: { type: 'week', offset, half: 'first-half' }, to }
    if (found[5] !== undefined) return { value: { type: 'week', offset, half: 'second-half' }, to }
    return { value: { type: 'week', offset }, to }
  }
  const ends = matchAt(text, at, weekend)
  if (ends !== undefined) return { value: { type: 'weekend' }, to: at + ends[0].length }
  const day = parseWeekday(text, at)
  return day === undefined ? undefined : { value: { type: 'weekday', weekday: day.value }, to: day.to }
}
