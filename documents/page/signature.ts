import { AlignmentType, Paragraph } from 'docx'
import type { Day } from '../../rules/instant.ts'
import { widthOf } from './break-title.ts'
import { chineseDate } from './chinese-date.ts'
import { cleanLine } from './clean-text.ts'
import { oneCharacter } from './layout.ts'
import { emptyLine } from './paragraphs.ts'
import { run } from './runs.ts'

/** Characters between the date and the right edge, room for the seal. */
const dateIndent = 4

const right = (text: string, indent: number, keepNext: boolean): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.RIGHT,
    indent: { right: Math.round(indent * oneCharacter) },
    keepNext,
    keepLines: true,
    children: [run(text)],
  })

/** Issuer and date after two empty lines: the date four characters from the right, the issuer centred over it, both on one page. */
export const signature = (issuer: string, day: Day): Paragraph[] => {
  const date = chineseDate(day)
  const shift = (widthOf(date) - widthOf(cleanLine(issuer))) / 2
  // A long name reaches further to the left than to the right: it may use the room of the seal, not the margin.
  return [emptyLine(true), emptyLine(true), right(issuer, Math.max(0, dateIndent + shift), true), right(date, dateIndent, false)]
}
