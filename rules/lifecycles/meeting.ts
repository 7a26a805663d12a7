import { openingFor, type ActionRule, type Lifecycle } from './lifecycle.ts'

type Row = ActionRule & { label: string }

const organisers = ['issuer', 'root_supervisor'] as const

/** 会议: who comes, once or periodically; its topics become calls (docs/rules.md, Meetings). */
export const meetingLifecycle: Lifecycle = {
  kind: 'meeting',
  label: '会议',
  duty: 'decide',
  remindsInGroup: ['decide'],
  stateNames: { open: '待召开', closed: '已召开', cancelled: '已取消' },
  openings: openingFor('decide'),
  actions: {
    attend: { label: '参会', from: ['open'], by: ['responsible'], todos: [{ close: 'decide', of: 'acting_party' }] } satisfies Row,
    take_leave: { label: '请假', from: ['open'], by: ['responsible'], todos: [{ close: 'decide', of: 'acting_party' }] } satisfies Row,
    topic: {
      label: '议题',
      from: ['open'],
      by: ['issuer', 'responsible', 'editor', 'root_supervisor'],
      beyond: '请撤销由此发出的约稿',
    } satisfies Row,
    hold: {
      label: '召开',
      from: ['open'],
      to: 'closed',
      by: ['clock', ...organisers],
      todos: [{ close: 'all', of: 'everyone' }],
    } satisfies Row,
    urge: { label: '催办', from: ['open'], by: organisers } satisfies Row,
    correct: { label: '修改', from: ['open'], by: ['issuer'] } satisfies Row,
    set_due: { label: '改时间', from: ['open'], by: organisers, todos: [{ close: 'set_due', of: 'everyone' }] } satisfies Row,
    add_party: { label: '加人', from: ['open'], by: ['issuer'], todos: [{ open: 'decide', for: 'target', due: 'matter' }] } satisfies Row,
    remove_party: { label: '减人', from: ['open'], by: ['issuer'], todos: [{ close: 'all', of: 'target' }] } satisfies Row,
    cancel: { label: '取消', from: ['open'], to: 'cancelled', by: organisers, todos: [{ close: 'all', of: 'everyone' }] } satisfies Row,
  },
}
