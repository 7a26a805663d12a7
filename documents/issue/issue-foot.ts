import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  RelativeVerticalPosition,
  TabStopType,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
} from 'docx'
import type { IBorderOptions } from 'docx'
import { cleanLine } from '../page/clean-text.ts'
import { page, sizes, textWidth } from '../page/layout.ts'
import { run, tabbed } from '../page/runs.ts'
import type { IssueFoot } from './issue-document.ts'

const small = { size: sizes.small }
const character = sizes.small * 10
const thick: IBorderOptions = { style: BorderStyle.SINGLE, size: 8, color: '000000' }
const thin: IBorderOptions = { style: BorderStyle.SINGLE, size: 6, color: '000000' }
const none: IBorderOptions = { style: BorderStyle.NIL }

const row = (paragraph: Paragraph, top: IBorderOptions, bottom: IBorderOptions): TableRow =>
  new TableRow({
    cantSplit: true,
    children: [
      new TableCell({
        width: { size: textWidth, type: WidthType.DXA },
        borders: { top, bottom, left: none, right: none },
        children: [paragraph],
      }),
    ],
  })

/** 报：甲，乙。 Further lines begin after the colon. */
const addressees = (label: string, names: readonly string[]): Paragraph[] =>
  names.length === 0
    ? []
    : [
        new Paragraph({
          keepNext: true,
          indent: { left: 3 * character, right: character, hanging: 2 * character },
          children: [run(`${label}：${names.map(cleanLine).join('，')}。`, small)],
        }),
      ]

/** 签发 核稿 编辑, left, middle and right; a missing name leaves room for one by hand. */
const people = ({ signer, checker, editor }: IssueFoot): Paragraph => {
  const named = (label: string, name: string | null): string => `${label}：${name === null ? '\u3000'.repeat(4) : cleanLine(name)}`
  const names = [named('签发', signer), named('核稿', checker), named('编辑', editor)]
  return new Paragraph({
    keepNext: true,
    indent: { left: character, right: character },
    tabStops: [
      { type: TabStopType.CENTER, position: textWidth / 2 },
      { type: TabStopType.RIGHT, position: textWidth - character },
    ],
    children: [tabbed(names, small)],
  })
}

const copies = (count: number): Paragraph =>
  new Paragraph({ alignment: AlignmentType.RIGHT, indent: { right: character }, children: [run(`共印${count}份`, small)] })

/**
 * The foot block (版记): 报 送 发, 签发 核稿 编辑, 共印N份, between rules, in one piece. It floats at the bottom of the last page; a program that does
 * not know floating tables sets it below the text.
 */
export const issueFoot = (foot: IssueFoot): Table => {
  const lines = [
    ...addressees('报', foot.reportTo),
    ...addressees('送', foot.sendTo),
    ...addressees('发', foot.distributeTo),
    people(foot),
    ...(foot.copies === null ? [] : [copies(foot.copies)]),
  ]
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: [textWidth],
    layout: TableLayoutType.FIXED,
    float: {
      horizontalAnchor: TableAnchorType.MARGIN,
      absoluteHorizontalPosition: 0,
      verticalAnchor: TableAnchorType.MARGIN,
      relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
      topFromText: page.linePitch,
    },
    margins: { left: 0, right: 0, marginUnitType: WidthType.DXA },
    rows: lines.map((paragraph, index) => row(paragraph, index === 0 ? thick : thin, index === lines.length - 1 ? thick : none)),
  })
}
