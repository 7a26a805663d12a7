import type { TableColumn } from './read-columned-table.ts'

export type RosterKey = 'day' | 'name' | 'unitCode' | 'shift' | 'from' | 'to'

/** The name of the sheet that is read. */
export const rosterSheetName = '排班表'

/** Rows of people who are called so are the template's examples. */
export const examplePrefix = '示例'

/** A roster as a table: one line a person and day. */
export const rosterColumns: readonly TableColumn<RosterKey>[] = [
  {
    key: 'day',
    header: '日期',
    synonyms: ['值班日期'],
    required: true,
    width: 14,
    help: '必填,写成 2026-11-24。',
    examples: ['2026-11-24', '2026-11-25', '2026-11-26'],
  },
  {
    key: 'name',
    header: '姓名',
    synonyms: ['值班人员', '值班人'],
    required: true,
    width: 12,
    help: `必填。以“${examplePrefix}”开头的行不导入。`,
    examples: [`${examplePrefix}张三`, `${examplePrefix}李四`, `${examplePrefix}王五`],
  },
  {
    key: 'unitCode',
    header: '单位代码',
    synonyms: ['单位编码'],
    required: false,
    width: 12,
    help: '有重名时填写。',
    examples: ['', '', 'YJJ'],
  },
  {
    key: 'shift',
    header: '班次',
    synonyms: [],
    required: false,
    width: 10,
    help: '按班次值守时填写;不填即全天。',
    examples: ['白班', '夜班', ''],
  },
  {
    key: 'from',
    header: '开始',
    synonyms: ['从'],
    required: false,
    width: 10,
    help: '只值一部分时段时填写,写成 08:30。',
    examples: ['', '', '08:30'],
  },
  { key: 'to', header: '结束', synonyms: ['到'], required: false, width: 10, help: '同上。', examples: ['', '', '12:30'] },
]
