import type { EntityManager } from 'typeorm'

/** A piece of SQL with its parameters in order. Names in it are ours, never a person's: only parameters carry input. */
export interface Sql {
  text: string
  params: readonly unknown[]
}

type Part = Sql | string | number | null

const isSql = (value: Part): value is Sql => typeof value === 'object' && value !== null

/** `sql\`a = ${1} AND ${other}\``: pieces are spliced in, everything else becomes a parameter. */
export const sql = (strings: TemplateStringsArray, ...values: readonly Part[]): Sql => {
  let text = strings[0] ?? ''
  const params: unknown[] = []
  values.forEach((value, index) => {
    text += (isSql(value) ? value.text : '?') + (strings[index + 1] ?? '')
    if (isSql(value)) params.push(...value.params)
    else params.push(value)
  })
  return { text, params }
}

/** A name or fixed phrase of ours, as it stands. */
export const raw = (text: string): Sql => ({ text, params: [] })

export const join = (parts: readonly Sql[], between: string): Sql => ({
  text: parts.map((part) => part.text).join(between),
  params: parts.flatMap((part) => part.params),
})

/** All of them; true when there are none. */
export const and = (conditions: readonly Sql[]): Sql => (conditions.length === 0 ? raw('1 = 1') : join(conditions, ' AND '))

/** Any of them; false when there are none. */
export const or = (conditions: readonly Sql[]): Sql => (conditions.length === 0 ? raw('1 = 0') : sql`(${join(conditions, ' OR ')})`)

/** `column IN (…)`; false for an empty list. */
export const within = (column: string, values: readonly (string | number)[]): Sql =>
  values.length === 0 ? raw('1 = 0') : { text: `${column} IN (${values.map(() => '?').join(', ')})`, params: values }

/** The union of queries that each bring their own order and limit; duplicates stay. */
export const unionAll = (branches: readonly Sql[]): Sql =>
  join(
    branches.map((branch, index) => sql`SELECT * FROM (${branch}) AS ${raw(`b${index}`)}`),
    ' UNION ALL ',
  )

/** What the two databases say differently. */
export interface Dialect {
  isSqlite: boolean
  /** Pins the index: neither planner then takes another one because of the ORDER BY, and a missing index is an error, not a slow list. */
  using: (index: string) => Sql
  /** Joins in the order written. */
  thenJoin: Sql
}

const sqlite: Dialect = { isSqlite: true, using: (index) => raw(`INDEXED BY ${index}`), thenJoin: raw('CROSS JOIN') }
const mariadb: Dialect = { isSqlite: false, using: (index) => raw(`FORCE INDEX (${index})`), thenJoin: raw('STRAIGHT_JOIN') }

export const dialectOf = (tx: EntityManager): Dialect => (tx.dataSource.options.type === 'better-sqlite3' ? sqlite : mariadb)

/** Runs a query; the caller states the row as the database returns it. */
export const select = <Row>(tx: EntityManager, query: Sql): Promise<Row[]> => tx.query<Row[]>(query.text, [...query.params])
