import { findLimits } from './find-limits.ts'
import { judgeLimit } from './judge-limit.ts'
import { normaliseText } from './normalise-text.ts'
import type { DeadlineReading, ReadingContext } from './reading.ts'
import { nowOf } from './resolve-time.ts'

/**
 * Reads a moment or span that a command asks for (到12月5日, 2小时, 明天, 明早9点, 到周五): the first with a limit
 * word, else the first time named, with an amount alone counted from now. The caller takes `due`, or `named.start` and `named.end`, as its command means it.
 */
export function parseMoment(original: string, context: ReadingContext): DeadlineReading {
  const text = normaliseText(original)
  const found = findLimits(text.text, nowOf(context), context.settings, true)
  const meant = found.find(({ firmness }) => firmness === 'limit') ?? found[0]
  return meant === undefined ? { kind: 'none' } : judgeLimit({ ...meant, firmness: 'limit' }, original, text, context).reading
}
