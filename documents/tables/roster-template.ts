import { buildTemplate } from './build-template.ts'
import { rosterColumns, rosterSheetName } from './roster-columns.ts'

/** The template of a roster as .xlsx. */
export const rosterTemplate = (): Promise<Buffer> =>
  buildTemplate(rosterColumns, {
    sheetName: rosterSheetName,
    notes: [
      ['示例行', `“${rosterSheetName}”表里的三行是示例,不会被导入,可以直接覆盖。`],
      ['再次导入', '同一时段以这次写的为准;已经开始的时段不改。'],
      ['出错时', '每个有错的行都会列出行号和原因;全部正确才会排班。'],
    ],
  })
