import { z } from 'zod'
import { ProcedureStep } from '../../entities/index.ts'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import type { Instant } from '../../rules/instant.ts'
import type { MatterState } from '../../rules/lifecycles/index.ts'
import { In } from 'typeorm'
import type { UseCaseContext } from '../context.ts'
import { seenSources, type KindWish } from '../matters/kind-sources.ts'
import { memberName, unitName, type Named } from '../matters/names.ts'
import { newestIds } from '../matters/page-matters.ts'
import { dialectOf, select, sql } from '../matters/sql.ts'
import { nameParty } from '../../wording/names.ts'

export const listProceduresSchema = pageSchema.extend({
  state: z.enum(['open', 'paused', 'closed', 'cancelled']).optional(),
  /** Code of a definition. */
  code: z.string().max(32).optional(),
})

export type ListProceduresInput = z.input<typeof listProceduresSchema>

export interface ProcedureItem {
  number: number
  title: string
  code: string
  state: MatterState
  outcome: 'completed' | 'refused' | null
  applicant: string | null
  issuer: Named
  unit: Named
  createdAt: Instant
  dueAt: Instant | null
  closedAt: Instant | null
  /** The steps that run now. */
  running: { name: string; parties: string[]; dueAt: Instant | null }[]
}

interface Row {
  id: string
  number: number
  title: string
  code: string
  state: MatterState
  outcome: 'completed' | 'refused' | null
  applicant: string | null
  issuer_id: string
  unit_id: string
  created_at: number
  due_at: number | null
  closed_at: number | null
}

const cursors = createCursor('procedures', z.object({ id: z.string().length(26) }))
const states = ['open', 'paused', 'closed', 'cancelled'] as const

const runningOf = async (ctx: UseCaseContext, ids: readonly string[]): Promise<Map<string, ProcedureItem['running']>> => {
  const byMatter = new Map<string, ProcedureItem['running']>(ids.map((id) => [id, []]))
  if (ids.length === 0) return byMatter
  const steps = await ctx.tx.find(ProcedureStep, { where: { matterId: In([...ids]), state: 'running' }, order: { position: 'ASC' } })
  for (const { matterId, definition, parties, dueAt } of steps) {
    byMatter.get(matterId)?.push({ name: definition.name, parties: parties.map((party) => nameParty(ctx.office.directory, party)), dueAt })
  }
  return byMatter
}

const ofCode = (ctx: UseCaseContext, code: string | undefined): KindWish['narrow'] => {
  if (code === undefined) return undefined
  const { using, thenJoin } = dialectOf(ctx.tx)
  return {
    from: sql`procedures AS c ${using('ix_procedures_code')} ${thenJoin} matters AS m ON m.id = c.matter_id`,
    where: [sql`c.code = ${code}`],
    key: 'c.matter_id',
  }
}

/** The procedures that the actor may see, the newest first: their own, those of their units, all of them for those who supervise. */
export const listProcedures = async (ctx: UseCaseContext, input: ListProceduresInput = {}): Promise<Page<ProcedureItem>> => {
  const filters = { state: input.state, code: input.code }
  const after = cursors.read(input.cursor, filters)
  const limit = pageSize(input)
  const { directory } = ctx.office
  const { thenJoin } = dialectOf(ctx.tx)
  const sources = seenSources(ctx, {
    kind: 'procedure',
    state: input.state,
    states,
    where: input.code === undefined ? [] : [sql`c.code = ${input.code}`],
    beside: sql`${thenJoin} procedures AS c ON c.matter_id = m.id`,
    narrow: ofCode(ctx, input.code),
  })
  const rows = await select<Row>(
    ctx.tx,
    sql`SELECT m.id, m.number, m.title, m.state, m.issuer_id, m.unit_id, m.created_at, m.due_at, m.closed_at, c.code, c.outcome, c.applicant
        FROM (${newestIds(sources, limit, after?.id ?? null)}) AS page ${thenJoin} matters AS m ON m.id = page.id
        ${thenJoin} procedures AS c ON c.matter_id = page.id ORDER BY page.id DESC`,
  )
  const running = await runningOf(
    ctx,
    rows.map(({ id }) => id),
  )
  const toItem = (row: Row): ProcedureItem => ({
    number: row.number,
    title: row.title,
    code: row.code,
    state: row.state,
    outcome: row.outcome,
    applicant: row.applicant,
    issuer: memberName(directory, row.issuer_id),
    unit: unitName(directory, row.unit_id),
    createdAt: row.created_at,
    dueAt: row.due_at,
    closedAt: row.closed_at,
    running: running.get(row.id) ?? [],
  })
  return cutPage(rows, limit, toItem, (row) => cursors.write({ id: row.id }, filters))
}
