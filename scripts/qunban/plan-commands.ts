import type { Command } from 'commander'
import { consult, perform } from '../../database/stage.ts'
import { planTemplate } from '../../documents/plans/plan-template.ts'
import { readPlanTable } from '../../documents/plans/read-plan-table.ts'
import { Problem } from '../../rules/problems.ts'
import { importPlan, type PlanImported } from '../../use-cases/supervision/import-plan.ts'
import { withConsole, type Console } from './open-console.ts'
import { showProgress } from './show-progress.ts'
import { readTableFile, refuseWrongRows, writeTemplateFile } from './table-files.ts'

const describe = ({ applied, registered, numbers, problems }: PlanImported, dryRun: boolean): string => {
  if (applied) return `已立项 ${registered} 件:〔${numbers[0]}〕${numbers.length > 1 ? ` 至〔${numbers.at(-1)}〕` : ''}`
  if (dryRun) return `试导入(没有写入):可立项 ${registered} 件`
  return problems.length > 0 ? '没有立项' : '没有可立项的行'
}

/** The one person of that name, in whose name the plan is registered. */
const findPerson = (console: Console, name: string): Promise<string> =>
  consult(console.stage, { memberId: null }, async ({ office: { directory } }) => {
    const [only, other] = directory.members.filter((member) => member.name === name && !member.left)
    if (!only) throw new Problem('bad_request', `没有叫“${name}”的人`)
    if (other) throw new Problem('bad_request', `叫“${name}”的不止一人,请在小程序导入`)
    return only.id
  })

const importFile = async (file: string, { by, ...options }: { by: string; partial?: true; dryRun?: true }): Promise<void> => {
  console.error(`读取 ${file} …`)
  const { rows, examples } = await readPlanTable(await readTableFile(file))
  console.error(`共 ${rows.length} 行${examples > 0 ? `(另有 ${examples} 个示例行,不导入)` : ''}`)
  const result = await withConsole('write', async (open) => {
    const memberId = await findPerson(open, by)
    return perform(open.stage, { memberId }, (ctx) => importPlan(ctx, rows, { ...options, onProgress: showProgress('立项') }))
  })
  for (const { line, reasons } of result.problems) console.error(`第 ${line} 行:${reasons.join(';')}`)
  console.log(describe(result, options.dryRun === true))
  refuseWrongRows(result, options.dryRun === true)
}

export const addPlanCommands = (program: Command): void => {
  program
    .command('plan')
    .description('工作计划立项(.xlsx 或 .csv):一行一件,时限可按季度、按月')
    .argument('<文件>', '按模板填写的表格')
    .requiredOption('--by <姓名>', '以谁的名义立项(督查科或办公室领导)')
    .option('--partial', '有错的行留下,其余照立;默认全部正确才立项')
    .option('--dry-run', '只检查,不写入')
    .action(importFile)
  program
    .command('plan-template')
    .description('写出工作计划模板(表头、示例和填写说明)')
    .argument('[文件]', '写到哪里', '工作计划模板.xlsx')
    .option('--force', '覆盖已有文件')
    .action(async (file: string, options: { force?: true }) => writeTemplateFile(file, await planTemplate(), options))
}
