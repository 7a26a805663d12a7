import type { NameTable } from './name-table.ts'

/** A weekday that could also be a name: 周一, 周三. Without @ it is the day. */
const weekday = /^(?:周|星期)[一二三四五六日天]/u
const mention = /^[@＠]\s?/u

/**
 * The text with everybody's names blanked out, letter for letter, so that places stay what they are: “@李四 年内” must not be read
 * as four years. After @ any word counts as a name, elsewhere only known ones.
 */
export const maskNames = (text: string, names: NameTable): string => {
  let masked = ''
  while (masked.length < text.length) {
    const at = masked.length
    const sign = mention.exec(text.slice(at, at + 2))?.[0].length ?? 0
    const known = names.match(text, at + sign)?.length
    const length =
      sign > 0
        ? sign + (known ?? /^[^\s@＠,\uFF0C。;\uFF1B:\uFF1A、]*/u.exec(text.slice(at + sign))?.[0].length ?? 0)
        : known !== undefined && !weekday.test(text.slice(at))
          ? known
          : 0
    masked += length > 0 ? '、'.repeat(length) : text[at]
  }
  return masked
}
