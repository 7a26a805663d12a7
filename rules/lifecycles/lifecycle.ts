/** What is tracked. A new kind is a lifecycle row, its verbs, its words, its commands. */
export type MatterKind =
  | 'task'
  | 'suggestion'
  | 'submission'
  | 'call'
  | 'issue'
  | 'bulletin'
  | 'notice'
  | 'instruction'
  | 'urgent'
  | 'procedure'
  | 'absence'
  | 'watch'
  | 'meeting'
  | 'disclosure'

/** The four that every kind has, and those that kinds add. */
export const matterStates = ['open', 'submitted', 'closed', 'cancelled', 'draft', 'returned', 'signing', 'signed', 'paused'] as const
export type MatterState = (typeof matterStates)[number]

/** 特急 · 急 · 一般 */
export type Urgency = 'critical' | 'urgent' | 'normal'

/** What a todo asks of its party (docs/rules.md, Model). */
export type Duty = 'handle' | 'acknowledge' | 'review' | 'sign' | 'set_due' | 'decide_extension' | 'submit' | 'decide' | 'watch'

/**
 * Who may act, relative to the matter. `delegates` of a party or issuer count as that party or issuer.
 * root_supervisor, editor: hold that role at the root; unit_head: of the matter's unit or above; issuer: also who posted on behalf;
 * signer: the director, or the deputy in the director's place (docs/rules.md, Signing).
 */
export type Standing = 'issuer' | 'responsible' | 'assisting' | 'root_supervisor' | 'unit_head' | 'editor' | 'signer' | 'clock'

/** What an action does to the todos of the matter; applied in order. */
export type TodoEffect =
  | { close: Duty | 'all'; of: 'everyone' | 'acting_party' | 'target' }
  | {
      open: Duty
      /** actor: who acts; target: the parties that the change names. */
      for:
        | 'issuer'
        | 'responsible'
        | 'parties'
        | 'target'
        | 'actor'
        | 'root_supervisors'
        | 'supervisors_or_issuer'
        | 'unit_heads'
        | 'editors'
        | 'signers'
        | 'signers_and_deputies'
      /** given: the change names each party's own. */
      due: 'matter' | 'next_morning' | 'none' | 'given'
    }

/** One way for a matter to come into being. */
export interface OpeningRule {
  state: MatterState
  todos: readonly TodoEffect[]
}

export interface ActionRule {
  from: readonly MatterState[]
  /** Absent: the state stays. */
  to?: MatterState
  by: readonly Standing[]
  todos?: readonly TodoEffect[]
  /** Set where the action reaches beyond the matter, so that 撤回 cannot take it back: what to do instead, in words for people. */
  beyond?: string
}

export interface Lifecycle<Action extends string = string> {
  kind: MatterKind
  label: string
  /** What its parties owe, and by what their progress is known; null when they owe nothing by being parties. */
  duty: Duty | null
  /** Duties whose reminders go into the matter's group; everything else is between the office and one person. */
  remindsInGroup: readonly Duty[]
  /** Its reminders go by minutes before the due (docs/rules.md, Urgent reports). */
  countsHours?: true
  /** Names of its states. Where `open` has none, people see how far the work has come (rules/matter-stage.ts). */
  stateNames: Partial<Readonly<Record<MatterState, string>>>
  /** How it begins, by the action of its first event. */
  openings: Readonly<Record<string, OpeningRule>>
  actions: Readonly<Record<Action, ActionRule & { label: string }>>
}

/** The opening of most kinds: at once, and every party owes its duty by the matter's due. */
export const openingFor = (duty: Duty): Lifecycle['openings'] => ({
  create: { state: 'open', todos: [{ open: duty, for: 'parties', due: 'matter' }] },
})
