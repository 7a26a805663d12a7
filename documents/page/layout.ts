/**
 * The page of an official paper, GB/T 9704-2012 (docs/zh/文件样式.md). Lengths in twips (1/20 pt), sizes in half-points, as Word keeps them.
 */
export const page = {
  width: 11906,
  height: 16838,
  top: 2098,
  bottom: 1984,
  left: 1588,
  right: 1474,
  /** The dash of the page number stands 7 mm below the text. */
  footer: 1417,
  header: 851,
  /** 22 lines of 29 pt. */
  linePitch: 580,
  /** Height of a line, 28.95 pt: 22 lines of 29 pt would be 0.2 pt too high for 225 mm. */
  line: 579,
  /** 28 characters of 16 pt on 156 mm: each is narrowed by 849/4096 pt. */
  charSpace: -849,
} as const

/** Width of the text, 156 mm. */
export const textWidth = page.width - page.left - page.right

/** One character of the body. */
export const oneCharacter = 320

/** Fonts by their names in Word; none is shipped, a machine without them substitutes. */
export const fonts = {
  body: '仿宋_GB2312',
  heading: '黑体',
  subheading: '楷体_GB2312',
  title: '方正小标宋简体',
  pageNumber: '宋体',
} as const

export type FontName = (typeof fonts)[keyof typeof fonts]

/** 二号 22 pt, 三号 16 pt, 四号 14 pt, 小四 12 pt, 五号 10.5 pt. */
export const sizes = { title: 44, body: 32, small: 28, table: 24, narrowTable: 21 } as const

export const red = 'FF0000'

/** RRGGBB of a colour somebody configured (`#ffc000`, `FFC000`); undefined for what is none, which a file would not survive. */
export const rgbOf = (colour: string | null | undefined): string | undefined =>
  /^#?([0-9a-f]{6})$/iu.exec(colour?.trim() ?? '')?.[1]?.toUpperCase()
