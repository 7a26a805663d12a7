import { readColumnedTable } from '../tables/read-columned-table.ts'
import { examplePrefix, planColumns, planSheetName, type PlanRow } from './plan-columns.ts'

export interface PlanTable {
  rows: PlanRow[]
  /** The template's own example rows that were left out. */
  examples: number
}

/** The matters of an .xlsx or .csv that follows the template; a row of a number alone is none. Throws what `readColumnedTable` throws. */
export const readPlanTable = async (bytes: Buffer): Promise<PlanTable> => {
  const all = await readColumnedTable(bytes, planSheetName, planColumns)
  const filled = all.filter(({ values: { position: _position, ...rest }, faults }) => faults.length > 0 || Object.keys(rest).length > 0)
  const rows = filled.filter(({ values }) => !values.matter?.startsWith(examplePrefix))
  return { rows, examples: filled.length - rows.length }
}
