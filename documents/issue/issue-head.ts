import { AlignmentType, BorderStyle, Paragraph, TabStopType, TextRun } from 'docx'
import { breakTitle, widthOf } from '../page/break-title.ts'
import { chineseDate } from '../page/chinese-date.ts'
import { cleanLine } from '../page/clean-text.ts'
import { fonts, oneCharacter, page, red, sizes, textWidth } from '../page/layout.ts'
import { exactLine, line } from '../page/paragraphs.ts'
import { runStyle, tabbed } from '../page/runs.ts'
import type { IssueDocument, IssueSigning } from './issue-document.ts'

const pt = { largest: 66, smallest: 32, mostGap: 24, widest: 400, text: textWidth / 20 }

/** The name in red as large as one line bears, short ones letter-spaced; a very long one takes two lines. */
const masthead = (publication: string): Paragraph => {
  const lines = breakTitle(publication, Math.floor(pt.text / pt.smallest))
  const width = Math.max(1, ...lines.map(widthOf))
  const size = Math.max(pt.smallest, Math.min(pt.largest, Math.floor(pt.widest / width)))
  const spacing = Math.max(0, Math.min(pt.mostGap, (pt.widest * 0.9 - width * size) / width))
  const style = runStyle({ font: fonts.title, size: size * 2, color: red })
  const runs = lines.flatMap((text, index) => {
    const characters = [...text]
    // The last character carries no gap, else the name stands left of the middle.
    return [
      new TextRun({
        ...style,
        text: characters.slice(0, -1).join(''),
        characterSpacing: Math.round(spacing * 20),
        ...(index > 0 && { break: 1 }),
      }),
      new TextRun({ ...style, text: characters.at(-1) ?? '' }),
    ]
  })
  return new Paragraph({ alignment: AlignmentType.CENTER, spacing: { ...exactLine(size * 26), before: 240, after: 240 }, children: runs })
}

/** 第49期, 增刊第3期, with 总第N期 in brackets where it is counted; 送审稿 before there is a number. */
export const issueNumber = (signed: IssueSigning | null): string => {
  if (!signed) return '送审稿'
  const total = signed.total === null ? '' : `（总第${signed.total}期）`
  return `${signed.series === 'supplement' ? '增刊' : ''}第${signed.number}期${total}`
}

/** Left the compiler, right the date of signing, below them the red rule. A compiler too long for the line is set smaller. */
const compilerAndDate = (compiler: string, signed: IssueSigning | null): Paragraph => {
  const date = signed ? chineseDate(signed.on) : '\u3000\u3000年\u3000\u3000月\u3000\u3000日'
  const room = textWidth - 3 * oneCharacter
  const fitting = Math.floor(room / 10 / (widthOf(cleanLine(compiler)) + widthOf(date)))
  const style = { size: Math.max(sizes.narrowTable, Math.min(sizes.body, fitting)) }
  return new Paragraph({
    indent: { left: oneCharacter, right: oneCharacter },
    tabStops: [{ type: TabStopType.RIGHT, position: textWidth - oneCharacter }],
    border: { bottom: { style: BorderStyle.SINGLE, size: 18, color: red, space: 6 } },
    spacing: { before: page.linePitch / 2, after: page.linePitch / 2 },
    children: [tabbed([cleanLine(compiler), date], style)],
  })
}

/** The red head of an issue: name, number, compiler and date, rule. */
export const issueHead = ({ publication, compiler, signed }: IssueDocument): Paragraph[] => [
  masthead(publication),
  line(issueNumber(signed), { alignment: AlignmentType.CENTER }, signed ? {} : { font: fonts.heading }),
  compilerAndDate(compiler, signed),
]
