/** 2026年11月政务信息报送要点 */
export const topicsTitle = (month: string | null): string =>
  month === null ? '政务信息报送要点' : `${month.slice(0, 4)}年${Number(month.slice(5))}月政务信息报送要点`

const edges = /^[\s,,、。;;::]+|[\s,,、;;::]+$/gu

/** What a call asks for beside its topic, without the names and the limit that stand elsewhere; empty when nothing is left. */
export const requirementsOf = ({ title, body, dueText }: { title: string; body: string; dueText: string | null }): string => {
  const text = body.replaceAll(/@[^\s,,、。;;]+/gu, '').replace(dueText ?? '', '')
  const words = text
    .split('\n')
    .map((line) => line.replaceAll(/[,,、;;]{2,}/gu, ',').replaceAll(edges, ''))
    .filter((line) => line !== '')
    .join('\n')
  return words === title ? '' : words
}
