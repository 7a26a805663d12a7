import type { ColumnedRow, TableColumn } from '../tables/read-columned-table.ts'

export type PeopleKey = 'name' | 'unitCode' | 'unitName' | 'parentCode' | 'post' | 'staffNo' | 'mobile' | 'roles' | 'officer' | 'endsOn'

/** A column of the people table. */
export type PeopleColumn = TableColumn<PeopleKey>

/** One person as the table has it. */
export type PeopleRow = ColumnedRow<PeopleKey>

/** Rows whose staff number starts like this are the template's own and never imported. */
export const examplePrefix = '示例'

export const peopleColumns: readonly PeopleColumn[] = [
  {
    key: 'name',
    header: '姓名',
    synonyms: ['名字'],
    required: true,
    width: 12,
    help: '必填。同一单位有重名的,请都写工号。',
    examples: ['张三', '李四', '王小五'],
  },
  {
    key: 'unitCode',
    header: '单位代码',
    synonyms: ['单位编码', '单位编号'],
    required: true,
    width: 12,
    help: '必填。本办公室自己的代码,不含空格和 @;库里没有的代码会新建单位,此时“单位”一栏必填。',
    examples: ['SZFB', 'YJJ', 'YJJ'],
  },
  {
    key: 'unitName',
    header: '单位',
    synonyms: ['单位名称'],
    required: false,
    width: 20,
    help: '单位名称。代码已在库里时可不填;填了就要和库里一致。',
    examples: ['市政府办', '应急局', '应急局'],
  },
  {
    key: 'parentCode',
    header: '上级单位代码',
    synonyms: ['上级代码', '上级单位'],
    required: false,
    width: 14,
    help: '只在新建单位时有用;不填就挂在本办公室之下。空库里第一个不填上级的单位就是本办公室。',
    examples: ['', 'SZFB', ''],
  },
  {
    key: 'post',
    header: '职务',
    synonyms: ['职位'],
    required: false,
    width: 16,
    help: '最多 60 字。',
    examples: ['副秘书长', '局长', '指挥中心干部'],
  },
  {
    key: 'staffNo',
    header: '工号',
    synonyms: ['编号', '人员编号'],
    required: false,
    width: 12,
    help: `不重复。再次导入时先按工号找人,没有工号按单位加姓名。以“${examplePrefix}”开头的行不导入。`,
    examples: [`${examplePrefix}001`, `${examplePrefix}002`, `${examplePrefix}003`],
  },
  {
    key: 'mobile',
    header: '手机',
    synonyms: ['手机号', '手机号码', '电话'],
    required: false,
    width: 14,
    help: '11 位手机号。加密保存,列表里只显示 138****5678。',
    examples: ['13800001111', '', '13900002222'],
  },
  {
    key: 'roles',
    header: '角色',
    synonyms: [],
    required: false,
    width: 26,
    help: '多个用顿号隔开:领导、办公室主任、副主任、信息科、督查科、单位分管领导、信息员、系统管理员、安全管理员、审计员。默认在本人单位任此角色,在别的单位写“督查科@SZFB”。',
    examples: ['领导', '单位分管领导', '信息员'],
  },
  {
    key: 'officer',
    header: '信息员',
    synonyms: ['信息员类别'],
    required: false,
    width: 10,
    help: '专职 或 兼职。',
    examples: ['', '', '专职'],
  },
  {
    key: 'endsOn',
    header: '截止日期',
    synonyms: ['账号截止日期', '到期日期'],
    required: false,
    width: 14,
    help: '跟班学习等临时账号的最后一天,如 2026-06-30;长期人员不填。',
    examples: ['', '', '2030-12-31'],
  },
]

/** What goes for every column when somebody is imported again. */
export const repeatHelp = '再次导入:空白的格子保持原样;职务、手机、角色、信息员、截止日期写“无”表示清空;写了角色就以这次写的为准。'
