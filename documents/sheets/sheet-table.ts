import type { ExportStamp } from '../page/export-stamp.ts'

/**
 * text: a string, whatever it begins with · integer, decimal: a number · percent: a share, 0.195 for 19.5 % · date: a Day, or an
 * Instant shown as its day · time: an Instant, shown to the minute.
 */
export type ColumnType = 'text' | 'integer' | 'decimal' | 'percent' | 'date' | 'time'

export interface SheetColumn {
  title: string
  /** Neighbours of one group stand below its title in a header of two rows. */
  group?: string
  type: ColumnType
  /** Width in characters; a default by type. */
  width?: number
  /** Digits after the point of a decimal (2) or percent (1). */
  digits?: number
  align?: 'left' | 'center' | 'right'
}

export type CellValue = string | number | null

/** A value, or a value on a coloured ground (`fill`: RRGGBB). null is an empty cell. A string in a column of numbers is written as text, for “—”. */
export type SheetCell = CellValue | { value: CellValue; fill: string }

export type SheetRow = readonly SheetCell[]

/** One sheet of an export. */
export interface SheetTable {
  /** Name of the tab; made legal and unique here. */
  name: string
  /** Merged over the table. */
  title: string
  /** A line below the title: period, unit, what is counted. */
  note?: string
  columns: readonly SheetColumn[]
  rows: readonly SheetRow[]
  /** 合计, set apart below the rows. */
  total?: SheetRow
  /** Said instead of rows when there are none. */
  empty?: string
  /** Buttons for filtering on the header. */
  filter?: boolean
}

export interface ListExport {
  sheets: readonly SheetTable[]
  exported: ExportStamp
}

/** More is refused: a workbook that size opens on no office machine. */
export const sheetLimits = { rows: 100_000, columns: 60, cellLength: 32_000 }
