import { AlignmentType, BorderStyle, Paragraph, Table, TableCell, TableLayoutType, TableRow, VerticalAlign, WidthType } from 'docx'
import type { IBorderOptions } from 'docx'
import { cleanText } from './clean-text.ts'
import { fonts, sizes, textWidth } from './layout.ts'
import { exactLine } from './paragraphs.ts'
import { run, type RunStyle } from './runs.ts'

export type Align = 'left' | 'center' | 'right'

/** A cell of a ruled table. */
export interface GridCell {
  text: string
  align?: Align
  style?: RunStyle
  columnSpan?: number
  rowSpan?: number
  /** Background, RRGGBB. */
  fill?: string
}

export interface GridRow {
  cells: readonly GridCell[]
  /** Least height in twips, for cells somebody writes into by hand. */
  height?: number
}

export interface Grid {
  /** Shares of the width of the text. */
  widths: readonly number[]
  /** Repeated on every page the table reaches. */
  header: readonly GridRow[]
  rows: readonly GridRow[]
  /** Half-points. */
  size?: number
}

const alignments = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT }
const thin: IBorderOptions = { style: BorderStyle.SINGLE, size: 4, color: '000000' }

const cell = (data: GridCell, width: number, style: RunStyle, align: Align): TableCell => {
  const set = { ...style, ...data.style }
  const paragraph = (text: string): Paragraph =>
    new Paragraph({
      alignment: alignments[data.align ?? align],
      spacing: exactLine((set.size ?? sizes.table) * 13),
      children: [run(text, set)],
    })
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    ...(data.columnSpan !== undefined && { columnSpan: data.columnSpan }),
    ...(data.rowSpan !== undefined && { rowSpan: data.rowSpan }),
    ...(data.fill !== undefined && { shading: { fill: data.fill } }),
    children: cleanText(data.text).split('\n').map(paragraph),
  })
}

/** Widths in twips that add up to the width of the text exactly. */
const inTwips = (shares: readonly number[]): number[] => {
  const whole = shares.reduce((sum, share) => sum + share, 0)
  const widths = shares.map((share) => Math.floor((share * textWidth) / whole))
  const left = textWidth - widths.reduce((sum, width) => sum + width, 0)
  return widths.map((width, index) => (index === 0 ? width + left : width))
}

/** The widths of the cells of each row, in twips: spans counted, and columns passed over that a cell of an earlier row still covers. */
const cellWidths = (rows: readonly GridRow[], columns: readonly number[]): number[][] => {
  const covered = columns.map(() => 0)
  return rows.map(({ cells }) => {
    let column = 0
    const widths = cells.map(({ columnSpan = 1, rowSpan = 1 }) => {
      while ((covered[column] ?? 0) > 0) column += 1
      covered.fill(rowSpan, column, column + columnSpan)
      column += columnSpan
      return columns.slice(column - columnSpan, column).reduce((sum, width) => sum + width, 0)
    })
    for (const [index, left] of covered.entries()) covered[index] = Math.max(0, left - 1)
    return widths
  })
}

/** A table ruled with thin lines, as wide as the text; a row is never torn by the end of a page. */
export const gridTable = ({ widths, header, rows, size = sizes.table }: Grid): Table => {
  const columns = inTwips(widths)
  const all = [...header, ...rows]
  const ofCells = cellWidths(all, columns)
  const tableRow = ({ cells, height }: GridRow, index: number): TableRow => {
    const isHeader = index < header.length
    const style = { size, font: isHeader ? fonts.heading : fonts.body }
    return new TableRow({
      cantSplit: true,
      tableHeader: isHeader,
      height: { value: height ?? Math.round(size * 18), rule: 'atLeast' },
      children: cells.map((data, place) => cell(data, ofCells[index]?.[place] ?? 0, style, 'center')),
    })
  }
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: columns,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    margins: { left: 57, right: 57, top: 28, bottom: 28, marginUnitType: WidthType.DXA },
    borders: { top: thin, bottom: thin, left: thin, right: thin, insideHorizontal: thin, insideVertical: thin },
    rows: all.map(tableRow),
  })
}
