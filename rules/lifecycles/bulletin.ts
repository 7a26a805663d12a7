import type { ActionRule, Lifecycle } from './lifecycle.ts'

export type BulletinAction = 'recount' | 'count' | 'edit' | 'change' | 'issue' | 'cancel'

type Row = ActionRule & { label: string }

const people = ['editor', 'signer'] as const

/**
 * 通报: drawn up by the clock or on request as a draft, edited and issued by a person; what was issued never changes
 * (docs/rules.md, Bulletins).
 */
export const bulletinLifecycle: Lifecycle<BulletinAction> = {
  kind: 'bulletin',
  label: '通报',
  duty: null,
  remindsInGroup: [],
  stateNames: { open: '待印发', closed: '已印发', cancelled: '已撤销' },
  openings: { create: { state: 'open', todos: [{ open: 'handle', for: 'editors', due: 'matter' }] } },
  actions: {
    recount: { label: '重新统计', from: ['open'], by: people, beyond: '统计完成后再看' } satisfies Row,
    count: { label: '统计完成', from: ['open'], by: ['clock'] } satisfies Row,
    edit: { label: '修改文字', from: ['open'], by: people, beyond: '请再改一次' } satisfies Row,
    change: { label: '调整数据', from: ['open'], by: people, beyond: '请恢复为统计数' } satisfies Row,
    issue: {
      label: '印发',
      from: ['open'],
      to: 'closed',
      by: people,
      todos: [{ close: 'all', of: 'everyone' }],
      beyond: '请 #撤销 编号 原因,再重新 #通报',
    } satisfies Row,
    cancel: {
      label: '撤销',
      from: ['open', 'closed'],
      to: 'cancelled',
      by: people,
      todos: [{ close: 'all', of: 'everyone' }],
      beyond: '请重新 #通报',
    } satisfies Row,
  },
}
