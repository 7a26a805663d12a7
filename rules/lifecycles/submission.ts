import type { ActionRule, Lifecycle, TodoEffect } from './lifecycle.ts'
import { submissionUses, type SubmissionUse } from './submission-uses.ts'

export type SubmissionAction =
  | SubmissionUse
  | 'submit'
  | 'submit_past_head'
  | 'report_problem'
  | 'approve'
  | 'supplement'
  | 'rewrite'
  | 'receive'
  | 'edit'
  | 'edit_signed'
  | 'request_signature'
  | 'sign'
  | 'sign_at_once'
  | 'send_back'
  | 'return'
  | 'return_unapproved'
  | 'merge'
  | 'set_category'
  | 'shelve'
  | 'take_up'
  | 'call_deputies'
  | 'pass_head'
  | 'call_heads'
  | 'call_editors'
  | 'cancel'

type Row = ActionRule & { label: string }

const closeAll: TodoEffect = { close: 'all', of: 'everyone' }
const toHeads: TodoEffect = { open: 'review', for: 'unit_heads', due: 'matter' }
const toEditors: TodoEffect = { open: 'review', for: 'editors', due: 'matter' }
/** 报忧 goes straight to the signer, and its editor follows it to the end. */
const toSigners: readonly TodoEffect[] = [
  { open: 'sign', for: 'signers', due: 'matter' },
  { open: 'handle', for: 'editors', due: 'matter' },
]
/** The editor who took it has it until it is out. */
const toActor: readonly TodoEffect[] = [
  { close: 'review', of: 'everyone' },
  { close: 'handle', of: 'everyone' },
  { open: 'handle', for: 'actor', due: 'matter' },
]

/** The director has let it lie, is away, or is somebody else by now (docs/rules.md, Signing). */
export const callDeputies: Row = {
  label: '请代签人签发',
  from: ['signing'],
  by: ['clock'],
  todos: [{ open: 'sign', for: 'target', due: 'given' }],
}

const toAuthor: readonly TodoEffect[] = [closeAll, { open: 'submit', for: 'issuer', due: 'next_morning' }]

const unsent = ['draft', 'returned'] as const
const withEditors = ['open', 'signing'] as const
const used = ['open', 'signing', 'signed', 'closed'] as const

/** 上载→采编→审发→发送→统计 (docs/rules.md, Submissions). */
export const submissionLifecycle: Lifecycle<SubmissionAction> = {
  kind: 'submission',
  label: '信息',
  duty: null,
  remindsInGroup: [],
  stateNames: {
    draft: '草稿',
    submitted: '待单位审核',
    open: '采编中',
    returned: '已退稿',
    signing: '待签发',
    signed: '已签发',
    closed: '已办结',
    cancelled: '已撤销',
  },
  openings: {
    draft: { state: 'draft', todos: [] },
    submit: { state: 'submitted', todos: [toHeads] },
    submit_past_head: { state: 'open', todos: [toEditors] },
    report_problem: { state: 'signing', todos: toSigners },
    // A joint report made of several begins with the editor who made it.
    merge: { state: 'open', todos: [{ open: 'handle', for: 'actor', due: 'matter' }] },
  },
  actions: {
    submit: { label: '报送', from: unsent, to: 'submitted', by: ['responsible', 'issuer'], todos: [closeAll, toHeads] } satisfies Row,
    submit_past_head: {
      label: '报送',
      from: unsent,
      to: 'open',
      by: ['responsible', 'issuer'],
      todos: [closeAll, toEditors],
    } satisfies Row,
    report_problem: {
      label: '报忧',
      from: unsent,
      to: 'signing',
      by: ['responsible', 'issuer'],
      todos: [closeAll, ...toSigners],
    } satisfies Row,
    approve: {
      label: '审核同意',
      from: ['submitted'],
      to: 'open',
      by: ['unit_head'],
      todos: [{ close: 'review', of: 'everyone' }, toEditors],
    } satisfies Row,
    supplement: { label: '补充', from: ['draft', 'submitted', 'returned', 'open', 'signing'], by: ['issuer', 'responsible'] } satisfies Row,
    rewrite: { label: '改稿', from: unsent, by: ['issuer', 'responsible'] } satisfies Row,
    receive: { label: '接收', from: withEditors, by: ['editor'], todos: toActor } satisfies Row,
    edit: { label: '改稿', from: withEditors, by: ['editor', 'signer'] } satisfies Row,
    // A changed text is no longer the one that was signed.
    edit_signed: { label: '改稿', from: ['signed'], to: 'open', by: ['editor', 'signer'], todos: [...toActor] } satisfies Row,
    request_signature: {
      label: '送签',
      from: ['open'],
      to: 'signing',
      by: ['editor'],
      todos: [...toActor, { open: 'sign', for: 'signers', due: 'next_morning' }],
    } satisfies Row,
    sign: {
      label: '签发',
      from: withEditors,
      to: 'signed',
      by: ['signer'],
      beyond: '请 #改稿 后重新签发',
      todos: [
        { close: 'sign', of: 'everyone' },
        { close: 'review', of: 'everyone' },
      ],
    } satisfies Row,
    // Nobody had taken it yet: what is signed still has to be sent or printed by somebody.
    sign_at_once: {
      label: '签发',
      from: ['open'],
      to: 'signed',
      by: ['signer'],
      beyond: '请 #改稿 后重新签发',
      todos: [closeAll, { open: 'handle', for: 'editors', due: 'next_morning' }],
    } satisfies Row,
    send_back: {
      label: '退回采编',
      from: ['signing'],
      to: 'open',
      by: ['signer'],
      todos: [{ close: 'sign', of: 'everyone' }, toEditors],
    } satisfies Row,
    return: { label: '退稿', from: ['submitted', 'open', 'signing'], to: 'returned', by: ['editor'], todos: toAuthor } satisfies Row,
    // A head returns what waits for the head, and nothing that has gone past: 报忧 least of all.
    return_unapproved: { label: '退稿', from: ['submitted'], to: 'returned', by: ['unit_head'], todos: toAuthor } satisfies Row,
    // What waits for its unit's head is the unit's still.
    merge: {
      label: '合并',
      from: ['open'],
      to: 'closed',
      by: ['editor'],
      todos: [closeAll],
      beyond: '请另报一条',
    } satisfies Row,
    ...submissionUses,
    // 留存: not used now. An upper body may still adopt it, an issue may still print it.
    shelve: { label: '留存', from: ['open', 'signing', 'signed'], to: 'closed', by: ['editor', 'clock'], todos: [closeAll] } satisfies Row,
    take_up: { label: '重新采编', from: ['closed'], to: 'open', by: ['editor'], todos: toActor } satisfies Row,
    call_deputies: callDeputies,
    // Heads and editors who were asked are no longer there.
    pass_head: {
      label: '无人审核,转信息科',
      from: ['submitted'],
      to: 'open',
      by: ['clock'],
      todos: [closeAll, toEditors],
    } satisfies Row,
    call_heads: {
      label: '转现任负责人',
      from: ['submitted'],
      by: ['clock'],
      todos: [closeAll, { open: 'review', for: 'target', due: 'next_morning' }],
    } satisfies Row,
    call_editors: {
      label: '转现任编辑',
      from: ['open', 'signed'],
      by: ['clock'],
      todos: [closeAll, { open: 'handle', for: 'target', due: 'next_morning' }],
    } satisfies Row,
    set_category: { label: '改类别', from: ['draft', 'submitted', 'returned', ...used], by: ['editor', 'issuer'] } satisfies Row,
    cancel: {
      label: '撤销',
      from: ['draft', 'submitted', 'returned', 'open', 'signing'],
      to: 'cancelled',
      by: ['issuer', 'editor'],
      todos: [closeAll],
    } satisfies Row,
  },
}
