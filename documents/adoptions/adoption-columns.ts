import type { ColumnedRow, TableColumn } from '../tables/read-columned-table.ts'

export type AdoptionKey = 'number' | 'title' | 'unit' | 'level' | 'publication' | 'form' | 'day' | 'event' | 'score'

/** One use of a submission as the table has it. */
export type AdoptionRow = ColumnedRow<AdoptionKey>

/** Rows whose title starts like this are the template's own and never imported. */
export const examplePrefix = '示例'

export const adoptionSheetName = '采用'

export const adoptionColumns: readonly TableColumn<AdoptionKey>[] = [
  {
    key: 'number',
    header: '编号',
    synonyms: ['信息编号', '事项编号'],
    required: false,
    width: 10,
    help: '信息的编号,如 131。不写编号的,按标题和单位找。',
    examples: ['131', '', '131'],
  },
  {
    key: 'title',
    header: '标题',
    synonyms: ['信息标题', '题目'],
    required: false,
    width: 40,
    help: `没有编号时必填,和上报时的标题一字不差。以“${examplePrefix}”开头的行不导入。`,
    examples: ['示例:我市启动冬季消防安全大检查', '示例:东湖县推进高标准农田建设', '示例:同一条信息被采用两次,写两行'],
  },
  {
    key: 'unit',
    header: '单位',
    synonyms: ['报送单位', '单位名称'],
    required: false,
    width: 18,
    help: '没有编号时必填。单位的名称、简称或代码。',
    examples: ['', '东湖县', ''],
  },
  {
    key: 'level',
    header: '级别',
    synonyms: ['采用级别'],
    required: true,
    width: 10,
    help: '必填。县级、区级、市级、省级、部委、国家级等,或本办公室自己的级别代码。',
    examples: ['省级', '国家级', '市级'],
  },
  {
    key: 'publication',
    header: '刊物',
    synonyms: ['采用刊物', '刊物名称'],
    required: true,
    width: 20,
    help: '必填。采用的刊物或单位,可不写书名号。',
    examples: ['每日要情', '专报信息', '政务信息'],
  },
  {
    key: 'form',
    header: '形式',
    synonyms: ['采用形式'],
    required: false,
    width: 10,
    help: '单篇、简讯、综合、调研等,按计分办法里的叫法写。',
    examples: ['单篇', '', '简讯'],
  },
  {
    key: 'day',
    header: '采用日期',
    synonyms: ['日期', '刊发日期'],
    required: true,
    width: 14,
    help: '必填,如 2026-04-03 或 4月3日。可以晚于报送的月份,不能早于报送日期,也不能在今天之后。',
    examples: ['2026-04-03', '4月7日', '2026-04-02'],
  },
  {
    key: 'event',
    header: '方式',
    synonyms: ['采用方式'],
    required: false,
    width: 10,
    help: '采用(不写就是采用)、转报、共享、约稿采用、转载。',
    examples: ['', '转报', ''],
  },
  {
    key: 'score',
    header: '得分',
    synonyms: ['上级得分'],
    required: false,
    width: 10,
    help: '上级给的分,最多两位小数;计分办法要用到时才填。',
    examples: ['', '5', ''],
  },
]
