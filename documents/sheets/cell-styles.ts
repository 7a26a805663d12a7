import type { Borders, Font, Style } from 'exceljs'
import type { ColumnType, SheetColumn } from './sheet-table.ts'

const thin = { style: 'thin' as const }
export const ruled: Partial<Borders> = { top: thin, bottom: thin, left: thin, right: thin }

const format = ({ type, digits }: SheetColumn): string | undefined => {
  const point = (count: number): string => (count > 0 ? `.${'0'.repeat(count)}` : '')
  const formats: Record<ColumnType, string | undefined> = {
    text: undefined,
    integer: '0',
    decimal: `0${point(digits ?? 2)}`,
    percent: `0${point(digits ?? 1)}%`,
    date: 'yyyy-mm-dd',
    time: 'yyyy-mm-dd hh:mm',
  }
  return formats[type]
}

const widths: Record<ColumnType, number> = { text: 14, integer: 9, decimal: 10, percent: 10, date: 12, time: 17 }

/** Width of a column in characters: as told, else by type, never narrower than its title. */
export const columnWidth = (column: SheetColumn): number => column.width ?? Math.max(widths[column.type], column.title.length * 2 + 2)

export type SheetFont = 'text' | 'bold'

const font = (which: SheetFont): Partial<Font> => ({ name: which === 'bold' ? '黑体' : '宋体', size: 11 })

export const titleStyle: Partial<Style> = {
  font: { name: '方正小标宋简体', size: 18 },
  alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
}

export const noteStyle: Partial<Style> = { font: font('text'), alignment: { horizontal: 'right', vertical: 'middle', wrapText: true } }

export const headerStyle: Partial<Style> = {
  font: font('bold'),
  alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
  border: ruled,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF2F2F2' } },
}

export const emptyStyle: Partial<Style> = { font: font('text'), alignment: { horizontal: 'center', vertical: 'middle' }, border: ruled }

/** The style of a column's cells. One object for all of them: the writer knows equal styles by their identity. */
export const columnStyle = (column: SheetColumn, which: SheetFont): Partial<Style> => {
  const numFmt = format(column)
  const align = column.align ?? (column.type === 'text' ? 'left' : 'center')
  return {
    font: font(which),
    alignment: { horizontal: align, vertical: 'middle', wrapText: true },
    border: ruled,
    ...(numFmt !== undefined && { numFmt }),
  }
}

/** The same, as text for good: a program that lets somebody edit the cell does not take it for a formula then. */
export const asText = (style: Partial<Style>): Partial<Style> => ({ ...style, numFmt: '@' })

export const onGround = (style: Partial<Style>, fill: string): Partial<Style> => ({
  ...style,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: `FF${fill}` } },
})
