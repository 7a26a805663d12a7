/** A text made comparable, with the way back to the original. */
export interface NormalisedText {
  text: string
  /** Index in the original of each character of `text`, and of its end. */
  origin: readonly number[]
}

/** Longest text that is read; what comes after is not looked at. */
const MAX_LENGTH = 2_000

// Traditional and Hong Kong forms of the characters that time words are made of.
const pairs =
  '週周 號号 後后 點点 鐘钟 鍾钟 時时 個个 箇个 內内 兩两 禮礼 間间 現现 當当 節节 農农 曆历 陰阴 陽阳 閏闰 臘腊 這这 來来 過过 ' +
  '從从 開开 應应 須须 務务 報报 遲迟 於于 與与 為为 爲为 國国 慶庆 勞劳 動动 兒儿 師师 黨党 軍军 婦妇 聖圣 誕诞 親亲 聽听 尋寻 ' +
  '晝昼 頭头 餘余 還还 將将 給给 發发 飯饭 業业 會会 議议 驚惊 蟄蛰 穀谷 滿满 種种 處处 萬万 貳二 倆两 俩两 終终 幾几 盡尽 馬马 ' +
  '緊紧 趕赶 屆届 報报 別别 隔隔 〇零 ○零 ◯零 —- –- ー- ―- ─- ‐- ‑- −- ~- ～- 〜- ∼- ，, ：: ∶: （( ）) ．. ／/ •· ・· “" ”" 「" 」" 『" 』"'
const simplified = new Map(pairs.split(' ').map((pair) => [pair.charAt(0), pair.charAt(1)]))

const isInvisible = (code: number): boolean =>
  code === 0xad ||
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x2064) ||
  code === 0xfeff ||
  code === 0x3164 ||
  (code >= 0xfe00 && code <= 0xfe0f)

const isSpace = (code: number): boolean =>
  code === 0x20 || code === 0x09 || code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f

const isLatin = (char: string | undefined): boolean => char !== undefined && /[0-9A-Za-z]/.test(char)

/**
 * Full-width forms, traditional time words, dashes and invisible characters made uniform. Spaces go, except one
 * between two Latin letters or digits (2010 01 29), where it separates; line breaks become one `\n`.
 */
export function normaliseText(original: string): NormalisedText {
  const chars: string[] = []
  const origin: number[] = []
  let spaceAt = -1
  const length = Math.min(original.length, MAX_LENGTH)
  for (let index = 0; index < length; index++) {
    const code = original.charCodeAt(index)
    if (isInvisible(code)) continue
    if (isSpace(code)) {
      if (spaceAt < 0) spaceAt = index
      continue
    }
    const raw = original.charAt(index)
    const folded = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : raw
    const char = raw === '\r' ? '\n' : (simplified.get(folded) ?? folded)
    if (spaceAt >= 0 && isLatin(chars[chars.length - 1]) && isLatin(char)) {
      chars.push(' ')
      origin.push(spaceAt)
    }
    spaceAt = -1
    chars.push(char)
    origin.push(index)
  }
  origin.push(length)
  return { text: chars.join(''), origin }
}
