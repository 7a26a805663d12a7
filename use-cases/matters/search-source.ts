import type { EntityManager } from 'typeorm'
import type { SearchTerm } from '../../rules/text-terms.ts'
import type { MatterSource } from './page-matters.ts'
import { dialectOf, raw, sql, type Sql } from './sql.ts'

/** `"a b"` and `a*` mean the same to both; what must all be there is `AND` here and `+` there. The terms are ASCII words of our own. */
const matchText = (terms: readonly SearchTerm[], isSqlite: boolean): string => {
  const each = terms.map((term) => ('phrase' in term ? `"${term.phrase}"` : `${term.prefix}*`))
  return isSqlite ? each.join(' AND ') : each.map((term) => `+${term}`).join(' ')
}

/** Matters whose title or body holds all the terms, the highest number first. */
export const searchSource = (tx: EntityManager, terms: readonly SearchTerm[], where: readonly Sql[]): MatterSource => {
  const { isSqlite, thenJoin } = dialectOf(tx)
  const text = matchText(terms, isSqlite)
  return isSqlite
    ? {
        from: sql`matter_texts_fts AS f ${thenJoin} matters AS m ON m.number = f.rowid`,
        where: [sql`f.terms MATCH ${text}`, ...where],
        key: 'f.rowid',
        whole: raw('1'),
      }
    : {
        from: sql`matter_texts AS f ${thenJoin} matters AS m ON m.number = f.number`,
        where: [sql`MATCH (f.terms) AGAINST (${text} IN BOOLEAN MODE)`, ...where],
        key: 'f.number',
        whole: raw('1'),
      }
}
