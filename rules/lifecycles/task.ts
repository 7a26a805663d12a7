import { openingFor, type ActionRule, type Lifecycle } from './lifecycle.ts'

export type TaskAction =
  | 'acknowledge'
  | 'feedback'
  | 'finish_part'
  | 'submit'
  | 'complete'
  | 'accept'
  | 'return'
  | 'request_extension'
  | 'grant_extension'
  | 'refuse_extension'
  | 'set_due'
  | 'hand_over'
  | 'decline'
  | 'accept_decline'
  | 'refuse_decline'
  | 'withdraw_decline'
  | 'all_done'
  | 'urge'
  | 'correct'
  | 'add_party'
  | 'remove_party'
  | 'set_lead'
  | 'split'
  | 'cancel'
  | 'reopen'

type Row = ActionRule & { label: string }

const parties = ['responsible', 'assisting'] as const
const live = ['open', 'submitted'] as const

/** The whole life of a task: 立项→交办→签收→办理→反馈→审核→办结 or 退回 (docs/rules.md, Actions and todos). */
export const taskLifecycle: Lifecycle<TaskAction> = {
  kind: 'task',
  label: '任务',
  duty: 'handle',
  remindsInGroup: ['handle'],
  stateNames: {},
  openings: openingFor('handle'),
  actions: {
    acknowledge: { label: '签收', from: live, by: parties } satisfies Row,
    // Those who assist may still owe theirs while the issuer is asked.
    feedback: { label: '反馈', from: live, by: parties } satisfies Row,
    // 办结 has three readings; use-cases/tasks/finish-task.ts picks one.
    finish_part: { label: '办结本方', from: live, by: parties, todos: [{ close: 'handle', of: 'acting_party' }] } satisfies Row,
    submit: {
      label: '申请办结',
      from: ['open'],
      to: 'submitted',
      by: ['responsible'],
      todos: [
        { close: 'handle', of: 'acting_party' },
        { open: 'review', for: 'issuer', due: 'next_morning' },
      ],
    } satisfies Row,
    complete: {
      label: '自办办结',
      from: ['open'],
      to: 'closed',
      by: ['responsible'],
      todos: [{ close: 'all', of: 'everyone' }],
    } satisfies Row,
    accept: {
      label: '确认',
      from: ['submitted'],
      to: 'closed',
      by: ['issuer', 'root_supervisor'],
      todos: [{ close: 'all', of: 'everyone' }],
    } satisfies Row,
    return: {
      label: '退回',
      from: ['submitted'],
      to: 'open',
      by: ['issuer', 'root_supervisor'],
      todos: [
        { close: 'review', of: 'everyone' },
        { open: 'handle', for: 'responsible', due: 'matter' },
      ],
    } satisfies Row,
    request_extension: {
      label: '申请延期',
      from: ['open'],
      by: ['responsible'],
      todos: [
        { open: 'decide_extension', for: 'issuer', due: 'next_morning' },
        { open: 'decide_extension', for: 'root_supervisors', due: 'next_morning' },
      ],
    } satisfies Row,
    grant_extension: {
      label: '同意延期',
      from: live,
      by: ['issuer', 'root_supervisor'],
      todos: [{ close: 'decide_extension', of: 'everyone' }],
    } satisfies Row,
    refuse_extension: {
      label: '不同意延期',
      from: live,
      by: ['issuer', 'root_supervisor'],
      todos: [{ close: 'decide_extension', of: 'everyone' }],
    } satisfies Row,
    set_due: {
      label: '定时限',
      from: live,
      by: ['issuer', 'root_supervisor'],
      todos: [
        { close: 'set_due', of: 'everyone' },
        { close: 'decide_extension', of: 'everyone' },
      ],
    } satisfies Row,
    hand_over: {
      label: '转办',
      from: ['open'],
      by: parties,
      todos: [
        { close: 'handle', of: 'acting_party' },
        { open: 'handle', for: 'target', due: 'matter' },
      ],
    } satisfies Row,
    decline: { label: '退办', from: ['open'], by: parties, todos: [{ open: 'review', for: 'issuer', due: 'next_morning' }] } satisfies Row,
    accept_decline: {
      label: '同意退办',
      from: ['open'],
      by: ['issuer', 'root_supervisor'],
      todos: [
        { close: 'review', of: 'everyone' },
        { close: 'all', of: 'target' },
      ],
    } satisfies Row,
    refuse_decline: {
      label: '不同意退办',
      from: ['open'],
      by: ['issuer', 'root_supervisor'],
      todos: [{ close: 'review', of: 'everyone' }],
    } satisfies Row,
    // The declining party goes on, hands over or leaves: nothing is left to decide.
    withdraw_decline: {
      label: '收回退办',
      from: ['open'],
      by: ['responsible', 'assisting', 'issuer', 'root_supervisor'],
      todos: [{ close: 'review', of: 'everyone' }],
    } satisfies Row,
    // The last one who owed was taken off: what the others finished waits for the issuer.
    all_done: {
      label: '各方办结',
      from: ['open'],
      to: 'submitted',
      by: ['issuer', 'root_supervisor'],
      todos: [{ open: 'review', for: 'issuer', due: 'next_morning' }],
    } satisfies Row,
    urge: { label: '催办', from: live, by: ['issuer', 'root_supervisor'] } satisfies Row,
    correct: { label: '修改', from: live, by: ['issuer'] } satisfies Row,
    add_party: { label: '加人', from: ['open'], by: ['issuer'], todos: [{ open: 'handle', for: 'target', due: 'matter' }] } satisfies Row,
    remove_party: { label: '减人', from: ['open'], by: ['issuer'], todos: [{ close: 'all', of: 'target' }] } satisfies Row,
    // Who had finished an own part and now leads, leads the whole.
    set_lead: { label: '定牵头', from: ['open'], by: ['issuer'], todos: [{ open: 'handle', for: 'target', due: 'matter' }] } satisfies Row,
    split: { label: '分解', from: ['open'], by: ['issuer', 'responsible'] } satisfies Row,
    cancel: {
      label: '撤销',
      from: live,
      to: 'cancelled',
      by: ['issuer', 'root_supervisor'],
      todos: [{ close: 'all', of: 'everyone' }],
    } satisfies Row,
    reopen: {
      label: '重开',
      from: ['closed'],
      to: 'open',
      by: ['issuer'],
      todos: [{ open: 'handle', for: 'responsible', due: 'matter' }],
    } satisfies Row,
  },
}
