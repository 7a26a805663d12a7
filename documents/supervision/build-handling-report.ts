import type { Paragraph } from 'docx'
import type { Day, Instant } from '../../rules/instant.ts'
import { chineseDate, chineseLimit } from '../page/chinese-date.ts'
import { cleanLine, paragraphsOf } from '../page/clean-text.ts'
import type { ExportStamp } from '../page/export-stamp.ts'
import { fonts } from '../page/layout.ts'
import { packDocument } from '../page/pack-document.ts'
import { body, heading, line, title } from '../page/paragraphs.ts'
import { signature } from '../page/signature.ts'
import { contactText, instructionOrigin, isLed, listed, type Contact, type InstructionText } from './instruction.ts'

/** 办理情况报告: one matter, one paper. Texts are a paragraph per line; an empty one is left out, the first one excepted. */
export interface HandlingReport {
  /** 督〔2026〕128号; null is left out. */
  number: string | null
  matter: string
  /** To whom it is reported: 王市长, 市政府办公室; null: nobody is addressed. */
  addressee: string | null
  instruction: InstructionText | null
  assignedOn: Day | null
  dueAt: Instant | null
  lead: readonly string[]
  assisting: readonly string[]
  /** 办理结果 in a word: 已办结, 正在办理, 未办结. */
  outcome: string
  /** 办理情况. Empty: the paper says that nothing has been reported yet. */
  result: string
  /** 未办结的原因. */
  obstacles: string
  /** 下一步工作. */
  nextSteps: string
  /** 署名. */
  unit: string
  on: Day
  contact: Contact | null
  exported: ExportStamp
}

const numerals = ['一', '二', '三', '四', '五']
const longestName = 24

/** The title names the matter; a matter as long as a paragraph is named in the text alone. */
const titleOf = (matter: string): string => {
  const name = cleanLine(matter).replaceAll(/[。；，]+$/gu, '')
  return [...name].length <= longestName ? `关于${name}办理情况的报告` : '关于督查事项办理情况的报告'
}

const basics = ({ matter, number, assignedOn, dueAt, lead, assisting, exported }: HandlingReport): string =>
  [
    `事项：${cleanLine(matter)}${number === null ? '' : `（${cleanLine(number)}）`}`,
    ...(assignedOn === null ? [] : [`交办时间：${chineseDate(assignedOn)}`]),
    `办理时限：${dueAt === null ? '未定' : chineseLimit(dueAt, exported.zone)}`,
    ...(isLed({ lead, assisting }) ? [`牵头单位：${listed(lead)}`, `配合单位：${listed(assisting)}`] : [`责任单位：${listed(lead)}`]),
  ].join('\n')

const words = (instruction: InstructionText): Paragraph[] => [
  ...body(`${instructionOrigin(instruction)}：`),
  ...body(instruction.text, { font: fonts.subheading, verbatim: true }),
]

/** A handling report as .docx: title, addressee, the matter, the instruction verbatim in 楷体, what was done, why not, what comes next, signature. */
export const buildHandlingReport = async (report: HandlingReport): Promise<Buffer> => {
  const name = titleOf(report.matter)
  const said = paragraphsOf(report.result).length > 0 ? report.result : '截至目前，尚未收到书面办理情况。'
  const sections: [string, string | Paragraph[]][] = [
    ['事项基本情况', basics(report)],
    ...(report.instruction === null ? [] : [['批示（交办）内容', words(report.instruction)] satisfies [string, Paragraph[]]]),
    [`办理情况（${cleanLine(report.outcome)}）`, said],
    ...(report.obstacles.trim() === '' ? [] : [['未办结的原因', report.obstacles] satisfies [string, string]]),
    ...(report.nextSteps.trim() === '' ? [] : [['下一步工作', report.nextSteps] satisfies [string, string]]),
  ]
  return packDocument(name, report.exported, [
    title(name),
    ...(report.addressee === null ? [] : [line(`${report.addressee}：`)]),
    ...body('现将有关事项办理情况报告如下：'),
    ...sections.flatMap(([heads, content], index) => [
      heading(`${numerals[index] ?? ''}、${heads}`),
      // The last words stand on the page of the signature.
      ...(typeof content === 'string' ? body(content, { keepEnd: index === sections.length - 1 }) : content),
    ]),
    ...signature(report.unit, report.on),
    ...body(`（联系人：${contactText(report.contact)}）`),
  ])
}
