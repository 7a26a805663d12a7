import { procedureDefinitionSchema, type ProcedureDefinition, type ProcedureDraft } from './definition.ts'

const drafts: readonly ProcedureDraft[] = [
  {
    code: 'approval',
    name: '审批',
    note: '受理、承办、审批、批准、办结五步',
    limit: { workingDays: 10 },
    steps: [
      { key: 'accept', name: '受理', content: '登记并核对材料', party: { by: 'role', role: 'supervisor' }, limit: { workingDays: 1 } },
      { key: 'handle', name: '承办', content: '提出办理意见', party: { by: 'chosen_unit' }, limit: { workingDays: 4 } },
      {
        key: 'review',
        name: '审批',
        content: '承办单位负责人审核',
        party: { by: 'chosen_unit_head' },
        limit: { workingDays: 2 },
        answer: 'decide',
        refusal: 'back',
      },
      {
        key: 'approve',
        name: '批准',
        content: '主任批准',
        party: { by: 'role', role: 'director' },
        limit: { workingDays: 2 },
        answer: 'decide',
      },
      { key: 'finish', name: '办结', content: '答复申请人并归档', party: { by: 'chosen_unit' }, limit: { workingDays: 1 } },
    ],
  },
  {
    code: 'absence',
    name: '外出报备',
    kind: 'absence',
    steps: [{ key: 'approve', name: '同意外出', party: { by: 'role', role: 'director' }, limit: { workingHours: 8 }, answer: 'decide' }],
  },
  {
    code: 'disclosure_request',
    name: '依申请公开',
    note: '收到申请之日起 20 个工作日内答复;征求第三方意见的时间不计,补正后重新起算',
    limit: { workingDays: 20 },
    pauses: { documents: 'restart' },
    steps: [
      {
        key: 'check',
        name: '登记审查',
        content: '核对申请,需补正的 7 个工作日内一次告知',
        party: { by: 'role', role: 'supervisor' },
        limit: { workingDays: 7 },
      },
      { key: 'handle', name: '办理', content: '检索、审查、拟答复', party: { by: 'chosen_unit' } },
      {
        key: 'review',
        name: '审核',
        content: '保密审查与负责人审核',
        party: { by: 'chosen_unit_head' },
        answer: 'decide',
        refusal: 'back',
      },
      { key: 'answer', name: '答复', content: '书面答复申请人', party: { by: 'chosen_unit' } },
    ],
  },
]

/** The procedures every office has until it publishes its own version of them (docs/rules.md, Procedures). */
export const builtInProcedures: readonly ProcedureDefinition[] = drafts.map((draft) => procedureDefinitionSchema.parse(draft))
