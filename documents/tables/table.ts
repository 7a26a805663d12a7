/** One line of a table as a person sees it: its number in the file, its cells as text, and cells that could not be taken as text. */
export interface TableLine {
  /** 1 for the first line of the sheet or file. */
  line: number
  cells: string[]
  faults: { column: number; reason: string }[]
}

export const tableLimits = { bytes: 5 * 1024 * 1024, lines: 20_000, columns: 40, cellLength: 2_000, parseMs: 60_000 }
