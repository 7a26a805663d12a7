import type { EntityManager } from 'typeorm'
import { wholeText } from '../../entities/matter-term.ts'
import { Problem } from '../../rules/problems.ts'
import { textQuestion } from '../../rules/text-terms.ts'
import type { MatterSource } from './page-matters.ts'
import { dialectOf, raw, sql, unionAll, type Sql } from './sql.ts'

/** Pairs that stand in more matters than this count as equally common. */
const countUpTo = 500

/** The pair that stands in the fewest matters, as a value to be compared with: found out once, on the way. */
const rarestTerm = (terms: readonly string[]): Sql => {
  const [only, ...others] = terms
  if (only !== undefined && others.length === 0) return sql`${only}`
  const counts = terms.map(
    (term) =>
      sql`SELECT ${term} AS term, COUNT(*) AS matters FROM (SELECT 1 FROM matter_terms AS k WHERE k.term = ${term} LIMIT ${countUpTo}) AS few`,
  )
  return sql`(SELECT few.term FROM (${unionAll(counts)}) AS few ORDER BY few.matters, few.term LIMIT 1)`
}

/**
 * Matters whose title or body holds the words as written, the highest number first: a walk along the rarest pair of letters, each
 * matter on it checked for the whole phrase. Throws `bad_request` for less than two letters in a row.
 */
export const searchSources = (tx: EntityManager, text: string, where: readonly Sql[]): MatterSource[] => {
  const { phrases, terms } = textQuestion(text)
  if (terms.length === 0) throw new Problem('bad_request', '请输入要查找的文字,至少连续两个字')
  const { thenJoin } = dialectOf(tx)
  return [
    {
      from: sql`matter_terms AS k ${thenJoin} matter_terms AS f ON f.term = ${wholeText} AND f.number = k.number ${thenJoin} matters AS m ON m.number = k.number`,
      where: [sql`k.term = ${rarestTerm(terms)}`, ...phrases.map((phrase) => sql`f.words LIKE ${`%${phrase}%`}`), ...where],
      key: 'k.number',
      whole: raw('1'),
    },
  ]
}
