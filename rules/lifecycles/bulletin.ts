import type { ActionRule, Lifecycle } from './lifecycle.ts'

export type BulletinAction = 'recount' | 'edit' | 'issue' | 'cancel'

type Row = ActionRule & { label: string }

/** 通报: drawn up by the clock as a draft, edited and issued by a person (docs/rules.md, Bulletins). */
export const bulletinLifecycle: Lifecycle<BulletinAction> = {
  kind: 'bulletin',
  label: '通报',
  duty: null,
  remindsInGroup: [],
  stateNames: { open: '待印发', closed: '已印发', cancelled: '已撤销' },
  openings: { create: { state: 'open', todos: [{ open: 'handle', for: 'editors', due: 'matter' }] } },
  actions: {
    recount: { label: '重新统计', from: ['open'], by: ['editor', 'signer', 'clock'] } satisfies Row,
    edit: { label: '修改', from: ['open'], by: ['editor', 'signer'] } satisfies Row,
    issue: {
      label: '印发',
      from: ['open'],
      to: 'closed',
      by: ['editor', 'signer'],
      todos: [{ close: 'all', of: 'everyone' }],
    } satisfies Row,
    cancel: {
      label: '撤销',
      from: ['open'],
      to: 'cancelled',
      by: ['editor', 'signer'],
      todos: [{ close: 'all', of: 'everyone' }],
    } satisfies Row,
  },
}
