import { buildTemplate } from '../tables/build-template.ts'
import { peopleColumns, repeatHelp } from './people-columns.ts'

export const peopleSheetName = '人员'

/** The people template as .xlsx. */
export const peopleTemplate = (): Promise<Buffer> =>
  buildTemplate(peopleColumns, {
    sheetName: peopleSheetName,
    notes: [
      ['示例行', '“人员”表里的三行是示例,不会被导入,可以直接覆盖。'],
      ['再次导入', repeatHelp],
      ['出错时', '每个有错的行都会列出行号和原因;全部正确才会导入(命令行加 --partial 可先导入正确的行)。'],
    ],
  })
