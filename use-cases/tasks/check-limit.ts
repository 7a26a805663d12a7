import { DAY_MS, type Instant } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'

/** A limit given as an instant lies ahead, and no farther than the office's `maxDeadlineDays`: lights and reminders count its days. */
export const checkLimit = ({ now, office }: UseCaseContext, dueAt: Instant): void => {
  if (dueAt <= now) throw new Problem('bad_request', '时限已经过去,请重新填写')
  const { maxDeadlineDays } = office.settings
  if (dueAt > now + (maxDeadlineDays + 1) * DAY_MS) throw new Problem('bad_request', `时限超过 ${maxDeadlineDays} 天,请重新填写`)
}
