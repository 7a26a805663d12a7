import { AlignmentType, LineRuleType, Paragraph, TextRun, type IParagraphOptions } from 'docx'
import { breakTitle } from './break-title.ts'
import { cleanLine, paragraphsOf } from './clean-text.ts'
import { fonts, oneCharacter, page, sizes, textWidth, type FontName } from './layout.ts'
import { run, runStyle, type RunStyle } from './runs.ts'
import { widenPunctuation } from './widen-punctuation.ts'

/** The first line begins two characters in. */
export const indented = { firstLine: 2 * oneCharacter, firstLineChars: 200 } as const

/** A line of its own height: big letters would otherwise take two lines of the grid each. */
export const exactLine = (twips: number): { line: number; lineRule: typeof LineRuleType.EXACT } => ({
  line: Math.round(twips),
  lineRule: LineRuleType.EXACT,
})

/** A paragraph of one run. */
export const line = (text: string, options: IParagraphOptions = {}, style?: RunStyle): Paragraph =>
  new Paragraph({ ...options, children: [run(text, style)] })

/** An empty line of the page, on the same page as the next one when `keepNext`. */
export const emptyLine = (keepNext = false): Paragraph => new Paragraph({ keepNext, children: [run('')] })

/** A centred title in 小标宋, not bold, broken where a reader would pause; it never stays behind on a page without its text. */
export const title = (text: string, options: IParagraphOptions = {}, style: RunStyle = {}): Paragraph => {
  const set = { font: fonts.title, size: sizes.title, ...style }
  const lines = breakTitle(widenPunctuation(cleanLine(text)), Math.floor((textWidth * 2) / set.size / 20))
  const runs = lines.map((part, index) => new TextRun({ ...runStyle(set), text: part, ...(index > 0 && { break: 1 }) }))
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    keepNext: true,
    keepLines: true,
    spacing: { ...exactLine(set.size * 15), before: page.linePitch / 2, after: page.linePitch / 2 },
    ...options,
    children: runs,
  })
}

const number = '[一二三四五六七八九十百]+'
/** “一、二季度” counts quarters and heads nothing; “二、二季度打算” is a second heading. */
const counting = '(?:一、二|二、三|三、四|四、五|五、六|六、七|七、八|八、九)(?:季|月|号|类|级|期|产|、)'

/** A heading ends with its paragraph or its first sentence. */
const levels: readonly { begins: RegExp; font: FontName }[] = [
  { begins: new RegExp(`^(?!${counting})${number}、`, 'u'), font: fonts.heading },
  { begins: new RegExp(`^[（(]${number}[)）]`, 'u'), font: fonts.subheading },
]
const longestHeading = 45

/** The heading a paragraph begins with, and the rest of it. 1. and （1） are headings in the font of the text and need nothing. */
const splitHeading = (text: string): { heading: string; rest: string; font: FontName } | undefined => {
  const level = levels.find(({ begins }) => begins.test(text))
  if (!level) return undefined
  const end = text.search(/[。！？]/u) + 1
  const heading = end === 0 ? text : text.slice(0, end)
  return [...heading].length > longestHeading ? undefined : { heading, rest: text.slice(heading.length), font: level.font }
}

const headsAlone = (text: string): boolean =>
  splitHeading(text)?.rest === '' || /^(?:\d{1,2}[.．、]|[（(]\d{1,2}[)）])[^。；]{1,30}$/u.test(text)

const bodyParagraph = (text: string, font: FontName, keepNext: boolean): Paragraph => {
  const found = splitHeading(text)
  const runs = found
    ? [run(found.heading, { font: found.font }), ...(found.rest ? [run(found.rest, { font })] : [])]
    : [run(text, { font })]
  return new Paragraph({ alignment: AlignmentType.BOTH, indent: indented, keepNext, children: runs })
}

export interface BodyStyle {
  font?: FontName
  /** The last paragraph stays on one page with what follows it (a signature, a foot block). */
  keepEnd?: boolean
  /** Somebody's words as they were said: their punctuation stays as well. */
  verbatim?: true
}

/** The text of a paper: a paragraph per line, 一、 in 黑体, （一） in 楷体, the rest in `font` (仿宋). A heading alone on its line goes with what it heads. */
export const body = (text: string, { font = fonts.body, keepEnd = false, verbatim }: BodyStyle = {}): Paragraph[] =>
  paragraphsOf(text)
    .map((part) => (verbatim ? part : widenPunctuation(part)))
    .map((part, index, all) => bodyParagraph(part, font, headsAlone(part) || (keepEnd && index === all.length - 1)))

/** A heading of the first level that the paper itself sets. */
export const heading = (text: string): Paragraph =>
  line(widenPunctuation(text), { indent: indented, keepNext: true }, { font: fonts.heading })
