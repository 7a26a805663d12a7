import { AlignmentType, Footer, PageNumber, Paragraph, TextRun } from 'docx'
import { fonts, sizes } from './layout.ts'
import { exactLine } from './paragraphs.ts'
import { runStyle } from './runs.ts'

const number = (side: 'left' | 'right'): Footer =>
  new Footer({
    children: [
      new Paragraph({
        alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        // No higher than the room below the text: the last line of the page would be pushed over.
        spacing: exactLine(400),
        // One character from the outer edge of the text.
        indent: { [side]: sizes.small * 10 },
        children: [new TextRun({ ...runStyle({ font: fonts.pageNumber, size: sizes.small }), children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  })

/** — 1 — outside: right on odd pages, left on even ones. */
export const pageNumbers = (): { default: Footer; even: Footer } => ({ default: number('right'), even: number('left') })
