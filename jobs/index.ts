import type { FileStore } from '../storage/file-store.ts'
import { countItems, judgePoints } from './count-items.ts'
import { callDeputiesToSign } from './call-deputies.ts'
import { changeLights } from './change-lights.ts'
import { countBulletins, drawBulletins } from './draw-bulletins.ts'
import { sumDemands } from './count-demands.ts'
import { endAbsences } from './end-absences.ts'
import { holdMeetings } from './hold-meetings.ts'
import type { Job } from './job.ts'
import { linkAudit } from './link-audit.ts'
import { noteOverruns } from './note-overruns.ts'
import { openOccurrences } from './open-occurrences.ts'
import { remindOfQuotas } from './remind-quotas.ts'
import { removeExpiredRows } from './remove-expired-rows.ts'
import { renewDisclosures } from './renew-disclosures.ts'
import { reviewGroupsDaily } from './review-groups.ts'
import { removeSweptFiles } from './remove-swept-files.ts'
import { sendReminders } from './send-reminders.ts'
import { summariseNotices } from './summarise-notices.ts'
import { remindOfMilestones, summariseSupervision } from './supervision.ts'
import { tidySubmissions } from './tidy-submissions.ts'
import { turnWatches } from './turn-watches.ts'

/**
 * Every job, in the order a tick runs them: new occurrences first, so that their reminders and lights are right at once. `files`: where
 * attachments are kept; null in an office that is only played.
 */
export const listJobs = (holder: string, files: FileStore | null = null): readonly Job[] => [
  holdMeetings,
  openOccurrences,
  turnWatches,
  noteOverruns,
  endAbsences,
  renewDisclosures,
  changeLights,
  sendReminders,
  summariseNotices,
  callDeputiesToSign,
  tidySubmissions,
  countItems,
  judgePoints,
  drawBulletins,
  countBulletins,
  remindOfQuotas,
  summariseSupervision,
  remindOfMilestones,
  linkAudit(holder),
  removeExpiredRows,
  sumDemands,
  reviewGroupsDaily,
  ...(files ? [removeSweptFiles(files)] : []),
]
