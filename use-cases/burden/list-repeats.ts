import { z } from 'zod'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import type { Instant } from '../../rules/instant.ts'
import type { UseCaseContext } from '../context.ts'
import { isWhole, matterScope } from '../matters/matter-scope.ts'
import { unitName, type Named } from '../matters/names.ts'
import { dialectOf, raw, select, sql, within } from '../matters/sql.ts'
import { burdenScope } from './burden-scope.ts'

export const listRepeatsSchema = pageSchema.extend({ unitId: z.string().length(26).optional() })

export type ListRepeatsInput = z.input<typeof listRepeatsSchema>

/** Something asked of a unit that it had been asked before. */
export interface Repeat {
  askedAt: Instant
  asked: Named
  asking: Named
  matter: { number: number; title: string }
  /** The earlier one, and who asked it. */
  earlier: { number: number; title: string; asking: Named; askedAt: Instant }
}

interface RepeatRow {
  id: string
  asked_at: number
  asked_unit_id: string
  asking_unit_id: string
  number: number
  title: string
  earlier_number: number
  earlier_title: string
  earlier_unit_id: string
  earlier_at: number
}

const cursors = createCursor('repeats', z.object({ id: z.string().length(26) }))

/** Repeated demands, newest first: those who see a matter whole see that it repeats another one (docs/rules.md, Burden). */
export const listRepeats = async (ctx: UseCaseContext, input: ListRepeatsInput = {}): Promise<Page<Repeat>> => {
  const filters = { unitId: input.unitId }
  const after = cursors.read(input.cursor, filters)
  const limit = pageSize(input)
  const { directory } = ctx.office
  const { askedUnitIds } = burdenScope(ctx, input.unitId)
  const asked = askedUnitIds === null ? raw('1 = 1') : within('d.asked_unit_id', askedUnitIds)
  const { using, thenJoin } = dialectOf(ctx.tx)
  const rows = await select<RepeatRow>(
    ctx.tx,
    sql`SELECT d.id, d.asked_at, d.asked_unit_id, d.asking_unit_id, m.number, m.title,
        e.number AS earlier_number, e.title AS earlier_title, e.unit_id AS earlier_unit_id, e.created_at AS earlier_at
        FROM demands AS d ${using('ix_demands_repeated')} ${thenJoin} matters AS m ON m.id = d.matter_id ${thenJoin} matters AS e ON e.id = d.repeats_id
        WHERE d.is_repeated = 1 AND d.id < ${after?.id ?? '~'} AND ${asked} AND ${isWhole(matterScope(ctx))} ORDER BY d.id DESC LIMIT ${limit + 1}`,
  )
  return cutPage(
    rows,
    limit,
    (row) => ({
      askedAt: row.asked_at,
      asked: unitName(directory, row.asked_unit_id),
      asking: unitName(directory, row.asking_unit_id),
      matter: { number: row.number, title: row.title },
      earlier: {
        number: row.earlier_number,
        title: row.earlier_title,
        asking: unitName(directory, row.earlier_unit_id),
        askedAt: row.earlier_at,
      },
    }),
    (last) => cursors.write({ id: last.id }, filters),
  )
}
