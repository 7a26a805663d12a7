import type { MatterState } from './lifecycles/index.ts'

/** How far a matter has come, as people see it (docs/rules.md, Model): derived from state, todos and history, stored nowhere. */
export type MatterStage = 'registered' | 'acknowledged' | 'in_progress' | 'submitted' | 'closed' | 'cancelled'

export const stageNames: Readonly<Record<MatterStage, string>> = {
  registered: '已立项',
  acknowledged: '已签收',
  in_progress: '办理中',
  submitted: '待确认',
  closed: '已办结',
  cancelled: '已撤销',
}

/** Events that mean somebody is at work: reported, finished a part, handed it on, or has it back for more. */
export const workActions = ['feedback', 'finish_part', 'submit', 'return', 'reopen', 'split'] as const

export interface StageFacts {
  state: MatterState
  /** One of `workActions` has happened. */
  worked: boolean
  /** Everyone responsible has acknowledged what they still owe. */
  acknowledged: boolean
}

/** 已签收 waits for everyone responsible; assisting parties do not hold it up. Once somebody has worked on it, it is 办理中. */
export const stageOf = ({ state, worked, acknowledged }: StageFacts): MatterStage => {
  if (state !== 'open') return state
  if (worked) return 'in_progress'
  return acknowledged ? 'acknowledged' : 'registered'
}
