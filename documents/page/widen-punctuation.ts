const wideOf: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：', '?': '？', '!': '！' }

const han = String.raw`[\p{Script=Han}]`
/** What Chinese words end and begin with beside letters of their own. */
const closing = String.raw`[\p{Script=Han}”’》）】〉」％%]`
const opening = String.raw`[\p{Script=Han}“‘《（【〈「]`

/** Marks beside Chinese, but not 1,486, 9:20 or https:. A blank behind them belonged to the narrow form. */
const marks = new RegExp(String.raw`(?<=${closing})([,;:?!])(?:[ ]+|(?![ ]))|([,;:?!])[ ]*(?=${opening})`, 'gu')
const bracketed = /\(([^()\n]{1,200})\)[ ]*/gu
const quoted = new RegExp(String.raw`"([^"\n]*${han}[^"\n]*)"`, 'gu')
const numbering = /^\(\d{1,2}\)/u

/** Brackets around or behind Chinese, and the (1) that begins a paragraph. */
const widenBrackets = (text: string): string =>
  text.replaceAll(bracketed, (whole: string, inside: string, at: number) => {
    const before = text.slice(0, at)
    const isChinese = /\p{Script=Han}/u.test(inside) || /\p{Script=Han}$/u.test(before) || (at === 0 && numbering.test(text))
    return isChinese ? `（${inside}）` : whole
  })

/**
 * The punctuation of Chinese text as papers print it (GB/T 15834): what was typed in narrow form, as telephones and keyboards make it, comes
 * out wide. Figures, times, addresses and Latin words keep theirs. One line at a time.
 */
export const widenPunctuation = (text: string): string =>
  widenBrackets(text)
    .replaceAll(quoted, '“$1”')
    .replaceAll(marks, (_found: string, behind: string | undefined, before: string | undefined) => wideOf[behind ?? before ?? ''] ?? '')
