import type { ActionRule, Lifecycle } from './lifecycle.ts'

type Row = ActionRule & { label: string }

const nextAnswer = [
  { close: 'decide', of: 'acting_party' },
  { open: 'decide', for: 'target', due: 'given' },
] as const

const organisers = ['issuer', 'root_supervisor'] as const

/** 值班: a roster whose slots open one at a time; one word closes the open one (docs/rules.md, Watches). */
export const watchLifecycle: Lifecycle = {
  kind: 'watch',
  label: '值班',
  duty: null,
  remindsInGroup: [],
  stateNames: { open: '值守中', closed: '已结束', cancelled: '已撤销' },
  openings: { create: { state: 'open', todos: [] } },
  actions: {
    // Slots are made and taken away by it, and people told of theirs.
    plan: { label: '排班', from: ['open'], by: organisers, beyond: '请重新排班' } satisfies Row,
    open_slot: {
      label: '开班',
      from: ['open'],
      by: ['clock'],
      todos: [
        { close: 'watch', of: 'everyone' },
        { open: 'watch', for: 'target', due: 'given' },
      ],
    } satisfies Row,
    all_quiet: { label: '无异常', from: ['open'], by: ['responsible'], todos: [{ close: 'watch', of: 'acting_party' }] } satisfies Row,
    find: {
      label: '发现情况',
      from: ['open'],
      by: ['responsible'],
      todos: [{ close: 'watch', of: 'acting_party' }],
      beyond: '请撤销由此开立的事项',
    } satisfies Row,
    miss_slot: { label: '未报', from: ['open'], by: ['clock'], todos: [{ close: 'watch', of: 'everyone' }] } satisfies Row,
    hand_over: {
      label: '交班',
      from: ['open'],
      by: ['responsible'],
      todos: [
        { close: 'watch', of: 'acting_party' },
        { open: 'watch', for: 'target', due: 'given' },
      ],
    } satisfies Row,
    // Whoever has swaps to answer has one todo for all of them: closed by each of these, and opened anew while one is left.
    ask_swap: { label: '申请换班', from: ['open'], by: ['responsible'], todos: nextAnswer } satisfies Row,
    withdraw_swap: { label: '撤回换班', from: ['open'], by: ['responsible'], todos: nextAnswer } satisfies Row,
    lapse_swap: { label: '换班作罢', from: ['open'], by: ['clock'], todos: nextAnswer } satisfies Row,
    agree_swap: { label: '同意换班', from: ['open'], by: ['responsible'], todos: nextAnswer } satisfies Row,
    refuse_swap: { label: '不同意换班', from: ['open'], by: ['responsible'], todos: nextAnswer } satisfies Row,
    end: { label: '结束值班', from: ['open'], to: 'closed', by: organisers, todos: [{ close: 'all', of: 'everyone' }] } satisfies Row,
    cancel: { label: '撤销', from: ['open'], to: 'cancelled', by: organisers, todos: [{ close: 'all', of: 'everyone' }] } satisfies Row,
  },
}
