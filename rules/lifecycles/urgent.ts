import type { ActionRule, Lifecycle, TodoEffect } from './lifecycle.ts'

export type UrgentAction = 'supplement' | 'follow_up' | 'grade' | 'sign' | 'final' | 'cancel'

type Row = ActionRule & { label: string }

// Assisting: the unit on duty, which follows the event as well.
const reporters = ['issuer', 'responsible', 'assisting', 'editor'] as const
const closeAll: TodoEffect = { close: 'all', of: 'everyone' }

/**
 * 紧急信息: 初报 taken at once, signed within its limit, 续报 while it is open, 终报 at the end (docs/rules.md, Urgent reports).
 * `target` is the reporter, whose next 续报 is due at the time the change writes.
 */
export const urgentLifecycle: Lifecycle<UrgentAction> = {
  kind: 'urgent',
  label: '紧急信息',
  duty: 'submit',
  remindsInGroup: [],
  countsHours: true,
  stateNames: { open: '处置中', closed: '已终报', cancelled: '已撤销' },
  openings: {
    create: {
      state: 'open',
      todos: [
        { open: 'sign', for: 'signers_and_deputies', due: 'matter' },
        { open: 'handle', for: 'issuer', due: 'matter' },
      ],
    },
  },
  actions: {
    supplement: { label: '补充', from: ['open', 'closed'], by: reporters } satisfies Row,
    // A 续报 is what its reporter owed; the next one is owed at once, at its own time.
    follow_up: {
      label: '续报',
      from: ['open'],
      by: reporters,
      todos: [
        { close: 'submit', of: 'everyone' },
        { open: 'submit', for: 'target', due: 'matter' },
      ],
    } satisfies Row,
    // What is open goes by the limit that the change writes; whoever was told of it is told of this too.
    grade: {
      label: '调整等级',
      from: ['open'],
      by: [...reporters, 'signer'],
      beyond: '请再发 #定级 编号 等级 原因',
    } satisfies Row,
    sign: {
      label: '签发上报',
      from: ['open'],
      by: ['signer'],
      beyond: '请用 #补充 或 #续报 更正',
      todos: [closeAll, { open: 'submit', for: 'target', due: 'matter' }],
    } satisfies Row,
    final: { label: '终报', from: ['open'], to: 'closed', by: reporters, todos: [closeAll] } satisfies Row,
    cancel: { label: '撤销', from: ['open'], to: 'cancelled', by: ['issuer', 'editor', 'signer'], todos: [closeAll] } satisfies Row,
  },
}
