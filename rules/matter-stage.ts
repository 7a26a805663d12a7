import { lifecycles, type MatterKind, type MatterState } from './lifecycles/index.ts'

/** How far a matter has come, as people see it (docs/rules.md, Model): derived from state, todos and history, stored nowhere. */
export const matterStages = [
  'registered',
  'acknowledged',
  'in_progress',
  'open',
  'submitted',
  'closed',
  'cancelled',
  'draft',
  'returned',
  'signing',
  'signed',
  'paused',
] as const
export type MatterStage = (typeof matterStages)[number]

/** What people call a stage where the kind has no word of its own. */
const stageNames: Readonly<Record<MatterStage, string>> = {
  registered: '已立项',
  acknowledged: '已签收',
  in_progress: '办理中',
  open: '办理中',
  submitted: '待确认',
  closed: '已办结',
  cancelled: '已撤销',
  draft: '草稿',
  returned: '已退回',
  signing: '待签发',
  signed: '已签发',
  paused: '已暂停',
}

/** The stage in the words of its kind. */
export const nameStage = (kind: MatterKind, stage: MatterStage): string => {
  const own: Partial<Record<string, string>> = lifecycles[kind].stateNames
  return own[stage] ?? stageNames[stage]
}

/** Events that mean somebody is at work: reported, finished a part, handed it on, or has it back for more. */
export const workActions = ['feedback', 'finish_part', 'submit', 'return', 'reopen', 'split'] as const

export interface StageFacts {
  kind: MatterKind
  state: MatterState
  /** One of `workActions` has happened. */
  worked: boolean
  /** Everyone responsible has acknowledged what they still owe. */
  acknowledged: boolean
}

/**
 * 已签收 waits for everyone responsible; assisting parties do not hold it up. Once somebody has worked on it, it is 办理中.
 * A kind that names its open state is seen by its state alone.
 */
export const stageOf = ({ kind, state, worked, acknowledged }: StageFacts): MatterStage => {
  if (state !== 'open' || lifecycles[kind].stateNames.open !== undefined) return state
  if (worked) return 'in_progress'
  return acknowledged ? 'acknowledged' : 'registered'
}
