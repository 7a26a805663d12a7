import { openingFor, type ActionRule, type Lifecycle, type TodoEffect } from './lifecycle.ts'

export type CallAction =
  | 'take'
  | 'deliver'
  | 'deliver_last'
  | 'all_done'
  | 'undeliver'
  | 'finish'
  | 'urge'
  | 'correct'
  | 'set_due'
  | 'add_party'
  | 'remove_party'
  | 'cancel'

type Row = ActionRule & { label: string }

const organisers = ['issuer', 'editor'] as const
const closeAll: TodoEffect = { close: 'all', of: 'everyone' }
const closeOwn: TodoEffect = { close: 'submit', of: 'acting_party' }

/** 约稿: topic, requirements, units, limit; who took it and who delivered (docs/rules.md, Calls). */
export const callLifecycle: Lifecycle<CallAction> = {
  kind: 'call',
  label: '约稿',
  duty: 'submit',
  remindsInGroup: ['submit'],
  stateNames: { open: '约稿中', closed: '已结束', cancelled: '已撤销' },
  openings: openingFor('submit'),
  actions: {
    take: { label: '认领', from: ['open'], by: ['responsible'] } satisfies Row,
    deliver: { label: '报送', from: ['open'], by: ['responsible'], todos: [closeOwn] } satisfies Row,
    deliver_last: { label: '各单位报齐', from: ['open'], to: 'closed', by: ['responsible'], todos: [closeOwn, closeAll] } satisfies Row,
    // The last unit that owed was taken off: what was asked of the others has come.
    all_done: { label: '各单位报齐', from: ['open'], to: 'closed', by: organisers, todos: [closeAll] } satisfies Row,
    // What a unit sent was withdrawn: it owes again.
    undeliver: {
      label: '撤稿',
      from: ['open', 'closed'],
      to: 'open',
      by: ['unit_head', 'responsible', ...organisers],
      todos: [{ open: 'submit', for: 'target', due: 'matter' }],
    } satisfies Row,
    finish: { label: '结束约稿', from: ['open'], to: 'closed', by: [...organisers, 'clock'], todos: [closeAll] } satisfies Row,
    urge: { label: '催办', from: ['open'], by: organisers } satisfies Row,
    correct: { label: '修改', from: ['open'], by: organisers } satisfies Row,
    set_due: { label: '定时限', from: ['open'], by: organisers, todos: [{ close: 'set_due', of: 'everyone' }] } satisfies Row,
    add_party: { label: '加单位', from: ['open'], by: organisers, todos: [{ open: 'submit', for: 'target', due: 'matter' }] } satisfies Row,
    remove_party: { label: '减单位', from: ['open'], by: organisers, todos: [{ close: 'all', of: 'target' }] } satisfies Row,
    cancel: { label: '撤销', from: ['open'], to: 'cancelled', by: organisers, todos: [closeAll] } satisfies Row,
  },
}
