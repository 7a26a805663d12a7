import type { Duty, MatterKind, MatterState } from '../rules/lifecycles/index.ts'

/** How a duty is spoken of. */
export interface DutyWords {
  /** In lists, in brackets: 【审核】. */
  name: string
  /** In a digest, behind the title; empty for the work itself. */
  waits: string
  /** What answers it. */
  answers: readonly string[]
  /** Work that several share and take from: a digest says how much of it there is, not what. */
  isQueue?: true
}

/** A duty on a matter; `state` where one duty means different things on the way (docs/rules.md, Submissions). */
export interface OwedDuty {
  duty: Duty
  kind?: MatterKind
  state?: MatterState
}

const general: Readonly<Record<Duty, DutyWords>> = {
  handle: { name: '办理', waits: '', answers: ['“#反馈 编号 进展”', '“#办结 编号 情况”'] },
  acknowledge: { name: '签收', waits: '待签收', answers: ['“#签收 编号”'] },
  review: { name: '确认', waits: '待确认', answers: ['“#确认 编号”', '“#退回 编号 原因”'] },
  sign: { name: '签发', waits: '待签发', answers: ['“#签发 编号”', '“#退稿 编号 原因”'] },
  set_due: { name: '定时限', waits: '待定时限', answers: ['“#时限 编号 日期”'] },
  decide_extension: { name: '审批延期', waits: '待审批延期', answers: ['“#同意延期 编号”', '“#不同意延期 编号 原因”'] },
  submit: { name: '报送', waits: '待报送', answers: ['“#报送 编号 标题⏎正文”'] },
  decide: { name: '审批', waits: '待办理', answers: [] },
  watch: { name: '值班', waits: '待值守', answers: [] },
}

const toApprove: DutyWords = { name: '审核', waits: '待审核', answers: ['“#同意 编号”', '“#退稿 编号 原因”'] }
const toEdit: DutyWords = { name: '采编', waits: '待采编', answers: ['“#接收 编号”', '“#退稿 编号 原因”', '“#留存 编号”'], isQueue: true }

/** Where a kind says it in its own words. */
const ofKind: Partial<Record<MatterKind, Partial<Record<Duty, DutyWords>>>> = {
  submission: {
    review: toApprove,
    handle: { name: '采编', waits: '采编中', answers: ['“#改稿 编号 标题⏎正文”', '“#同意 编号”送签'] },
    submit: { name: '改后重报', waits: '待改后重报', answers: ['“#重报 编号 补充内容”'] },
  },
  issue: {
    sign: { name: '签发', waits: '待签发', answers: ['“#签发 编号”', '“#退稿 编号 原因”', '“#看稿 编号”'] },
    handle: { name: '编辑', waits: '编辑中', answers: ['“#送签 编号”'] },
  },
  bulletin: { handle: { name: '印发', waits: '待印发', answers: [] } },
  urgent: {
    handle: { name: '紧急信息', waits: '待签发上报', answers: ['“#补充 编号 …”', '“#查 编号”'] },
    sign: { name: '签发', waits: '待签发', answers: ['“#签发 编号”'] },
    submit: { name: '续报', waits: '待续报', answers: ['“#续报 编号 …”', '“#终报 编号 …”'] },
  },
  instruction: { review: { name: '审阅', waits: '待审阅', answers: ['“#确认 编号”', '“#退回 编号 原因”'] } },
  procedure: { decide: { name: '办件', waits: '待办理', answers: ['“#办结 编号 情况”', '“#同意 编号”', '“#不同意 编号 原因”'] } },
  absence: { decide: { name: '外出审批', waits: '待同意', answers: ['“#同意 编号”', '“#不同意 编号 原因”'] } },
  watch: {
    watch: { name: '值班', waits: '待值守', answers: ['“#无异常”', '“#发现 情况”'] },
    decide: { name: '换班', waits: '待答复换班', answers: ['“#同意 编号”', '“#不同意 编号 原因”'] },
  },
  meeting: { decide: { name: '参会', waits: '待回复参会', answers: ['“#参会 编号”', '“#请假 编号 原因”'] } },
  disclosure: {
    review: { name: '公开审核', waits: '待审核公开', answers: ['“#同意 编号”', '“#退稿 编号 原因”'] },
    submit: { name: '改后重报', waits: '待改后重报', answers: ['“#公开 编号 名称⏎内容概述”'] },
    handle: { name: '公开更新', waits: '待更新', answers: ['“#更新公开 编号”'] },
  },
  suggestion: { handle: { name: '答复', waits: '待答复', answers: ['“#答复 编号 内容”'] } },
}

/** The words of a duty on a matter of this kind. */
export const dutyWords = ({ duty, kind, state }: OwedDuty): DutyWords => {
  // The heads have approved it: what is reviewed now is how it is edited.
  if (kind === 'submission' && duty === 'review' && state === 'open') return toEdit
  return (kind === undefined ? undefined : ofKind[kind]?.[duty]) ?? general[duty]
}
