import type { FileStore } from '../storage/file-store.ts'
import { countItems, judgePoints } from './count-items.ts'
import { changeLights } from './change-lights.ts'
import { sumDemands } from './count-demands.ts'
import type { Job } from './job.ts'
import { linkAudit } from './link-audit.ts'
import { openOccurrences } from './open-occurrences.ts'
import { removeExpiredRows } from './remove-expired-rows.ts'
import { reviewGroupsDaily } from './review-groups.ts'
import { removeSweptFiles } from './remove-swept-files.ts'
import { sendReminders } from './send-reminders.ts'
import { summariseNotices } from './summarise-notices.ts'

/**
 * Every job, in the order a tick runs them: new occurrences first, so that their reminders and lights are right at once. `files`: where
 * attachments are kept; null in an office that is only played.
 */
export const listJobs = (holder: string, files: FileStore | null = null): readonly Job[] => [
  openOccurrences,
  changeLights,
  sendReminders,
  summariseNotices,
  countItems,
  judgePoints,
  linkAudit(holder),
  removeExpiredRows,
  sumDemands,
  reviewGroupsDaily,
  ...(files ? [removeSweptFiles(files)] : []),
]
