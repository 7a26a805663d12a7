import type { ActionRule, Lifecycle, MatterKind } from './lifecycle.ts'
import { suggestionLifecycle } from './suggestion.ts'
import { taskLifecycle } from './task.ts'

export type { ActionRule, Duty, Lifecycle, MatterKind, MatterState, Standing, TodoEffect, Urgency } from './lifecycle.ts'
export type { TaskAction } from './task.ts'

/** Every kind and its life, in one table. */
export const lifecycles: Readonly<Record<MatterKind, Lifecycle>> = { task: taskLifecycle, suggestion: suggestionLifecycle }

/** The row of an action; undefined when that kind has no such action. */
export const findAction = (kind: MatterKind, action: string): (ActionRule & { label: string }) | undefined =>
  lifecycles[kind].actions[action]
