import { readColumnedTable } from '../tables/read-columned-table.ts'
import { adoptionColumns, adoptionSheetName, examplePrefix, type AdoptionRow } from './adoption-columns.ts'

export interface AdoptionsTable {
  rows: AdoptionRow[]
  /** The template's own example rows that were left out. */
  examples: number
}

/** The adoptions of an .xlsx or .csv that follows the template. Throws what `readColumnedTable` throws. */
export const readAdoptionsTable = async (bytes: Buffer): Promise<AdoptionsTable> => {
  const all = await readColumnedTable(bytes, adoptionSheetName, adoptionColumns)
  const rows = all.filter(({ values }) => !values.title?.startsWith(examplePrefix))
  return { rows, examples: all.length - rows.length }
}
