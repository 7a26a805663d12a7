import { AlignmentType, BorderStyle, Paragraph, TabStopType, type Table } from 'docx'
import type { Day, Instant } from '../../rules/instant.ts'
import { chineseDate, chineseLimit } from '../page/chinese-date.ts'
import { cleanLine } from '../page/clean-text.ts'
import type { ExportStamp } from '../page/export-stamp.ts'
import { gridTable, type GridRow } from '../page/grid-table.ts'
import { fonts, oneCharacter, red, rgbOf, sizes, textWidth } from '../page/layout.ts'
import { packDocument } from '../page/pack-document.ts'
import { line, title } from '../page/paragraphs.ts'
import { tabbed } from '../page/runs.ts'
import { contactText, instructionOrigin, isLed, listed, type Contact, type InstructionText } from './instruction.ts'

/** notice 督查通知单 · assignment 交办单 · urging 催办单 · coloured 三色督办单, which takes the name of its colour. */
export type SupervisionPaperKind = 'notice' | 'assignment' | 'urging' | 'coloured'

/** A form of the supervision section: one matter, signed for by every unit it names. */
export interface SupervisionPaper {
  kind: SupervisionPaperKind
  /** Name and colour (RRGGBB) of the level by the office's own mapping: 黄牌, FFC000. Printed on a coloured paper only. */
  colour: { name: string; rgb: string } | null
  /** Who issues it: 市政府督查室. */
  office: string
  /** 督〔2026〕128号. */
  number: string
  on: Day
  matter: string
  /** 来源; null is left out. */
  source: string | null
  instruction: InstructionText | null
  lead: readonly string[]
  assisting: readonly string[]
  requirement: string
  /** null: the limit is still to be set, and the paper says so. */
  dueAt: Instant | null
  /** How often the matter was urged and what was last reported; null: not an urging. */
  urged: { times: number; progress: string } | null
  contact: Contact | null
  exported: ExportStamp
}

const names: Record<SupervisionPaperKind, string> = { notice: '督查通知单', assignment: '交办单', urging: '催办单', coloured: '督办单' }

/** The name of the paper: 督查通知单, 交办单, 催办单, 黄牌督办单. */
export const paperName = ({ kind, colour }: Pick<SupervisionPaper, 'kind' | 'colour'>): string =>
  kind === 'coloured' ? `${cleanLine(colour?.name ?? '')}${names.coloured}` : names[kind]

/** Left the number, right the date, on a rule in the colour of the paper. */
const numberAndDate = (number: string, on: Day, rgb: string): Paragraph =>
  new Paragraph({
    indent: { left: oneCharacter / 2, right: oneCharacter / 2 },
    tabStops: [{ type: TabStopType.RIGHT, position: textWidth - oneCharacter / 2 }],
    border: { bottom: { style: BorderStyle.SINGLE, size: 18, color: rgb, space: 4 } },
    spacing: { after: 200 },
    children: [tabbed([`编号：${cleanLine(number)}`, chineseDate(on)], { size: sizes.small })],
  })

const field = (label: string, text: string, height?: number): GridRow => ({
  cells: [
    { text: label, style: { font: fonts.heading } },
    { text, align: 'left', columnSpan: 3 },
  ],
  ...(height !== undefined && { height }),
})

const pair = (label: string, text: string, secondLabel: string, secondText: string): GridRow => ({
  cells: [
    { text: label, style: { font: fonts.heading } },
    { text, align: 'left' },
    { text: secondLabel, style: { font: fonts.heading } },
    { text: secondText, align: 'left' },
  ],
})

/** Lead and assisting side by side while they are few; several that none leads are responsible. */
const units = ({ lead, assisting }: SupervisionPaper): GridRow[] => {
  if (!isLed({ lead, assisting })) return [field('责任单位', listed(lead))]
  const [leading, helping] = [listed(lead), listed(assisting)]
  const few = Math.max(leading.length, helping.length) <= 24
  return few ? [pair('牵头单位', leading, '配合单位', helping)] : [field('牵头单位', leading), field('配合单位', helping)]
}

const form = (paper: SupervisionPaper): Table => {
  const { instruction, urged, dueAt, exported } = paper
  const limit = dueAt === null ? '待定，另行通知' : chineseLimit(dueAt, exported.zone)
  const rows: GridRow[] = [
    field('事项', paper.matter),
    ...(paper.source === null ? [] : [field('来源', paper.source)]),
    ...(instruction === null
      ? []
      : [field(instruction.by === null ? '交办原文' : '批示原文', `${instructionOrigin(instruction)}：\n${instruction.text}`, 1400)]),
    ...units(paper),
    ...(urged === null ? [] : [field('已催办', `第${urged.times}次催办`), field('目前进展', urged.progress || '尚未反馈')]),
    field('办理要求', paper.requirement || '按批示（交办）要求办理，按时书面反馈办理情况。', 1400),
    field('办理时限', limit),
    field('联系人', contactText(paper.contact)),
  ]
  return gridTable({ widths: [20, 34, 18, 34], header: [], rows, size: sizes.small })
}

/** 签收栏: a line for every unit, lead first. */
const receipts = ({ lead, assisting }: SupervisionPaper): (Paragraph | Table)[] => {
  const units = [
    ...lead.map((unit) => ({ unit, role: isLed({ lead, assisting }) ? '牵头' : '责任' })),
    ...assisting.map((unit) => ({ unit, role: '配合' })),
  ]
  const caption = line('签收栏', { keepNext: true, spacing: { before: 240, after: 120 } }, { font: fonts.heading, size: sizes.small })
  if (units.length === 0) return [caption, line('尚未确定承办单位。', {}, { size: sizes.small })]
  const header = ['单位', '责任', '签收人', '签收时间', '备注'].map((text) => ({ text }))
  const row = ({ unit, role }: (typeof units)[number]): GridRow => ({
    cells: [{ text: unit, align: 'left' }, { text: role }, { text: '' }, { text: '' }, { text: '' }],
    height: 600,
  })
  return [caption, gridTable({ widths: [36, 12, 20, 24, 14], header: [{ cells: header }], rows: units.map(row), size: sizes.table })]
}

/** A supervision paper as .docx: title, number and date, the form, a line to sign for every unit, the office. Same input, same bytes. */
export const buildSupervisionPaper = async (paper: SupervisionPaper): Promise<Buffer> => {
  const name = paperName(paper)
  const rgb = (paper.kind === 'coloured' ? rgbOf(paper.colour?.rgb) : undefined) ?? red
  return packDocument(`${name} ${cleanLine(paper.number)}`, paper.exported, [
    title(name, { spacing: { before: 0, after: 290 } }, paper.kind === 'coloured' ? { color: rgb } : {}),
    numberAndDate(paper.number, paper.on, rgb),
    form(paper),
    ...receipts(paper),
    line(paper.office, { alignment: AlignmentType.RIGHT, spacing: { before: 240 } }, { size: sizes.small }),
  ])
}
