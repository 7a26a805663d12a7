/** Regular-expression source of a small count or ordinal: Arabic or Chinese, without sign or fraction. */
export const NUMBER = '(?:\\d{1,4}|[零一二两三四五六七八九十廿卅百]{1,6})'

const digits = '零一二三四五六七八九'
const digitOf = (char: string): number => (char === '两' ? 2 : digits.indexOf(char))

/**
 * The value of digits or of a Chinese numeral, read by place (二零二六) or by tens (三十一, 廿二, 一百零五);
 * NaN when it is neither (十十).
 */
export function readNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  if (!/[十廿卅百]/.test(text)) {
    let value = 0
    for (const char of text) value = value * 10 + digitOf(char)
    return value
  }
  const found = /^(?:([一二两三四五六七八九])百零?)?(?:([一二三四五六七八九]?)十|(廿)|(卅))?([一二三四五六七八九]?)$/.exec(text)
  if (found === null) return Number.NaN
  const [, hundreds, tens, twenty, thirty, ones] = found
  const ten = twenty !== undefined ? 2 : thirty !== undefined ? 3 : tens === undefined ? 0 : tens === '' ? 1 : digitOf(tens)
  return (hundreds === undefined ? 0 : digitOf(hundreds) * 100) + ten * 10 + (ones === undefined || ones === '' ? 0 : digitOf(ones))
}
