import { changeLights } from './change-lights.ts'
import type { Job } from './job.ts'
import { linkAudit } from './link-audit.ts'
import { openOccurrences } from './open-occurrences.ts'
import { removeExpiredRows } from './remove-expired-rows.ts'
import { sendReminders } from './send-reminders.ts'

/** Every job, in the order a tick runs them: new occurrences first, so that their reminders and lights are right at once. */
export const listJobs = (holder: string): readonly Job[] => [
  openOccurrences,
  changeLights,
  sendReminders,
  linkAudit(holder),
  removeExpiredRows,
]
