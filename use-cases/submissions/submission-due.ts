import { HOUR_MS, type Instant } from '../../rules/instant.ts'
import type { OfficeSettings } from '../../rules/office-settings.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'

type Category = OfficeSettings['submissions']['categories'][number]

/** The category of a code; `bad_request` with the names there are. */
export const categoryOf = (ctx: UseCaseContext, code: string): Category => {
  const { categories } = ctx.office.settings.submissions
  const found = categories.find((category) => category.code === code)
  if (found) return found
  throw new Problem('bad_request', `没有这个信息类别,可用:${categories.map(({ name }) => name).join('、')}`)
}

/**
 * By when a submission of this category is to be handled: its own rule, from when it was reported; what comes after the close of work
 * counts from the next working day (docs/rules.md, Submissions).
 */
export const submissionDue = (ctx: UseCaseContext, { within }: Category, tone: 'positive' | 'problem'): Instant => {
  const { calendar, settings } = ctx.office
  if (tone === 'problem') return ctx.sentAt + settings.submissions.problemWithinHours * HOUR_MS
  if ('hours' in within) return ctx.sentAt + within.hours * HOUR_MS
  const day = calendar.dayOf(ctx.sentAt)
  const isInHours = calendar.isWorkingDay(day) && ctx.sentAt < calendar.closeOfWork(day)
  const first = isInHours ? day : calendar.addWorkingDays(day, 1)
  const last = 'days' in within ? calendar.addDays(first, within.days) : calendar.addWorkingDays(first, within.workingDays)
  return calendar.closeOfWork(calendar.isWorkingDay(last) ? last : calendar.addWorkingDays(last, 1))
}
