import { z } from 'zod'
import { Problem } from './problems.ts'

/** One page of a list; `next` asks for the page after it and is null on the last one. */
export interface Page<Item> {
  items: Item[]
  next: string | null
}

export const defaultPageSize = 20
export const maxPageSize = 100

/** What every list takes beside its own filters. */
export const pageSchema = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.int().min(1).max(maxPageSize).optional(),
})

export type PageInput = z.infer<typeof pageSchema>

export interface CursorKind<Key> {
  /** The opaque text for "after this row", good for this list with these filters only. */
  write: (key: Key, filters?: object) => string
  /** The row to go on after; null for the first page. Throws `bad_request` for a text that is not one of ours or belongs to other filters. */
  read: (text: string | undefined, filters?: object) => Key | null
}

const refuse = (): Problem => new Problem('bad_request', '翻页标记无效或已过期,请从第一页重新查看')

/** Filters in one order of names and without the absent ones, so that the same question always looks the same. */
const fingerprint = (filters: object): string =>
  Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${String(value)}`)
    .toSorted()
    .join('&')

/** FNV-1a, 32 bits: tells two filters apart; a cursor carries no right, so nothing here needs to be secret. */
const digest = (text: string): string => {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 0).toString(36)
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    throw refuse()
  }
}

/** Cursors of one list: its name, the filters and the key of the last row shown, checked by `schema` when they come back. */
export const createCursor = <Schema extends z.ZodType>(list: string, schema: Schema): CursorKind<z.output<Schema>> => {
  const envelope = z.tuple([z.string(), schema])
  const stamp = (filters: object): string => digest(`${list}?${fingerprint(filters)}`)
  return {
    write: (key, filters = {}) => Buffer.from(JSON.stringify([stamp(filters), key])).toString('base64url'),
    read: (text, filters = {}) => {
      if (text === undefined) return null
      const parsed = envelope.safeParse(parseJson(text))
      if (!parsed.success || parsed.data[0] !== stamp(filters)) throw refuse()
      return parsed.data[1] as z.output<Schema>
    },
  }
}

/** Cuts the one row too many that tells whether there is a next page. */
export const cutPage = <Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  cursorOf: (last: Row) => string,
): Page<Item> => {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(toItem), next: rows.length > limit && last !== undefined ? cursorOf(last) : null }
}

/** The page size asked for, within bounds whatever the caller says. */
export const pageSize = (input: { limit?: number | undefined }): number =>
  Math.min(maxPageSize, Math.max(1, Math.trunc(input.limit ?? defaultPageSize)))
