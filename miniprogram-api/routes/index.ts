import type { Route } from '../define-route.ts'
import { absenceRoutes } from './absences.ts'
import { administrationRoutes } from './administration.ts'
import { adoptionRoutes } from './adoptions.ts'
import { attachmentRoutes } from './attachments.ts'
import { auditRoutes } from './audit.ts'
import { bulletinRoutes } from './bulletins.ts'
import { burdenRoutes } from './burden.ts'
import { callRoutes } from './calls.ts'
import { channelRoutes } from './channels.ts'
import { delegationRoutes } from './delegations.ts'
import { disclosureRoutes } from './disclosure.ts'
import { groupRoutes } from './groups.ts'
import { handOverRoutes } from './hand-over.ts'
import { issueRoutes } from './issues.ts'
import { instructionRoutes } from './instructions.ts'
import { ledgerRoutes } from './ledger.ts'
import { matterRoutes } from './matters.ts'
import { meetingRoutes } from './meetings.ts'
import { noticeRoutes } from './notices.ts'
import { officeRoutes } from './office.ts'
import { importRoutes } from './people-import.ts'
import { procedureRoutes } from './procedures.ts'
import { pointsRoutes } from './points.ts'
import { publicationRoutes } from './publications.ts'
import { sessionRoutes } from './sessions.ts'
import { submissionReading } from './read-submissions.ts'
import { statisticsRoutes } from './statistics.ts'
import { submissionRoutes } from './submissions.ts'
import { suggestionRoutes } from './suggestions.ts'
import { supervisionLedgerRoutes } from './supervision-ledger.ts'
import { supervisionRoutes } from './supervision.ts'
import { taskActions } from './task-actions.ts'
import { taskLimits } from './task-limits.ts'
import { taskRoutes } from './tasks.ts'
import { todoRoutes } from './todos.ts'
import { watchRoutes } from './watches.ts'
import { urgentRoutes } from './urgent.ts'

/** Every route under /api/v1: the router, the OpenAPI document and the test matrix are made from this list and nothing else. */
const routes: readonly Route[] = [
  ...sessionRoutes,
  ...officeRoutes,
  ...todoRoutes,
  ...matterRoutes,
  ...attachmentRoutes,
  ...groupRoutes,
  ...taskRoutes,
  ...taskActions,
  ...taskLimits,
  ...noticeRoutes,
  ...submissionRoutes,
  ...submissionReading,
  ...callRoutes,
  ...adoptionRoutes,
  ...publicationRoutes,
  ...issueRoutes,
  ...bulletinRoutes,
  ...statisticsRoutes,
  ...pointsRoutes,
  ...instructionRoutes,
  ...urgentRoutes,
  ...supervisionRoutes,
  ...supervisionLedgerRoutes,
  ...procedureRoutes,
  ...absenceRoutes,
  ...watchRoutes,
  ...meetingRoutes,
  ...disclosureRoutes,
  ...delegationRoutes,
  ...suggestionRoutes,
  ...burdenRoutes,
  ...ledgerRoutes,
  ...administrationRoutes,
  ...handOverRoutes,
  ...importRoutes,
  ...channelRoutes,
  ...auditRoutes,
]

/** The routes of this deployment; those for demonstration are left out elsewhere. */
export const listRoutes = ({ demo }: { demo: boolean }): readonly Route[] => routes.filter((route) => demo || route.demoOnly !== true)
