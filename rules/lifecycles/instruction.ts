import type { ActionRule, Lifecycle } from './lifecycle.ts'
import { taskLifecycle } from './task.ts'

type Row = ActionRule & { label: string }

const {
  acknowledge,
  feedback,
  finish_part,
  request_extension,
  grant_extension,
  refuse_extension,
  set_due,
  hand_over,
  decline,
  accept_decline,
  refuse_decline,
  withdraw_decline,
  all_done,
  urge,
  correct,
  add_party,
  remove_party,
  set_lead,
  split,
} = taskLifecycle.actions

const waiting = ['submitted', 'signing'] as const
/** A task's action that goes on here until the leader has closed it. */
const whileAnswered = (row: Row): Row => ({ ...row, from: ['open', ...waiting] })
const leaders = ['issuer', 'root_supervisor'] as const

/**
 * 批示: a leader's words, which named units answer in writing; the supervision section looks the answer over, and the leader closes it or
 * asks again (docs/rules.md, Instructions). While it is worked on it lives as a task does.
 */
export const instructionLifecycle: Lifecycle = {
  kind: 'instruction',
  label: '批示',
  duty: 'handle',
  remindsInGroup: ['handle'],
  stateNames: { submitted: '待督查审核', signing: '待领导阅示' },
  // `target` is whoever fixes a limit that was left open.
  openings: {
    create: {
      state: 'open',
      todos: [
        { open: 'handle', for: 'parties', due: 'matter' },
        { open: 'set_due', for: 'target', due: 'next_morning' },
      ],
    },
  },
  actions: {
    // Those who assist may still owe theirs while the answer is looked over.
    acknowledge: whileAnswered(acknowledge),
    feedback: whileAnswered(feedback),
    finish_part: whileAnswered(finish_part),
    submit: {
      label: '报办理情况',
      from: ['open'],
      to: 'submitted',
      by: ['responsible'],
      todos: [
        { close: 'handle', of: 'acting_party' },
        { open: 'review', for: 'supervisors_or_issuer', due: 'next_morning' },
      ],
    } satisfies Row,
    pass: {
      label: '审核通过',
      from: ['submitted'],
      to: 'signing',
      by: ['root_supervisor'],
      todos: [
        { close: 'review', of: 'everyone' },
        { open: 'review', for: 'issuer', due: 'next_morning' },
      ],
    } satisfies Row,
    accept: { label: '阅示同意', from: waiting, to: 'closed', by: ['issuer'], todos: [{ close: 'all', of: 'everyone' }] } satisfies Row,
    return: {
      label: '退回',
      from: waiting,
      to: 'open',
      by: leaders,
      todos: [
        { close: 'review', of: 'everyone' },
        { open: 'handle', for: 'responsible', due: 'matter' },
      ],
    } satisfies Row,
    // The leader's next words open a new round.
    instruct_again: {
      label: '再批示',
      from: ['open', ...waiting, 'closed'],
      to: 'open',
      by: leaders,
      todos: [
        { close: 'all', of: 'everyone' },
        { open: 'handle', for: 'responsible', due: 'matter' },
        { open: 'set_due', for: 'target', due: 'next_morning' },
      ],
    } satisfies Row,
    request_extension,
    grant_extension: whileAnswered(grant_extension),
    refuse_extension: whileAnswered(refuse_extension),
    set_due: whileAnswered(set_due),
    hand_over,
    decline,
    accept_decline,
    refuse_decline,
    withdraw_decline,
    all_done: { ...all_done, todos: [{ open: 'review', for: 'supervisors_or_issuer', due: 'next_morning' }] } satisfies Row,
    urge: whileAnswered(urge),
    correct: whileAnswered(correct),
    add_party,
    remove_party,
    set_lead,
    split,
    cancel: {
      label: '撤销',
      from: ['open', ...waiting],
      to: 'cancelled',
      by: leaders,
      todos: [{ close: 'all', of: 'everyone' }],
    } satisfies Row,
  },
}
