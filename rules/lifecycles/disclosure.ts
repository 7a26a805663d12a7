import type { ActionRule, Lifecycle } from './lifecycle.ts'

type Row = ActionRule & { label: string }

const closeAll = { close: 'all', of: 'everyone' } as const

/** 政务公开: an item of the directory, looked over before it is published, and renewed (docs/rules.md, Disclosure). */
export const disclosureLifecycle: Lifecycle = {
  kind: 'disclosure',
  label: '公开事项',
  duty: 'handle',
  remindsInGroup: [],
  stateNames: { submitted: '待审核', open: '已公开', returned: '已退回', closed: '已撤下', cancelled: '已撤销' },
  openings: { create: { state: 'submitted', todos: [{ open: 'review', for: 'editors', due: 'next_morning' }] } },
  actions: {
    publish: {
      label: '公开',
      from: ['submitted'],
      to: 'open',
      by: ['editor', 'signer'],
      todos: [{ close: 'review', of: 'everyone' }],
    } satisfies Row,
    send_back: {
      label: '退回',
      from: ['submitted'],
      to: 'returned',
      by: ['editor', 'signer'],
      todos: [closeAll, { open: 'submit', for: 'issuer', due: 'next_morning' }],
    } satisfies Row,
    resubmit: {
      label: '改后重报',
      from: ['returned'],
      to: 'submitted',
      by: ['issuer', 'responsible'],
      todos: [closeAll, { open: 'review', for: 'editors', due: 'next_morning' }],
    } satisfies Row,
    renew_due: {
      label: '到期更新',
      from: ['open'],
      by: ['clock'],
      todos: [{ open: 'handle', for: 'responsible', due: 'matter' }],
    } satisfies Row,
    renew: { label: '更新', from: ['open'], by: ['responsible', 'editor'], todos: [{ close: 'handle', of: 'everyone' }] } satisfies Row,
    withdraw: { label: '撤下', from: ['open'], to: 'closed', by: ['editor', 'signer'], todos: [closeAll] } satisfies Row,
    cancel: { label: '撤销', from: ['submitted', 'returned'], to: 'cancelled', by: ['issuer', 'editor'], todos: [closeAll] } satisfies Row,
  },
}
