import { bulletinLifecycle } from './bulletin.ts'
import { callLifecycle } from './call.ts'
import { disclosureLifecycle } from './disclosure.ts'
import { instructionLifecycle } from './instruction.ts'
import { issueLifecycle } from './issue.ts'
import type { ActionRule, Lifecycle, MatterKind, MatterState } from './lifecycle.ts'
import { meetingLifecycle } from './meeting.ts'
import { noticeLifecycle } from './notice.ts'
import { absenceLifecycle, procedureLifecycle } from './procedure.ts'
import { submissionLifecycle } from './submission.ts'
import { suggestionLifecycle } from './suggestion.ts'
import { supervisionActions } from './supervision.ts'
import { taskLifecycle } from './task.ts'
import { urgentLifecycle } from './urgent.ts'
import { watchLifecycle } from './watch.ts'

export { matterStates } from './lifecycle.ts'
export type { ActionRule, Duty, Lifecycle, MatterKind, MatterState, OpeningRule, Standing, TodoEffect, Urgency } from './lifecycle.ts'
export type { TaskAction } from './task.ts'

/** A kind that the supervision section follows. */
const supervised = (life: Lifecycle): Lifecycle => ({ ...life, actions: { ...life.actions, ...supervisionActions } })

/** Every kind and its life, in one table. */
export const lifecycles: Readonly<Record<MatterKind, Lifecycle>> = {
  task: supervised(taskLifecycle),
  suggestion: suggestionLifecycle,
  submission: submissionLifecycle,
  call: callLifecycle,
  issue: issueLifecycle,
  bulletin: bulletinLifecycle,
  instruction: supervised(instructionLifecycle),
  urgent: urgentLifecycle,
  notice: noticeLifecycle,
  procedure: procedureLifecycle,
  absence: absenceLifecycle,
  watch: watchLifecycle,
  meeting: meetingLifecycle,
  disclosure: disclosureLifecycle,
}

export const matterKinds = Object.keys(lifecycles) as MatterKind[]

/** Kinds of the information line: its editors see every one of them, whoever it belongs to (docs/rules.md, Visibility). */
export const informationKinds: readonly MatterKind[] = ['submission', 'call', 'issue', 'bulletin', 'urgent', 'disclosure']

/** Kinds that only their author and those who owe the answer may see: no role opens them (docs/rules.md, Visibility). */
export const confidentialKinds: readonly MatterKind[] = ['suggestion']

/** Kinds that besides their author and deciders only the office's leaders see: no other role opens them (docs/rules.md, Visibility). */
export const leadersKinds: readonly MatterKind[] = ['absence']

/** Somebody else's word is what a matter in this state waits for. */
export const awaitsWord = (state: MatterState): boolean => state === 'submitted' || state === 'signing'

/** The row of an action; undefined when that kind has no such action. */
export const findAction = (kind: MatterKind, action: string): (ActionRule & { label: string }) | undefined =>
  lifecycles[kind].actions[action]

/** Whether a kind begins by this action. */
export const isOpening = (kind: MatterKind, action: string): boolean => action in lifecycles[kind].openings
