import { Absence } from './absence.ts'
import { DisclosureItem } from './disclosure-item.ts'
import { Procedure } from './procedure.ts'
import { ProcedureOverrun } from './procedure-overrun.ts'
import { ProcedureStep } from './procedure-step.ts'
import { ProcedureVersion } from './procedure-version.ts'
import { Watch } from './watch.ts'
import { WatchSlot } from './watch-slot.ts'
import { WatchSwap } from './watch-swap.ts'
import { Attachment } from './attachment.ts'
import { AuditHead, AuditRecord } from './audit-record.ts'
import { Binding } from './binding.ts'
import { BulletinChange } from './bulletin-change.ts'
import { BulletinItem } from './bulletin-item.ts'
import { BulletinOfficer } from './bulletin-officer.ts'
import { BulletinQuota } from './bulletin-quota.ts'
import { BulletinUnit } from './bulletin-unit.ts'
import { Bulletin } from './bulletin.ts'
import { Counter } from './counter.ts'
import { Delegation } from './delegation.ts'
import { Demand } from './demand.ts'
import { GroupActivity } from './group-activity.ts'
import { GroupReview } from './group-review.ts'
import { UnitBurden } from './unit-burden.ts'
import { GroupMember } from './group-member.ts'
import { IdempotencyRecord } from './idempotency-record.ts'
import { InboundMessageRow } from './inbound-message.ts'
import { JobRun } from './job-run.ts'
import { Lease } from './lease.ts'
import { MatterEvent } from './matter-event.ts'
import { MatterParty } from './matter-party.ts'
import { MatterTerm } from './matter-term.ts'
import { Matter } from './matter.ts'
import { Member } from './member.ts'
import { OfficeState } from './office-state.ts'
import { OneTimeCode } from './one-time-code.ts'
import { OutboundMessage } from './outbound-message.ts'
import { Recurrence } from './recurrence.ts'
import { RoleGrant } from './role-grant.ts'
import { SecurityIncident } from './security-incident.ts'
import { Session } from './session.ts'
import { SupervisionFigure } from './supervision-figure.ts'
import { Supervision } from './supervision.ts'
import { Todo } from './todo.ts'
import { Unit } from './unit.ts'
import { UrgentReport } from './urgent-report.ts'
import { WorkGroup } from './work-group.ts'
import { NoticeGroup } from './notice-group.ts'
import { Notice } from './notice.ts'
import { SignUp } from './sign-up.ts'
import { Adoption } from './adoption.ts'
import { Figure } from './figure.ts'
import { Instruction } from './instruction.ts'
import { IssueItem } from './issue-item.ts'
import { Issue } from './issue.ts'
import { ItemInstruction } from './item-instruction.ts'
import { PointEntry } from './point-entry.ts'
import { PointIncident } from './point-incident.ts'
import { Publication } from './publication.ts'
import { RuleDocument } from './rule-document.ts'
import { Signature } from './signature.ts'
import { SubmissionAuthor } from './submission-author.ts'
import { SubmissionVersion } from './submission-version.ts'
import { Submission } from './submission.ts'

/** Every table, parents before children. */
export const entities = [
  Unit,
  Member,
  RoleGrant,
  WorkGroup,
  GroupMember,
  Binding,
  OneTimeCode,
  Session,
  Recurrence,
  Matter,
  MatterParty,
  Todo,
  MatterEvent,
  MatterTerm,
  Attachment,
  InboundMessageRow,
  OutboundMessage,
  Delegation,
  JobRun,
  Counter,
  OfficeState,
  AuditRecord,
  AuditHead,
  SecurityIncident,
  IdempotencyRecord,
  Lease,
  Submission,
  SubmissionVersion,
  SubmissionAuthor,
  Signature,
  Publication,
  Issue,
  IssueItem,
  Adoption,
  ItemInstruction,
  PointEntry,
  PointIncident,
  Figure,
  RuleDocument,
  Instruction,
  UrgentReport,
  GroupActivity,
  GroupReview,
  Demand,
  UnitBurden,
  Notice,
  NoticeGroup,
  SignUp,
  Bulletin,
  BulletinUnit,
  BulletinItem,
  BulletinOfficer,
  BulletinQuota,
  BulletinChange,
  Supervision,
  SupervisionFigure,
  ProcedureVersion,
  Procedure,
  ProcedureStep,
  ProcedureOverrun,
  Absence,
  Watch,
  WatchSlot,
  WatchSwap,
  DisclosureItem,
]

export {
  Absence,
  DisclosureItem,
  Procedure,
  ProcedureOverrun,
  ProcedureStep,
  ProcedureVersion,
  Watch,
  WatchSlot,
  WatchSwap,
  Supervision,
  SupervisionFigure,
  Bulletin,
  BulletinUnit,
  BulletinItem,
  BulletinOfficer,
  BulletinQuota,
  BulletinChange,
  Notice,
  NoticeGroup,
  SignUp,
  Attachment,
  Demand,
  GroupActivity,
  GroupReview,
  UnitBurden,
  Submission,
  SubmissionVersion,
  SubmissionAuthor,
  Signature,
  Publication,
  Issue,
  IssueItem,
  Adoption,
  ItemInstruction,
  PointEntry,
  PointIncident,
  Figure,
  RuleDocument,
  Instruction,
  UrgentReport,
  AuditHead,
  AuditRecord,
  Binding,
  Counter,
  Delegation,
  GroupMember,
  IdempotencyRecord,
  InboundMessageRow,
  JobRun,
  Lease,
  Matter,
  MatterEvent,
  MatterParty,
  MatterTerm,
  Member,
  OfficeState,
  OneTimeCode,
  OutboundMessage,
  Recurrence,
  RoleGrant,
  SecurityIncident,
  Session,
  Todo,
  Unit,
  WorkGroup,
}
