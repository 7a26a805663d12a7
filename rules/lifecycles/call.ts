import type { ActionRule, Lifecycle } from './lifecycle.ts'
import { openingFor } from './lifecycle.ts'

export type CallAction =
  | 'take'
  | 'deliver'
  | 'undeliver'
  | 'finish'
  | 'urge'
  | 'correct'
  | 'set_due'
  | 'add_party'
  | 'remove_party'
  | 'cancel'

type Row = ActionRule & { label: string }

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
    deliver: { label: '报送', from: ['open'], by: ['responsible'], todos: [{ close: 'submit', of: 'acting_party' }] } satisfies Row,
    // What a unit sent was returned to it: it owes again.
    undeliver: {
      label: '退稿',
      from: ['open'],
      by: ['unit_head', 'editor', 'signer', 'issuer', 'responsible'],
      todos: [{ open: 'submit', for: 'target', due: 'matter' }],
    } satisfies Row,
    finish: {
      label: '结束约稿',
      from: ['open'],
      to: 'closed',
      by: ['issuer', 'editor'],
      todos: [{ close: 'all', of: 'everyone' }],
    } satisfies Row,
    urge: { label: '催办', from: ['open'], by: ['issuer', 'editor'] } satisfies Row,
    correct: { label: '修改', from: ['open'], by: ['issuer', 'editor'] } satisfies Row,
    set_due: { label: '定时限', from: ['open'], by: ['issuer', 'editor'], todos: [{ close: 'set_due', of: 'everyone' }] } satisfies Row,
    add_party: {
      label: '加单位',
      from: ['open'],
      by: ['issuer', 'editor'],
      todos: [{ open: 'submit', for: 'target', due: 'matter' }],
    } satisfies Row,
    remove_party: { label: '减单位', from: ['open'], by: ['issuer', 'editor'], todos: [{ close: 'all', of: 'target' }] } satisfies Row,
    cancel: {
      label: '撤销',
      from: ['open'],
      to: 'cancelled',
      by: ['issuer', 'editor'],
      todos: [{ close: 'all', of: 'everyone' }],
    } satisfies Row,
  },
}
