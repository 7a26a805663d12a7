import { z } from 'zod'
import { DisclosureItem, ProcedureVersion } from '../../entities/index.ts'
import { createCursor, type CursorKind } from '../../rules/cursor.ts'
import { nameMode, type DisclosureMode } from '../../rules/disclosure-text.ts'
import { builtInProcedures } from '../../rules/procedures/built-in.ts'
import type { ProcedureLimit } from '../../rules/procedures/definition.ts'
import { Problem } from '../../rules/problems.ts'
import { nameUnit } from '../../wording/names.ts'
import type { UseCaseContext } from '../context.ts'
import { dialectOf, raw, select, sql } from '../matters/sql.ts'

/** Where a page begins: after a row, or before one; with neither, at the newest. */
export interface PublishedFrom {
  after?: string | undefined
  before?: string | undefined
}

/** The six fields that the public sees, and nothing else: no numbers of ours, no people. */
export interface PublishedItem {
  name: string
  indexNumber: string
  summary: string
  mode: string
  unit: string
  datedOn: string
}

/** Where and how one applies for what is not published, and within how many working days it is answered. */
export interface ApplyingFacts {
  acceptedBy: string
  address: string
  phone: string
  hours: string
  workingDays: number
}

export interface PublishedPage {
  office: string
  items: PublishedItem[]
  /** Cursors of the pages before and after; null where there is none. */
  previous: string | null
  next: string | null
  total: number
  applying: ApplyingFacts
}

interface Row {
  matter_id: string
  name: string
  index_number: string
  summary: string
  mode: DisclosureMode
  unit_id: string
  dated_on: string
}

const keySchema = z.object({ on: z.iso.date(), id: z.string().length(26) })
type Key = z.infer<typeof keySchema>
/** Cursors of the public page. */
export const publishedCursors: CursorKind<Key> = createCursor('published', keySchema)

/** Where the address says; an address that is not one of ours shows the newest. */
const readFrom = ({ after, before }: PublishedFrom): { key: Key | null; backwards: boolean } => {
  try {
    const key = publishedCursors.read(after ?? before)
    return { key, backwards: key !== null && after === undefined }
  } catch (error) {
    if (error instanceof Problem) return { key: null, backwards: false }
    throw error
  }
}

/** One row more than a page, from the key on in that direction; by the index of what is shown. */
const readRows = (ctx: UseCaseContext, { key, backwards }: ReturnType<typeof readFrom>, size: number): Promise<Row[]> => {
  const from =
    key === null
      ? raw('')
      : backwards
        ? sql`AND d.dated_on >= ${key.on} AND NOT (d.dated_on = ${key.on} AND d.matter_id <= ${key.id})`
        : sql`AND d.dated_on <= ${key.on} AND NOT (d.dated_on = ${key.on} AND d.matter_id >= ${key.id})`
  const way = raw(backwards ? 'ASC' : 'DESC')
  return select<Row>(
    ctx.tx,
    sql`SELECT d.matter_id, d.name, d.index_number, d.summary, d.mode, d.unit_id, d.dated_on
        FROM disclosure_items AS d ${dialectOf(ctx.tx).using('ix_disclosure_items_shown')}
        WHERE d.shown = 1 ${from} ORDER BY d.dated_on ${way}, d.matter_id ${way} LIMIT ${size + 1}`,
  )
}

const daysOf = (limit: ProcedureLimit | null | undefined): number | null => (limit && 'workingDays' in limit ? limit.workingDays : null)

const requestCode = 'disclosure_request'

/** How long an answer takes: as the procedure that is in force says, else the twenty working days of the regulation. */
const answerDays = async (ctx: UseCaseContext): Promise<number> => {
  const published = await ctx.tx.findOne(ProcedureVersion, { where: { code: requestCode }, order: { version: 'DESC' } })
  return daysOf(published?.definition.limit) ?? daysOf(builtInProcedures.find(({ code }) => code === requestCode)?.limit) ?? 20
}

/** What is published, the newest first, a page at a time, and how one applies for more (docs/rules.md, Disclosure). */
export const listPublished = async (ctx: UseCaseContext, from: PublishedFrom = {}): Promise<PublishedPage> => {
  const { directory, settings } = ctx.office
  const { pageSize, acceptedBy, ...applying } = settings.disclosure
  const where = readFrom(from)
  const rows = await readRows(ctx, where, pageSize)
  const isMore = rows.length > pageSize
  const shown = rows.slice(0, pageSize)
  if (where.backwards) shown.reverse()
  const [first, last] = [shown[0], shown.at(-1)]
  const cursorOf = ({ dated_on: on, matter_id: id }: Row): string => publishedCursors.write({ on, id })
  // Coming back there was something after; going on there was something before.
  const hasNext = where.backwards || isMore
  const hasPrevious = where.backwards ? isMore : where.key !== null
  return {
    office: settings.name,
    total: await ctx.tx.countBy(DisclosureItem, { shown: 1 }),
    previous: first && hasPrevious ? cursorOf(first) : null,
    next: last && hasNext ? cursorOf(last) : null,
    applying: {
      acceptedBy: acceptedBy || settings.name,
      address: applying.address,
      phone: applying.phone,
      hours: applying.hours,
      workingDays: await answerDays(ctx),
    },
    items: shown.map((row) => ({
      name: row.name,
      indexNumber: row.index_number,
      summary: row.summary,
      mode: nameMode(row.mode),
      unit: nameUnit(directory, row.unit_id),
      datedOn: row.dated_on,
    })),
  }
}
