import type { ActionRule } from './lifecycle.ts'

type Row = ActionRule & { label: string }

const working = ['open', 'submitted', 'signing'] as const
const leading = ['issuer', 'root_supervisor'] as const

/** What the supervision section adds to the life of every kind it follows (docs/rules.md, Supervision); no state and no todo changes. */
export const supervisionActions = {
  plan_milestones: { label: '定节点', from: ['open'], by: ['issuer', 'root_supervisor', 'responsible'] } satisfies Row,
  finish_milestone: { label: '节点完成', from: working, by: ['responsible', 'assisting', 'issuer', 'root_supervisor'] } satisfies Row,
  set_source: { label: '定来源', from: [...working, 'closed'], by: leading } satisfies Row,
  assess: { label: '评价', from: ['closed'], by: leading } satisfies Row,
} as const
