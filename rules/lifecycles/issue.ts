import type { ActionRule, Lifecycle } from './lifecycle.ts'
import { callDeputies } from './submission.ts'

export type IssueAction =
  | 'arrange'
  | 'request_signature'
  | 'pass'
  | 'sign'
  | 'send_back'
  | 'publish'
  | 'withdraw'
  | 'cancel'
  | 'call_deputies'
  | 'call_editors'

type Row = ActionRule & { label: string }

/**
 * One issue of a publication: compiled, passed along the publication's review chain, numbered when the last of the chain signs it,
 * published (docs/rules.md, Issues). `target` are the holders of the chain's next role; whose turn it is in the chain is judged by
 * use-cases/issues/chain-turn.ts.
 */
export const issueLifecycle: Lifecycle<IssueAction> = {
  kind: 'issue',
  label: '刊物',
  duty: null,
  remindsInGroup: [],
  stateNames: { open: '编辑中', signing: '待签发', signed: '已签发', closed: '已印发', cancelled: '已撤销' },
  openings: { create: { state: 'open', todos: [{ open: 'handle', for: 'actor', due: 'none' }] } },
  actions: {
    arrange: { label: '编排', from: ['open'], by: ['editor'], beyond: '请重新编排' } satisfies Row,
    request_signature: {
      label: '送签',
      from: ['open'],
      to: 'signing',
      by: ['editor'],
      todos: [{ open: 'sign', for: 'target', due: 'next_morning' }],
    } satisfies Row,
    pass: {
      label: '审核通过',
      from: ['signing'],
      by: ['editor', 'signer', 'responsible'],
      todos: [
        { close: 'sign', of: 'everyone' },
        { open: 'sign', for: 'target', due: 'next_morning' },
      ],
    } satisfies Row,
    sign: {
      label: '签发',
      from: ['signing'],
      to: 'signed',
      by: ['editor', 'signer', 'responsible'],
      todos: [{ close: 'sign', of: 'everyone' }],
      beyond: '期号已取,请 #撤刊 编号 原因',
    } satisfies Row,
    send_back: {
      label: '退回编辑',
      from: ['signing'],
      to: 'open',
      by: ['editor', 'signer', 'responsible'],
      todos: [{ close: 'sign', of: 'everyone' }],
    } satisfies Row,
    publish: {
      label: '印发',
      from: ['signed'],
      to: 'closed',
      by: ['editor', 'signer'],
      todos: [{ close: 'all', of: 'everyone' }],
      beyond: '请 #撤刊 编号 原因',
    } satisfies Row,
    withdraw: {
      label: '撤刊',
      from: ['signed', 'closed'],
      to: 'cancelled',
      by: ['editor', 'signer'],
      todos: [{ close: 'all', of: 'everyone' }],
      beyond: '请重新 #编发',
    } satisfies Row,
    call_deputies: callDeputies,
    // Its compiler is no longer there.
    call_editors: {
      label: '转现任编辑',
      from: ['open', 'signed'],
      by: ['clock'],
      todos: [
        { close: 'all', of: 'everyone' },
        { open: 'handle', for: 'target', due: 'none' },
      ],
    } satisfies Row,
    cancel: {
      label: '撤销',
      from: ['open', 'signing'],
      to: 'cancelled',
      by: ['editor', 'signer'],
      todos: [{ close: 'all', of: 'everyone' }],
    } satisfies Row,
  },
}
