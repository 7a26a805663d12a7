import type { ColumnedRow, TableColumn } from '../tables/read-columned-table.ts'

export type PlanKey = 'position' | 'matter' | 'lead' | 'assisting' | 'due' | 'issuer' | 'source' | 'urgency' | 'milestones'

/** One matter of a plan as the table has it. */
export type PlanRow = ColumnedRow<PlanKey>

/** Rows whose matter starts like this are the template's own and never imported. */
export const examplePrefix = '示例'

export const planSheetName = '计划'

export const planColumns: readonly TableColumn<PlanKey>[] = [
  {
    key: 'position',
    header: '序号',
    synonyms: ['编号', '项目序号'],
    required: false,
    width: 8,
    help: '只给人看,不导入。',
    examples: ['1', '2', '3'],
  },
  {
    key: 'matter',
    header: '事项',
    synonyms: ['工作任务', '任务', '重点工作', '工作内容', '任务内容', '督查事项'],
    required: true,
    width: 44,
    help: `必填,一行一件。以“${examplePrefix}”开头的行不导入。`,
    examples: ['示例:完成老旧小区消防隐患排查整治', '示例:新建改建农村公路120公里', '示例:出台优化营商环境实施方案'],
  },
  {
    key: 'lead',
    header: '责任单位',
    synonyms: ['牵头单位', '牵头', '责任人', '承办单位', '牵头责任单位'],
    required: true,
    width: 20,
    help: '必填。单位或人员的名称、简称,几个的用顿号隔开。写了配合单位,这里的就是牵头;没写配合的,这里的每个都要各自办结。',
    examples: ['消防救援支队', '交通局', '市政府办'],
  },
  {
    key: 'assisting',
    header: '配合单位',
    synonyms: ['配合', '协办单位', '协助单位'],
    required: false,
    width: 24,
    help: '几个的用顿号隔开。',
    examples: ['城管局、住建局', '', '住建局'],
  },
  {
    key: 'due',
    header: '时限',
    synonyms: ['完成时限', '办理时限', '完成时间', '截止时间', '截止日期'],
    required: true,
    width: 16,
    help: '必填。第一季度、6月底前、上半年、年底前、11月25日、2026-12-05 都可以,按季度、按月的是到末日下班前;“6月前”这样两可的会列出来请您写明。',
    examples: ['第一季度', '12月底前', '2030-06-30'],
  },
  {
    key: 'issuer',
    header: '交办领导',
    synonyms: ['领导', '责任领导', '分管领导'],
    required: false,
    width: 14,
    help: '不写就是导入的人。写别人的,须该领导先用 #授权 授权。',
    examples: ['', '', ''],
  },
  {
    key: 'source',
    header: '来源',
    synonyms: ['事项来源', '依据'],
    required: false,
    width: 26,
    help: '会议、文件、批示的名称,如 市政府第12次常务会议。',
    examples: ['市政府常务会议', '临政发〔2026〕1号', ''],
  },
  {
    key: 'urgency',
    header: '紧急程度',
    synonyms: ['缓急'],
    required: false,
    width: 10,
    help: '特急、急、一般,不写是一般。',
    examples: ['', '', '急'],
  },
  {
    key: 'milestones',
    header: '节点',
    synonyms: ['序时节点', '时间节点', '进度安排'],
    required: false,
    width: 40,
    help: '日期加内容,几个的用分号隔开,最晚的不晚于时限。',
    examples: ['2月10日 完成摸底;3月20日 完成整改', '', ''],
  },
]
