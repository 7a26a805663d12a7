import type { EntityManager } from 'typeorm'
import { Problem } from '../../rules/problems.ts'
import { textQuestion } from '../../rules/text-terms.ts'
import type { MatterSource } from './page-matters.ts'
import { dialectOf, raw, select, sql, unionAll, type Sql } from './sql.ts'

/** Pairs that stand in more matters than this count as equally common. */
const countUpTo = 500

/** The pair that stands in the fewest matters; null when one stands in none. */
const rarestTerm = async (tx: EntityManager, terms: readonly string[]): Promise<string | null> => {
  const counts = terms.map(
    (term) =>
      sql`SELECT ${term} AS term, COUNT(*) AS matters FROM (SELECT 1 FROM matter_terms AS k WHERE k.term = ${term} LIMIT ${countUpTo}) AS few`,
  )
  const rows = await select<{ term: string; matters: number }>(tx, unionAll(counts))
  const rarest = rows.toSorted((a, b) => a.matters - b.matters)[0]
  return rarest === undefined || rarest.matters === 0 ? null : rarest.term
}

/**
 * Matters whose title or body holds the words as written, the highest number first: a walk along the rarest pair of letters, each
 * matter on it checked for the whole phrase. Empty when nothing can hold them. Throws `bad_request` for less than two letters in a row.
 */
export const searchSources = async (tx: EntityManager, text: string, where: readonly Sql[]): Promise<MatterSource[]> => {
  const { phrases, terms } = textQuestion(text)
  if (terms.length === 0) throw new Problem('bad_request', '请输入要查找的文字,至少连续两个字')
  const term = await rarestTerm(tx, terms)
  if (term === null) return []
  const { thenJoin } = dialectOf(tx)
  return [
    {
      from: sql`matter_terms AS k ${thenJoin} matter_texts AS f ON f.number = k.number ${thenJoin} matters AS m ON m.number = k.number`,
      where: [sql`k.term = ${term}`, ...phrases.map((phrase) => sql`f.words LIKE ${`%${phrase}%`}`), ...where],
      key: 'k.number',
      whole: raw('1'),
    },
  ]
}
