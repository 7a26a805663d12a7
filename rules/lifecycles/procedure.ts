import type { ActionRule, Lifecycle, MatterState, TodoEffect } from './lifecycle.ts'

type Row = ActionRule & { label: string }

const closeAll: TodoEffect = { close: 'all', of: 'everyone' }
/** The steps that now run, each with its own due. */
const openSteps: TodoEffect = { open: 'decide', for: 'target', due: 'given' }
const organisers = ['issuer', 'root_supervisor'] as const

const actionsOf = (completed: MatterState) =>
  ({
    pass: { label: '办结环节', from: ['open'], by: ['responsible'], todos: [{ close: 'decide', of: 'everyone' }, openSteps] } satisfies Row,
    // Others of the same stage still work.
    pass_part: { label: '办结环节', from: ['open'], by: ['responsible'], todos: [{ close: 'decide', of: 'target' }] } satisfies Row,
    complete: { label: '办结', from: ['open'], to: completed, by: ['responsible'], todos: [closeAll] } satisfies Row,
    refuse: { label: '不同意', from: ['open'], to: 'closed', by: ['responsible'], todos: [closeAll] } satisfies Row,
    send_back: {
      label: '退回上一环节',
      from: ['open'],
      by: ['responsible'],
      todos: [{ close: 'decide', of: 'everyone' }, openSteps],
    } satisfies Row,
    pause: { label: '暂停', from: ['open'], to: 'paused', by: ['responsible', 'root_supervisor'] } satisfies Row,
    resume: { label: '恢复', from: ['paused'], to: 'open', by: ['responsible', ...organisers] } satisfies Row,
    overrun: { label: '超时', from: ['open'], by: ['clock'] } satisfies Row,
    urge: { label: '催办', from: ['open'], by: organisers } satisfies Row,
    cancel: { label: '撤销', from: ['open', 'paused'], to: 'cancelled', by: organisers, todos: [closeAll] } satisfies Row,
  }) as const

/** 办件: steps one after the other or side by side, each a `decide` todo, and a clock that can stand still (docs/rules.md, Procedures). */
export const procedureLifecycle: Lifecycle = {
  kind: 'procedure',
  label: '办件',
  duty: 'decide',
  remindsInGroup: [],
  stateNames: { open: '办理中', paused: '已暂停' },
  openings: { create: { state: 'open', todos: [openSteps] } },
  actions: actionsOf('closed'),
}

const { pass, pass_part, complete, refuse, send_back, overrun, urge } = actionsOf('signed')

/** 外出报备: a procedure that only the office's leaders see, and that goes on until the person is back (docs/rules.md, Absences). */
export const absenceLifecycle: Lifecycle = {
  kind: 'absence',
  label: '外出报备',
  duty: 'decide',
  remindsInGroup: [],
  stateNames: { open: '待同意', signed: '已报备', closed: '已结束', cancelled: '已撤销' },
  openings: {
    create: { state: 'open', todos: [openSteps] },
    // Where the office asks for no word.
    report: { state: 'signed', todos: [] },
  },
  actions: {
    pass,
    pass_part,
    complete: { ...complete, label: '同意' },
    refuse,
    send_back,
    overrun,
    urge: { ...urge, by: ['issuer'] },
    come_back: { label: '销假', from: ['open', 'signed'], to: 'closed', by: ['issuer', 'clock'], todos: [closeAll] } satisfies Row,
    cancel: { label: '撤销', from: ['open', 'signed'], to: 'cancelled', by: ['issuer'], todos: [closeAll] } satisfies Row,
  },
}
