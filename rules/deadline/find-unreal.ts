import type { Found } from './find-limits.ts'
import { findLead, findMark, type Firmness } from './limit-words.ts'
import { NUMBER, readNumber } from './numerals.ts'
import { matchAt, sticky } from './scanner.ts'

const DAY_OR_LIMIT = '(?:底|末|初|[上中下]旬)?(?:之|以)?前|底|末'
const unrealDate = sticky(`(${NUMBER})月份?(?:(${NUMBER})[日号]|(?=${DAY_OR_LIMIT}))`)
const unrealDay = sticky(`(${NUMBER})号(?=(?:之|以)?前|上午|下午|晚|下班)`)
const unrealHour = sticky(`(${NUMBER})(?:点|时|:[0-5]\\d)(?:半|[0-5]?\\d分?)?(?=(?:之|以)?前)`)

/** 13月1日, 12月32日, 25点前: figures that no calendar and no clock has. */
export function findUnreal(text: string, at: number): Found | undefined {
  const date = matchAt(text, at, unrealDate)
  const day = date === undefined ? matchAt(text, at, unrealDay) : undefined
  const hour = date === undefined && day === undefined ? matchAt(text, at, unrealHour) : undefined
  const found = date ?? day ?? hour
  if (found === undefined) return undefined
  const isUnreal =
    date !== undefined
      ? readNumber(date[1] ?? '') > 12 || readNumber(date[2] ?? '1') > 31
      : day !== undefined
        ? readNumber(day[1] ?? '') > 31
        : hour !== undefined && readNumber(hour[1] ?? '') > 24
  if (!isUnreal) return undefined
  const edge = findMark(text, at + found[0].length)
  const firmness: Firmness = edge.mark === 'none' ? 'mention' : 'limit'
  return { kind: 'unreal', from: findLead(text, at).from, to: edge.to, firmness }
}
