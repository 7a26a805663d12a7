import type { ActionRule, Lifecycle } from './lifecycle.ts'

export type NoticeAction =
  | 'acknowledge'
  | 'add_group'
  | 'announce_group'
  | 'summarise'
  | 'all_signed'
  | 'urge'
  | 'set_due'
  | 'correct'
  | 'add_party'
  | 'remove_party'
  | 'end'
  | 'cancel'

type Row = ActionRule & { label: string }

const organisers = ['issuer', 'root_supervisor'] as const

/** 通知 and 公文: those it names owe 签收, which means read, never accepted or done (docs/rules.md, Notices). */
export const noticeLifecycle: Lifecycle<NoticeAction> = {
  kind: 'notice',
  label: '通知',
  duty: 'acknowledge',
  remindsInGroup: ['acknowledge'],
  stateNames: { open: '签收中', closed: '已结束', cancelled: '已撤销' },
  openings: {
    create: { state: 'open', todos: [{ open: 'acknowledge', for: 'parties', due: 'matter' }] },
    // Nobody was asked for anything: it is there to be found.
    announce: { state: 'closed', todos: [] },
  },
  actions: {
    // 收到 closes one's own todo and leaves the matter's row alone: thousands say it in a minute (use-cases/tasks/acknowledge-tasks.ts).
    acknowledge: {
      label: '签收',
      from: ['open'],
      by: ['responsible'],
      todos: [{ close: 'acknowledge', of: 'acting_party' }],
    } satisfies Row,
    // The same notice in another group; those of the first may all have signed by then.
    add_group: {
      label: '并入本群',
      from: ['open', 'closed'],
      to: 'open',
      by: ['issuer'],
      todos: [{ open: 'acknowledge', for: 'target', due: 'matter' }],
      beyond: '请 #减 编号 @人员,或 #撤销 编号 原因',
    } satisfies Row,
    announce_group: { label: '并入本群', from: ['closed'], by: ['issuer'], beyond: '请 #撤销 编号 原因' } satisfies Row,
    summarise: { label: '到期汇总', from: ['open'], by: ['clock'] } satisfies Row,
    all_signed: {
      label: '全部签收',
      from: ['open'],
      to: 'closed',
      by: ['clock'],
      todos: [{ close: 'all', of: 'everyone' }],
    } satisfies Row,
    urge: { label: '催签', from: ['open'], by: organisers } satisfies Row,
    set_due: { label: '定时限', from: ['open'], by: organisers, todos: [{ close: 'set_due', of: 'everyone' }] } satisfies Row,
    correct: { label: '修改', from: ['open', 'closed'], by: ['issuer'] } satisfies Row,
    add_party: {
      label: '加人',
      from: ['open'],
      by: ['issuer'],
      todos: [{ open: 'acknowledge', for: 'target', due: 'matter' }],
    } satisfies Row,
    remove_party: { label: '减人', from: ['open'], by: ['issuer'], todos: [{ close: 'all', of: 'target' }] } satisfies Row,
    end: {
      label: '结束签收',
      from: ['open'],
      to: 'closed',
      by: [...organisers, 'clock'],
      todos: [{ close: 'all', of: 'everyone' }],
    } satisfies Row,
    cancel: {
      label: '撤销',
      from: ['open', 'closed'],
      to: 'cancelled',
      by: organisers,
      todos: [{ close: 'all', of: 'everyone' }],
    } satisfies Row,
  },
}
