/** A year or month as it was named: by its number, or so many away from the present one. */
export interface Ref {
  value: number
  relative: boolean
}

/** A named part of a month, quarter or year. */
export type Part = 'early' | 'middle' | 'late' | 'end' | 'first-half' | 'second-half'

/** What an amount of time is counted in. */
export type AmountUnit = 'second' | 'minute' | 'hour' | 'day' | 'working-day' | 'week' | 'month' | 'quarter' | 'year'

/** An amount of time: 1小时20分钟, 3个工作日. `least` is the lower end of 3至5日. */
export interface Amount {
  terms: readonly { count: number; unit: AmountUnit }[]
  least?: number
}

/** What an ordinal counts in its base: weekdays (第一个周一), weeks, days, working days, months, quarters. */
export type OrdinalUnit = 'weekday' | 'weekend' | 'week' | 'day' | 'working-day' | 'month' | 'quarter' | 'year'

/** A date as it was named, not yet looked up in a calendar. */
export type DateSpec =
  | { type: 'calendar'; year?: Ref; month?: Ref; day?: number; part?: Part }
  | { type: 'day'; offset: number; span?: number }
  | { type: 'week'; offset: number; weekday?: number; weekend?: boolean; half?: Part }
  | { type: 'weekday'; weekday: number }
  | { type: 'weekend' }
  | { type: 'quarter'; year?: Ref; quarter: Ref; part?: Part; month?: number }
  | { type: 'half'; year?: Ref; half: Ref; part?: Part }
  | { type: 'years'; from: number; to: number }
  /** `n` from 1, or from -1 backwards; `span` takes the first (last) n together. */
  | { type: 'ordinal'; base?: DateSpec; unit: OrdinalUnit; n: number; span: boolean; weekday?: number }
  | { type: 'lunar'; year?: Ref; month?: number; leap: boolean; day?: number; part?: Part }
  | { type: 'term'; year?: Ref; name: string }
  | { type: 'holiday'; year?: Ref; name: string; whole: boolean }
  /** The n-th working day after the next holiday (节后第一个工作日), or after the named one. */
  | { type: 'after-holiday'; name?: string; workingDays: number }
  /** The turn of the year, by either calendar: 年前. */
  | { type: 'new-year' }
  /** The next public holiday (节前). */
  | { type: 'next-holiday' }
  /** So many days before or after a date: 国庆节前一天. */
  | { type: 'shift'; base: DateSpec; by: number; working: boolean }
  /** This day of another week, month or year: 下周今天, 明年今天. */
  | { type: 'same-day'; base: DateSpec }
  /** So much from now, and then a date in the week, month or year reached (3周后的周五). */
  | { type: 'after'; amount: Amount; into?: DateSpec }
