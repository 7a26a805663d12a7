import type { Cell, Style } from 'exceljs'
import type { Instant } from '../../rules/instant.ts'
import { wallClock } from '../page/chinese-date.ts'
import { cleanText } from '../page/clean-text.ts'
import { rgbOf } from '../page/layout.ts'
import { asText, columnStyle, onGround, type SheetFont } from './cell-styles.ts'
import { sheetLimits, type CellValue, type SheetCell, type SheetColumn } from './sheet-table.ts'

/** What a spreadsheet would take for a formula, typed by hand or read from a .csv saved from it. */
const startsFormula = /^[\s]*[=+\-@＝＋－＠]/u

/** Text as a workbook keeps it: `_x0041_` is an escape there and would come back as “A”. */
export const sheetText = (text: string): string => {
  const clean = cleanText(text)
  const short = clean.length > sheetLimits.cellLength ? `${clean.slice(0, sheetLimits.cellLength)}……（内容过长，未全部导出）` : clean
  return short.replaceAll(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_')
}

const valueOf = (value: CellValue, column: SheetColumn, toWall: (at: Instant) => Date): string | number | Date | null => {
  if (value === null || value === '') return null
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return null
    return column.type === 'time' || column.type === 'date' ? toWall(value) : value
  }
  if (column.type === 'date' && /^\d{4}-\d{2}-\d{2}$/u.test(value)) return new Date(`${value}T00:00:00Z`)
  return sheetText(value)
}

/** A style for this text: the same, or one that keeps it text for good. */
export const styleFor = (text: string, style: Partial<Style>): Partial<Style> => (startsFormula.test(text) ? asText(style) : style)

/** Writes the cells of one column. Styles are made once and reused: the writer compares them by identity. */
export const cellWriter = (column: SheetColumn, zone: string, font: SheetFont): ((cell: Cell, data: SheetCell) => void) => {
  const toWall = wallClock(zone)
  const plain = columnStyle(column, font)
  const text = asText(plain)
  const coloured = new Map<string, Partial<Style>>()
  const styleOf = (value: unknown, fill: string | undefined): Partial<Style> => {
    const base = typeof value === 'string' && startsFormula.test(value) ? text : plain
    if (fill === undefined) return base
    const key = `${fill} ${base === text}`
    const style = coloured.get(key) ?? onGround(base, fill)
    coloured.set(key, style)
    return style
  }
  return (cell, data) => {
    const filled = typeof data === 'object' && data !== null
    const value = valueOf(filled ? data.value : data, column, toWall)
    Object.assign(cell, { value, style: styleOf(value, filled ? rgbOf(data.fill) : undefined) })
  }
}
