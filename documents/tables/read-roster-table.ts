import { readColumnedTable, type ColumnedRow } from './read-columned-table.ts'
import { examplePrefix, rosterColumns, rosterSheetName, type RosterKey } from './roster-columns.ts'

/** The rows of a roster, the template's examples left out; throws what `readColumnedTable` throws. */
export const readRosterTable = async (bytes: Buffer): Promise<ColumnedRow<RosterKey>[]> => {
  const rows = await readColumnedTable(bytes, rosterSheetName, rosterColumns)
  return rows.filter(({ values }) => !values.name?.startsWith(examplePrefix))
}
