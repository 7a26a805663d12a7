import type { ActionRule, TodoEffect } from './lifecycle.ts'

/** What is done with a submission once its text stands: printed, sent up, adopted, instructed on (docs/rules.md, Issues and Adoptions). */
export type SubmissionUse =
  | 'include'
  | 'publish'
  | 'unpublish'
  | 'send_up'
  | 'adopt'
  | 'revoke_adoption'
  | 'instruct'
  | 'instructed'
  | 'revoke_instruction'

type Row = ActionRule & { label: string }

const closeAll: TodoEffect = { close: 'all', of: 'everyone' }
const toEditors: TodoEffect = { open: 'review', for: 'editors', due: 'matter' }
const used = ['open', 'signing', 'signed', 'closed'] as const

/** These rows of its lifecycle. None can be taken back by 撤回 where something outside of the submission follows from it. */
export const submissionUses: Readonly<Record<SubmissionUse, Row>> = {
  include: { label: '编入', from: used, by: ['editor'] },
  publish: {
    label: '印发',
    from: used,
    to: 'closed',
    by: ['editor', 'signer'],
    todos: [closeAll],
    beyond: '请 #撤刊 期的编号 原因',
  },
  // The issue it stood in was withdrawn.
  unpublish: {
    label: '撤刊',
    from: ['closed'],
    to: 'open',
    by: ['editor', 'signer'],
    todos: [toEditors],
    beyond: '请重新 #编发',
  },
  send_up: {
    label: '上报',
    from: ['signed', 'closed'],
    to: 'closed',
    by: ['editor', 'signer'],
    todos: [closeAll],
    beyond: '请与报送对象联系',
  },
  adopt: { label: '登记采用', from: used, by: ['editor'], beyond: '请 #撤销采用 编号' },
  revoke_adoption: { label: '撤销采用', from: used, by: ['editor'], beyond: '请重新 #采用 编号' },
  instruct: {
    label: '登记批示',
    from: used,
    by: ['editor', 'root_supervisor', 'signer'],
    beyond: '请在小程序撤销该条批示',
  },
  // Tracked as a matter of its own: taken back or cancelled, it no longer counts here.
  instructed: { label: '登记批示', from: used, by: ['editor', 'root_supervisor', 'signer'] },
  revoke_instruction: {
    label: '撤销批示登记',
    from: used,
    by: ['editor', 'root_supervisor', 'signer'],
    beyond: '请重新登记批示',
  },
}
