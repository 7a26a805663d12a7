import type { Submission } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'

/** When a submission counts as reported: as it was spoken, and only the first time. */
export const reportedNow = (ctx: UseCaseContext): Pick<Submission, 'reportedAt' | 'reportedOn' | 'reportMonth'> => {
  const day = ctx.office.calendar.dayOf(ctx.sentAt)
  return { reportedAt: ctx.sentAt, reportedOn: day, reportMonth: day.slice(0, 7) }
}
