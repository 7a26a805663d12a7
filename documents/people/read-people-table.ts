import { readColumnedTable } from '../tables/read-columned-table.ts'
import { examplePrefix, peopleColumns, type PeopleRow } from './people-columns.ts'
import { peopleSheetName } from './people-template.ts'

export interface PeopleTable {
  rows: PeopleRow[]
  /** The template's own example rows that were left out. */
  examples: number
}

/** The people of an .xlsx or .csv that follows the template. Throws what `readColumnedTable` throws. */
export const readPeopleTable = async (bytes: Buffer): Promise<PeopleTable> => {
  const all = await readColumnedTable(bytes, peopleSheetName, peopleColumns)
  const rows = all.filter(({ values }) => !values.staffNo?.startsWith(examplePrefix))
  return { rows, examples: all.length - rows.length }
}
