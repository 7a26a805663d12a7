import type { DatabaseConfig } from './data-source.ts'

const poolSize = 10

/**
 * `sqlite:./data/qunban.db` (or a bare path), `mariadb://user:password@host:3306/name` or `mysql://…` as a configuration.
 * Throws an Error that names what is wrong without repeating the URL: it may hold a password.
 */
export const parseDatabaseUrl = (text: string): DatabaseConfig => {
  const scheme = /^([a-z]+):/i.exec(text)?.[1]?.toLowerCase()
  if (scheme === 'mariadb' || scheme === 'mysql') {
    if (!URL.canParse(text) || new URL(text).pathname.length < 2) throw new Error(`the ${scheme} URL needs a host and a database name`)
    return { kind: scheme, url: text, poolSize }
  }
  if (scheme !== undefined && scheme !== 'sqlite' && scheme.length > 1)
    throw new Error(`unknown kind of database “${scheme}”: sqlite, mariadb or mysql`)
  const file = scheme === 'sqlite' ? text.slice('sqlite:'.length).replace(/^\/\/(?=[./])/, '') : text
  if (file === '') throw new Error('the SQLite URL needs a file')
  return { kind: 'sqlite', file }
}
