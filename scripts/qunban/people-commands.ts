import type { Command } from 'commander'
import { peopleTemplate } from '../../documents/people/people-template.ts'
import { readPeopleTable } from '../../documents/people/read-people-table.ts'
import { perform } from '../../database/stage.ts'
import { importPeople, type ImportResult } from '../../use-cases/people/import-people.ts'
import { withConsole } from './open-console.ts'
import { showProgress } from './show-progress.ts'
import { readTableFile, refuseWrongRows, writeTemplateFile } from './table-files.ts'

const describe = (result: ImportResult, dryRun: boolean): string => {
  const counts = `新增 ${result.created} 人,更新 ${result.updated} 人${result.unchanged > 0 ? `,未变 ${result.unchanged} 人` : ''},新建单位 ${result.newUnits} 个`
  if (result.applied) return `已导入:${counts}`
  if (dryRun) return `试导入(没有写入):${counts}`
  return result.problems.length > 0 ? '没有导入' : '没有可导入的行'
}

const importFile = async (file: string, options: { partial?: true; dryRun?: true }): Promise<void> => {
  console.error(`读取 ${file} …`)
  const { rows, examples } = await readPeopleTable(await readTableFile(file))
  console.error(`共 ${rows.length} 行${examples > 0 ? `(另有 ${examples} 个示例行,不导入)` : ''}`)
  const result = await withConsole('write', ({ stage, keys }) =>
    perform(stage, { memberId: null }, (ctx) =>
      importPeople(ctx, rows, { ...options, mobileKey: keys?.mobile ?? null, onProgress: showProgress('导入') }),
    ),
  )
  for (const { line, reasons } of result.problems) console.error(`第 ${line} 行:${reasons.join(';')}`)
  console.log(describe(result, options.dryRun === true))
  refuseWrongRows(result, options.dryRun === true)
}

export const addPeopleCommands = (program: Command): void => {
  program
    .command('import')
    .description('导入人员、单位和角色(.xlsx 或 .csv);再次导入按工号、其次按单位加姓名更新')
    .argument('<文件>', '按模板填写的表格')
    .option('--partial', '有错的行留下,其余照导;默认全部正确才导入')
    .option('--dry-run', '只检查,不写入')
    .action(importFile)
  program
    .command('template')
    .description('写出人员表模板(表头、示例和填写说明)')
    .argument('[文件]', '写到哪里', '人员模板.xlsx')
    .option('--force', '覆盖已有文件')
    .action(async (file: string, options: { force?: true }) => writeTemplateFile(file, await peopleTemplate(), options))
}
