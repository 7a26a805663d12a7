import { buildTemplate } from '../tables/build-template.ts'
import { planColumns, planSheetName } from './plan-columns.ts'

/** The template of a plan as .xlsx. */
export const planTemplate = (): Promise<Buffer> =>
  buildTemplate(planColumns, {
    sheetName: planSheetName,
    notes: [
      ['示例行', '“计划”表里的三行是示例,不会被导入,可以直接覆盖。'],
      ['重复', '表内重复的、已经立项还没办结的(同一交办人、同一事项、同一时限)会列出来,不重复立项。'],
      ['出错时', '每个有错的行都会列出行号和原因;全部正确才会立项(命令行加 --partial 可先立正确的行)。'],
    ],
  })
