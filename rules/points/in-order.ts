/** By day and id: an order that does not depend on how things were listed. */
export const inOrder = <Row extends { id: string; on: string }>(rows: readonly Row[]): readonly Row[] =>
  rows.length < 2 ? rows : rows.toSorted((a, b) => (a.on < b.on || (a.on === b.on && a.id < b.id) ? -1 : 1))
