import { Tab, TextRun, type IRunOptions } from 'docx'
import { cleanLine } from './clean-text.ts'
import { fonts, sizes, type FontName } from './layout.ts'

export interface RunStyle {
  font?: FontName
  /** Half-points. */
  size?: number
  /** RRGGBB. */
  color?: string
}

/** Font, size and colour of a run, said for Chinese and Latin characters alike: Word would set digits in another font otherwise. */
export const runStyle = ({ font = fonts.body, size = sizes.body, color }: RunStyle = {}): IRunOptions => ({
  font: { ascii: font, hAnsi: font, eastAsia: font, cs: font, hint: 'eastAsia' },
  size,
  ...(color !== undefined && { color }),
})

/** A piece of one line. */
export const run = (text: string, style?: RunStyle): TextRun => new TextRun({ ...runStyle(style), text: cleanLine(text) })

/** Pieces of one line with a tab between them. They are written as they are: the caller has cleaned them. */
export const tabbed = (parts: readonly string[], style?: RunStyle): TextRun =>
  new TextRun({ ...runStyle(style), children: parts.flatMap((part, index) => (index === 0 ? [part] : [new Tab(), part])) })
