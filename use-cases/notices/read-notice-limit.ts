import type { Instant } from '../../rules/instant.ts'
import { readReceipt } from '../../rules/notice-text.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { readLimit, type Limit } from '../tasks/read-limit.ts'

/** When nobody said by when (docs/rules.md, Notices). */
const defaultReceiptDue = ({ office: { calendar, settings }, sentAt }: UseCaseContext): Instant => {
  const day = calendar.addWorkingDays(calendar.dayOf(sentAt), settings.notices.receiptWorkingDays)
  return calendar.closeOfWork(day)
}

const isWritten = (limit: Limit): boolean => limit.kind !== 'set' || limit.matched !== null

/** In the rest of a notice a time is mostly that of what it speaks of; only one that ends in 前 or 内 bounds something. */
const bounds = (limit: Limit): boolean => limit.kind === 'set' && /(?:前|内|之前|以前|截止)\s*$/u.test(limit.matched?.text ?? '')

/**
 * Until when a notice is to be signed for: as the words that ask say, else those after them, else a limit anywhere in it; else the
 * office's default. A question only where the asking words themselves are unclear. Throws `bad_request` for a recurring one.
 */
export const readNoticeLimit = (ctx: UseCaseContext, body: string): Exclude<Limit, { kind: 'recurring' }> => {
  for (const { text, mustBound } of readReceipt(body).clauses) {
    const limit = readLimit(ctx, text, 'normal')
    if (!isWritten(limit) || (mustBound && !bounds(limit))) continue
    if (limit.kind === 'recurring') throw new Problem('bad_request', '通知的签收时限请写一个具体时间,例如:明天下班前签收')
    return limit
  }
  const anywhere = readLimit(ctx, body, 'normal')
  if (anywhere.kind === 'set' && bounds(anywhere)) return anywhere
  return { kind: 'set', dueAt: defaultReceiptDue(ctx), text: null, notes: [], matched: null, byDefault: 'absent' }
}
