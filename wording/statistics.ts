/** What a statistic is broken down by. */
export const statisticsNames = {
  office: '全办',
  unit: '单位',
  officer: '信息员',
  category: '类别',
  publication: '刊物',
  level: '级别',
  month: '月份',
  quarter: '季度',
  year: '年度',
} as const
