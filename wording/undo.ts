import type { Instant } from '../rules/instant.ts'
import { findAction, isOpening, type MatterKind, type MatterState } from '../rules/lifecycles/index.ts'
import { nameStage } from '../rules/matter-stage.ts'
import { formatInstant } from './instants.ts'
import type { Wording } from './tasks.ts'

/** Acts that stand in a timeline without being actions of a lifecycle. */
const otherActs: Readonly<Record<string, string>> = {
  skip_next: '跳过下一期',
  end_series: '停止循环',
  acknowledge: '签收',
  undo: '撤回',
  transfer: '人员变动移交',
  next_waits: '下一期等待开立',
  turn_skipped: '跳过一期',
  attach: '上传附件',
  remove_attachment: '删除附件',
}

/** 申请办结: what an event of a timeline is called. */
export const nameAction = (kind: MatterKind, action: string): string =>
  findAction(kind, action)?.label ?? (isOpening(kind, action) ? '立项' : (otherActs[action] ?? '后续办理'))

const orCancel = (number: number): string => `,请用 #撤销 ${number} 原因`

/** Why something cannot be taken back, each with the mend. */
export const describeNotUndoable = {
  late: (number: number, isNew: boolean): string => `〔${number}〕已超过10分钟${isNew ? orCancel(number) : ',不能撤回,请另发一条更正'}`,
  followed: (number: number, isNew: boolean, later: string): string =>
    `〔${number}〕已有后续办理${isNew ? orCancel(number) : `(${later}),不能撤回,请另发一条更正`}`,
  already: (number: number): string => `〔${number}〕此前已撤回`,
  nothing: (number: number): string => `〔${number}〕没有您可以撤回的办理`,
  unknown: (number: number, act: string): string => `〔${number}〕“${act}”不能撤回,请另发一条更正`,
  beyond: (number: number, act: string, mend: string): string => `〔${number}〕“${act}”不能撤回,${mend}`,
  tooLarge: (number: number): string => `〔${number}〕涉及的人太多,不能撤回,请另发一条更正`,
  wholeOver: (number: number, whole: number): string => `〔${number}〕分解自〔${whole}〕,该事项已结束,不能撤回`,
  partsOpen: (number: number): string => `〔${number}〕尚有分解任务未办结,不能撤回`,
} as const

interface UndoneLine {
  matter: { number: number; kind: MatterKind; state: MatterState; dueAt: Instant | null }
  acts: readonly string[]
  isOpening: boolean
}

/** What the matter is again: 办理中,截止 11月27日(周五)17:30 */
const describeNow = (w: Wording, { kind, state, dueAt }: UndoneLine['matter']): string => {
  if (state === 'closed' || state === 'cancelled') return nameStage(kind, state)
  const due = dueAt === null ? '时限未定' : `截止 ${formatInstant(w.calendar, dueAt, w.now)}`
  return `${state === 'open' ? '办理中' : nameStage(kind, state)},${due}`
}

/** 〔128〕已撤回“申请办结”,现为办理中,截止 11月27日(周五)17:30 */
export const describeUndone = (w: Wording, { matter, acts, isOpening }: UndoneLine): string =>
  isOpening ? `〔${matter.number}〕已撤回` : `〔${matter.number}〕已撤回“${[...new Set(acts)].join('、')}”,现为${describeNow(w, matter)}`

export const undoWhat = '请引用您10分钟内发的那条消息,或写明编号,例如:#撤回 128'
export const nothingToUndo = '您10分钟内在这里没有可以撤回的消息;也可以引用那条消息,或写明编号,例如:#撤回 128'
/** Said twice, it must not reach further back than its sender saw. */
export const alreadyUndone = '您最近的一条已经撤回;要撤回更早的,请引用那条消息'

/** A command that opened no matter: how to take it back. */
export const describeTakeBack = (tag: string, how: string): string => `“#${tag}”不能用撤回取消,${how}`

/** A chat message was recalled: what it did still stands. */
export const describeRecalled = (left: readonly { number: number; act: string; isOpening: boolean }[]): string => {
  const standing = left
    .map(({ number, act, isOpening }) => (isOpening ? `〔${number}〕仍在登记中` : `〔${number}〕的“${act}”仍有效`))
    .join('、')
  const [first] = left
  return `您撤回了消息,${standing};如要一并撤回,请回复 #撤回 ${left.length > 1 ? left.map(({ number }) => number).join(' ') : (first?.number ?? '')}`
}
