import { bulletinLifecycle } from './bulletin.ts'
import { callLifecycle } from './call.ts'
import { issueLifecycle } from './issue.ts'
import type { ActionRule, Lifecycle, MatterKind, MatterState } from './lifecycle.ts'
import { submissionLifecycle } from './submission.ts'
import { suggestionLifecycle } from './suggestion.ts'
import { taskLifecycle } from './task.ts'

export { matterStates } from './lifecycle.ts'
export type { ActionRule, Duty, Lifecycle, MatterKind, MatterState, OpeningRule, Standing, TodoEffect, Urgency } from './lifecycle.ts'
export type { TaskAction } from './task.ts'

/** Every kind and its life, in one table. */
export const lifecycles: Readonly<Record<MatterKind, Lifecycle>> = {
  task: taskLifecycle,
  suggestion: suggestionLifecycle,
  submission: submissionLifecycle,
  call: callLifecycle,
  issue: issueLifecycle,
  bulletin: bulletinLifecycle,
}

export const matterKinds = Object.keys(lifecycles) as MatterKind[]

/** Kinds of the information line: its editors see every one of them, whoever it belongs to (docs/rules.md, Visibility). */
export const informationKinds: readonly MatterKind[] = ['submission', 'call', 'issue', 'bulletin']

/** Somebody else's word is what a matter in this state waits for. */
export const awaitsWord = (state: MatterState): boolean => state === 'submitted' || state === 'signing'

/** The row of an action; undefined when that kind has no such action. */
export const findAction = (kind: MatterKind, action: string): (ActionRule & { label: string }) | undefined =>
  lifecycles[kind].actions[action]
