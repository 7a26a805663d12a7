import type { Command } from 'commander'
import { adoptionsTemplate } from '../../documents/adoptions/adoptions-template.ts'
import { readAdoptionsTable } from '../../documents/adoptions/read-adoptions-table.ts'
import { perform } from '../../database/stage.ts'
import { importAdoptions, type AdoptionsImported } from '../../use-cases/adoptions/import-adoptions.ts'
import { withConsole } from './open-console.ts'
import { showProgress } from './show-progress.ts'
import { readTableFile, refuseWrongRows, writeTemplateFile } from './table-files.ts'

const describe = ({ applied, recorded, items, problems }: AdoptionsImported, dryRun: boolean): string => {
  const counts = `采用 ${recorded} 次,涉及信息 ${items} 条`
  if (applied) return `已登记:${counts}`
  if (dryRun) return `试导入(没有写入):${counts}`
  return problems.length > 0 ? '没有登记' : '没有可登记的行'
}

const importFile = async (file: string, options: { partial?: true; dryRun?: true }): Promise<void> => {
  console.error(`读取 ${file} …`)
  const { rows, examples } = await readAdoptionsTable(await readTableFile(file))
  console.error(`共 ${rows.length} 行${examples > 0 ? `(另有 ${examples} 个示例行,不导入)` : ''}`)
  const result = await withConsole('write', ({ stage }) =>
    importAdoptions((work) => perform(stage, { memberId: null }, work), rows, { ...options, onProgress: showProgress('登记') }),
  )
  for (const { line, reasons } of result.problems) console.error(`第 ${line} 行:${reasons.join(';')}`)
  console.log(describe(result, options.dryRun === true))
  refuseWrongRows(result, options.dryRun === true)
}

export const addAdoptionCommands = (program: Command): void => {
  program
    .command('adoptions')
    .description('批量登记上级采用(.xlsx 或 .csv);按编号,或按标题加单位找信息')
    .argument('<文件>', '按模板填写的表格')
    .option('--partial', '有错的行留下,其余照登;默认全部正确才登记')
    .option('--dry-run', '只检查,不写入')
    .action(importFile)
  program
    .command('adoptions-template')
    .description('写出采用登记表模板(表头、示例和填写说明)')
    .argument('[文件]', '写到哪里', '采用登记表模板.xlsx')
    .option('--force', '覆盖已有文件')
    .action(async (file: string, options: { force?: true }) => writeTemplateFile(file, await adoptionsTemplate(), options))
}
