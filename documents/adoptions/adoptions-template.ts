import { buildTemplate } from '../tables/build-template.ts'
import { adoptionColumns, adoptionSheetName } from './adoption-columns.ts'

/** The template of the table of adoptions as .xlsx. */
export const adoptionsTemplate = (): Promise<Buffer> =>
  buildTemplate(adoptionColumns, {
    sheetName: adoptionSheetName,
    notes: [
      ['示例行', '“采用”表里的三行是示例,不会被导入,可以直接覆盖。'],
      ['重复', '同一条信息、同一级别、同一刊物、同一天只登记一次;表内重复或已经登记过的会列出来。'],
      ['出错时', '每个有错的行都会列出行号和原因;全部正确才会导入(命令行加 --partial 可先导入正确的行)。'],
    ],
  })
