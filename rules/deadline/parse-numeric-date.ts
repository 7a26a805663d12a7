import type { DateSpec, Ref } from './date-spec.ts'
import { absolute, fullYear } from './parse-calendar-date.ts'
import { matchAt, sticky, type Parsed } from './scanner.ts'

const ymd = sticky('(\\d{4})(?:([-/.])(\\d{1,2})\\2(\\d{1,2})| (\\d{1,2}) (\\d{1,2}))(?:[日号])?(?![\\d%])')
const ymdSolid = sticky('((?:19|20|21)\\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])(?!\\d)')
const ymdShort = sticky('(\\d{2})([-/.])(0?[1-9]|1[0-2])\\2(0[1-9]|[12]\\d|3[01])(?:[日号]|(?=(?:之|以)?前))')
const ym = sticky('((?:19|20|21)\\d{2})[-/.](0?[1-9]|1[0-2])(?![\\d/.%-])')
const notCount = '(?![\\d%:.]|[个条万元亿倍米公平亩度分级小天月年周人户家项吨时点])'
const md = sticky(
  `(0?[1-9]|1[0-2])(?:[/·](0?[1-9]|[12]\\d|3[01])(?![/·]\\d)|-(0?[1-9]|[12]\\d|3[01])(?!-\\d)(?![日号]))(?:[日号]|${notCount})`,
)
// 3.5 is more often a figure than a date: only what follows makes it one.
const dotEnd =
  '(?=$|[,。;)(\\n]|之?前|以前|内|[到至止]|截|[上下]午|[早晚]|中午|下班|[零一二两三四五六七八九十]{1,3}[点时]| \\d{1,2}[点时:])'
const mdDot = sticky(
  `(0?[1-9]|1[0-2])\\.(0?[1-9]|[12]\\d|3[01])(?:[日号]|(?:${dotEnd}|(?=-{1,2}\\d{1,2}\\.\\d{1,2}(?:[日号]|${dotEnd})))(?![\\d%:.]))`,
)

const figureOfTime = sticky('\\d{1,4}(?:年|月|[日号]|点|时|个?工作日|小时|天|分钟)')

/** Whether a figure at that place can begin a time: not in the middle of another figure, a number or a code. */
export function mayBeginFigure(text: string, at: number): boolean {
  const left = text.charAt(at - 1)
  if (/[\d第/A-Za-z]/.test(left)) return /[A-Za-z]/.test(left) && matchAt(text, at, figureOfTime) !== undefined
  // 1.12月3日前 in a numbered list, 时限:12月5日; but not 3.14, 17:30 from its middle, 010-12-05.
  if (left === ':') return !/\d/.test(text.charAt(at - 2))
  if (/[.-]/.test(left)) return !/[\dA-Za-z]/.test(text.charAt(at - 2)) || (left === '.' && matchAt(text, at, figureOfTime) !== undefined)
  return true
}

const isDigit = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}

/** Dates in figures: 2026-12-05, 2026/12/5, 2026.12.5, 20261205, 12/5, 12-05, 12.5. */
export function parseNumericDate(text: string, at: number, thisYear: number): Parsed<DateSpec> | undefined {
  if (!isDigit(text, at)) return undefined
  const date = (year: Ref | undefined, month: string, day: string | undefined, length: number): Parsed<DateSpec> | undefined => {
    const spec = { month: absolute(Number(month)), ...(day === undefined ? {} : { day: Number(day) }) }
    if (spec.month.value < 1 || spec.month.value > 12 || (spec.day !== undefined && (spec.day < 1 || spec.day > 31))) return undefined
    return { value: { type: 'calendar', ...(year === undefined ? {} : { year }), ...spec }, to: at + length }
  }
  const whole = matchAt(text, at, ymd)
  if (whole !== undefined) {
    const year = Number(whole[1])
    if (year < 1900 || year > 2199) return undefined
    return date(absolute(year), whole[3] ?? whole[5] ?? '', whole[4] ?? whole[6] ?? '', whole[0].length)
  }
  const solid = matchAt(text, at, ymdSolid)
  if (solid !== undefined) return date(absolute(Number(solid[1])), solid[2] ?? '', solid[3] ?? '', solid[0].length)
  const brief = matchAt(text, at, ymdShort)
  if (brief !== undefined) {
    const year = fullYear(Number(brief[1]), thisYear)
    // 26/12/31, and not 31/12/26.
    return year < thisYear || year > thisYear + 3 ? undefined : date(absolute(year), brief[3] ?? '', brief[4], brief[0].length)
  }
  const month = matchAt(text, at, ym)
  if (month !== undefined) return date(absolute(Number(month[1])), month[2] ?? '', undefined, month[0].length)
  const isFigure = /[版本节章条款比率占达至增降长超]/.test(text.charAt(at - 1))
  const short = matchAt(text, at, md) ?? (isFigure ? undefined : matchAt(text, at, mdDot))
  if (short === undefined) return undefined
  return date(undefined, short[1] ?? '', short[2] ?? short[3] ?? '', short[0].length)
}
