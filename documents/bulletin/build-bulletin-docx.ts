import type { Paragraph } from 'docx'
import { cleanLine } from '../page/clean-text.ts'
import { stampText } from '../page/export-stamp.ts'
import { fonts, oneCharacter, sizes } from '../page/layout.ts'
import { packDocument } from '../page/pack-document.ts'
import { body, emptyLine, heading, line, title } from '../page/paragraphs.ts'
import { widenPunctuation } from '../page/widen-punctuation.ts'
import { signature } from '../page/signature.ts'
import { annex } from './annex.ts'
import { annexTables, type AnnexTable } from './bulletin-tables.ts'
import { bulletinTitle, periodName, sections } from './bulletin-words.ts'
import type { Bulletin } from './bulletin.ts'

const numerals = ['一', '二', '三']

/** 附件：1．… below the text, numbers in line. */
const annexList = (tables: readonly AnnexTable[]): Paragraph[] => {
  const indent = (first: boolean): { left: number; hanging: number } =>
    first ? { left: 6.5 * oneCharacter, hanging: 4.5 * oneCharacter } : { left: 6.5 * oneCharacter, hanging: 1.5 * oneCharacter }
  return [
    emptyLine(),
    ...tables.map((table, index) =>
      line(`${index === 0 ? '附件：' : ''}${index + 1}．${widenPunctuation(table.title)}`, {
        indent: indent(index === 0),
        keepNext: index === tables.length - 1,
      }),
    ),
  ]
}

/** A bulletin as .docx: title, 主送, sections with their figures filled in, list of annexes, signature, then an annex per page. Throws `bad_request` for a figure the text names and the data lacks. */
export const buildBulletinDocx = async (bulletin: Bulletin): Promise<Buffer> => {
  const name = bulletinTitle(bulletin)
  const tables = annexTables(bulletin)
  const opening = `现将${periodName(bulletin.period)}${cleanLine(bulletin.subject)}报送及采用情况通报如下：`
  const draft = bulletin.draft === true
  return packDocument(draft ? `${name}（送审稿）` : name, bulletin.exported, [
    ...(draft ? [line('送审稿', { alignment: 'center', keepNext: true }, { font: fonts.heading })] : []),
    title(name),
    line(`${bulletin.addressees.map(cleanLine).join('，')}：`),
    ...body(opening),
    ...sections(bulletin).flatMap((section, index) => [heading(`${numerals[index] ?? ''}、${section.title}`), ...body(section.text)]),
    ...annexList(tables),
    ...signature(bulletin.issuer, bulletin.on),
    ...tables.flatMap((table, index) => annex(table, index + 1)),
    // Only a draft shows who printed it: on a bulletin it would be part of what is issued.
    ...(draft ? [line(stampText(bulletin.exported), { alignment: 'right' }, { size: sizes.narrowTable })] : []),
  ])
}
