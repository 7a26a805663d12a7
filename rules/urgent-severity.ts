import { escapeForRegExp } from './escape-for-reg-exp.ts'

/** A severity as its names are read from words; the table stands from the lightest to the gravest. */
interface Named {
  name: string
}

const longestFirst = <S extends Named>(severities: readonly S[]): S[] => severities.toSorted((a, b) => b.name.length - a.name.length)

/** The severity in front of a first report: 【重大】…, 重大…; null when none is. */
export const readSeverity = <S extends Named>(text: string, severities: readonly S[]): S | null =>
  longestFirst(severities).find(({ name }) => new RegExp(String.raw`^\s*[【[(\uFF08]?\s*${escapeForRegExp(name)}`, 'u').test(text)) ?? null

const brackets = (name: string): RegExp => new RegExp(String.raw`^\s*[【[(\uFF08]\s*${escapeForRegExp(name)}\s*[】\])\uFF09]`, 'u')

/** What is said of what may come is no new severity. */
const maybe = /(?:可能|或将|或会|未|没有|不会|尚不|防止|避免|谨防|是否|如果|若|一旦)[^,\uFF0C。;\uFF1B\n]{0,6}$/u

/**
 * The severity that later words give an event: in brackets in front (【重大】…), or said as such (升级为重大, 等级由一般调整为较大, 定级为重大).
 * Null when they give none.
 */
export const readNewSeverity = <S extends Named>(text: string, severities: readonly S[]): S | null => {
  for (const severity of longestFirst(severities)) if (brackets(severity.name).test(text)) return severity
  const found = longestFirst(severities).flatMap((severity) => {
    const said = new RegExp(
      String.raw`(?:等级|级别|升级|降级|提级|定级|认定|核定|定性)[^,\uFF0C。;\uFF1B\n]{0,8}?(?:为|至|到|成)\s*[“"【]?${escapeForRegExp(severity.name)}`,
      'u',
    ).exec(text)
    return said && !maybe.test(text.slice(0, said.index)) ? [severity] : []
  })
  return found[0] ?? null
}

/** 重大 死亡3人: the severity that a text begins with, and what is said of it. */
export const splitSeverity = <S extends Named>(text: string, severities: readonly S[]): { severity: S | null; rest: string } => {
  for (const severity of longestFirst(severities)) {
    const found = new RegExp(
      String.raw`^\s*(?:[升降调提改定][级为整至到]{0,2})?(?:为|至|到|成)?\s*[【[(\uFF08]?\s*${escapeForRegExp(severity.name)}(?:级|等级)?\s*[】\])\uFF09]?[\s,\uFF0C。;\uFF1B:\uFF1A]*`,
      'u',
    ).exec(text)
    if (found) return { severity, rest: text.slice(found[0].length).trim() }
  }
  return { severity: null, rest: text }
}
