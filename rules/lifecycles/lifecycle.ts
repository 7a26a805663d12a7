/** What is tracked. A new kind is a lifecycle row, its verbs, its words, its commands. */
export type MatterKind = 'task' | 'suggestion'

export type MatterState = 'open' | 'submitted' | 'closed' | 'cancelled'

/** 特急 · 急 · 一般 */
export type Urgency = 'critical' | 'urgent' | 'normal'

/** What a todo asks of its party (docs/rules.md, Model). */
export type Duty = 'handle' | 'acknowledge' | 'review' | 'sign' | 'set_due' | 'decide_extension' | 'submit' | 'decide' | 'watch'

/**
 * Who may act, relative to the matter. `delegates` of a party or issuer count as that party or issuer.
 * root_supervisor: holds supervisor at the root; issuer: also who posted on behalf.
 */
export type Standing = 'issuer' | 'responsible' | 'assisting' | 'root_supervisor' | 'clock'

/** What an action does to the todos of the matter; applied in order. */
export type TodoEffect =
  | { close: Duty | 'all'; of: 'everyone' | 'acting_party' | 'target' }
  | { open: Duty; for: 'issuer' | 'responsible' | 'target' | 'root_supervisors'; due: 'matter' | 'next_morning' | 'none' }

export interface ActionRule {
  from: readonly MatterState[]
  /** Absent: the state stays. */
  to?: MatterState
  by: readonly Standing[]
  todos?: readonly TodoEffect[]
}

export interface Lifecycle<Action extends string = string> {
  kind: MatterKind
  label: string
  actions: Readonly<Record<Action, ActionRule & { label: string }>>
}
