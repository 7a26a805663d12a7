import type { Span } from '../task-text.ts'

export interface ClassReading {
  /** Classes of units that the text names, as they are called in the directory. */
  classes: string[]
  /** Where it names them, to be cut out of a title. */
  cuts: Span[]
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)

const bracketed = /^(?<outer>[^(\uFF08]+)[(\uFF08](?<inner>[^)\uFF09]+)[)\uFF09]$/u
const kinds = /^(?<prefix>.{1,6})(?<kind>部门|单位|乡镇|街道|学校|企业)$/u

/** How people write 各 and a class: 各县(市、区), 各县市区, 各县区, 各区县; 各市直部门, 市直各部门. */
const formsOf = (name: string): string[] => {
  const { outer, inner } = bracketed.exec(name)?.groups ?? {}
  if (outer !== undefined && inner !== undefined) {
    const others = inner.split(/[、,\uFF0C/]/u).map((part) => escaped(part.trim()))
    const whole = `${escaped(outer)}\\s*[(\uFF08]?\\s*${others.join('[、,\uFF0C/]?\\s*')}\\s*[)\uFF09]?`
    return [whole, ...others.flatMap((other) => [`${escaped(outer)}${other}`, `${other}${escaped(outer)}`]), escaped(outer)].map(
      (form) => `各${form}`,
    )
  }
  const { prefix, kind } = kinds.exec(name)?.groups ?? {}
  const split = prefix !== undefined && kind !== undefined ? [`${escaped(prefix)}各${kind}`] : []
  return [`各${escaped(name)}`, ...split]
}

/** The classes of units that a text names as a whole (各县区), of those the office has. */
export const readUnitClasses = (text: string, classes: readonly string[]): ClassReading => {
  const found = classes.flatMap((name) => {
    const match = new RegExp(
      `请?(?:${formsOf(name).join('|')})(?:人民政府|政府)?(?!\\p{Script=Han}*(?:局|委|办)(?:[\\s,\uFF0C、]|$))`,
      'u',
    ).exec(text)
    return match ? [{ name, span: { from: match.index, to: match.index + match[0].length } }] : []
  })
  return { classes: found.map(({ name }) => name), cuts: found.map(({ span }) => span) }
}
