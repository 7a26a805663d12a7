import { z } from 'zod'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import type { Instant } from '../../rules/instant.ts'
import type { UseCaseContext } from '../context.ts'
import { matterScope, type MatterScope } from '../matters/matter-scope.ts'
import { memberName, unitName, type Named } from '../matters/names.ts'
import { dialectOf, raw, select, sql, unionAll, within, type Sql } from '../matters/sql.ts'

export const listSuggestionsSchema = pageSchema.extend({
  /** Only those that wait for an answer, or only those that have one. */
  state: z.enum(['open', 'closed']).optional(),
})

export type ListSuggestionsInput = z.input<typeof listSuggestionsSchema>

export interface SuggestionItem {
  number: number
  body: string
  state: 'open' | 'closed'
  createdAt: Instant
  dueAt: Instant | null
  /** Past its limit without an answer. */
  late: boolean
  /** Whether the actor made it. */
  mine: boolean
  /** Who made it: known to those who owe the answer, and to the author. */
  author: Named
  unit: Named
  answer: { text: string; at: Instant; by: Named | null } | null
}

interface SuggestionRow {
  id: string
  number: number
  body: string
  state: 'open' | 'closed'
  created_at: number
  due_at: number | null
  issuer_id: string
  unit_id: string
  answer: string | null
  answered_at: number | null
  answered_by: string | null
}

const cursors = createCursor('suggestions', z.object({ id: z.string().length(26) }))

interface Wish {
  states: readonly string[]
  before: string
  limit: number
}

/** Each way to a suggestion along an index of its own, newest first: made by the actor, theirs to answer, their unit's to answer. */
const mineOf = ({ tx }: UseCaseContext, { selves, answeredUnitIds }: MatterScope, { states, before, limit }: Wish): Sql[] => {
  const { using, thenJoin } = dialectOf(tx)
  const isOne = sql`m.kind = 'suggestion' AND ${within('m.state', states)}`
  const made = selves.flatMap((id) =>
    states.map(
      (state) => sql`SELECT m.id FROM matters AS m ${using('ix_matters_issuer')}
      WHERE m.issuer_id = ${id} AND m.state = ${state} AND m.kind = 'suggestion' AND m.id < ${before} ORDER BY m.id DESC LIMIT ${limit}`,
    ),
  )
  const owed = (index: string, column: string, ids: readonly string[]): Sql[] =>
    ids.map(
      (id) => sql`SELECT p.matter_id AS id FROM matter_parties AS p ${using(index)} ${thenJoin} matters AS m ON m.id = p.matter_id
        WHERE ${raw(column)} = ${id} AND p.matter_id < ${before} AND ${isOne} ORDER BY p.matter_id DESC LIMIT ${limit}`,
    )
  return [
    ...made,
    ...owed('ix_matter_parties_member', 'p.member_id', selves),
    ...owed('ix_matter_parties_unit', 'p.unit_id', answeredUnitIds),
  ]
}

/** What the actor has to answer and what they suggested, newest first. To everybody else there are none (docs/rules.md, Suggestions). */
export const listSuggestions = async (ctx: UseCaseContext, input: ListSuggestionsInput = {}): Promise<Page<SuggestionItem>> => {
  const filters = { state: input.state }
  const after = cursors.read(input.cursor, filters)
  const limit = pageSize(input)
  const { directory } = ctx.office
  const scope = matterScope(ctx)
  const states = input.state === undefined ? ['open', 'closed'] : [input.state]
  const wish = { states, before: after?.id ?? '~', limit: limit + 1 }
  const rows = await select<SuggestionRow>(
    ctx.tx,
    sql`SELECT m.id, m.number, m.body, m.state, m.created_at, m.due_at, m.issuer_id, m.unit_id,
        e.text AS answer, e.at AS answered_at, e.actor_id AS answered_by
        FROM (SELECT DISTINCT found.id FROM (${unionAll(mineOf(ctx, scope, wish))}) AS found ORDER BY found.id DESC LIMIT ${limit + 1}) AS page
        ${dialectOf(ctx.tx).thenJoin} matters AS m ON m.id = page.id
        LEFT JOIN matter_events AS e ON e.matter_id = m.id AND e.action = 'complete' ORDER BY m.id DESC`,
  )
  return cutPage(
    rows,
    limit,
    (row): SuggestionItem => ({
      number: row.number,
      body: row.body,
      state: row.state,
      createdAt: row.created_at,
      dueAt: row.due_at,
      late: row.state === 'open' && row.due_at !== null && row.due_at < ctx.now,
      mine: row.issuer_id === scope.self,
      author: memberName(directory, row.issuer_id),
      unit: unitName(directory, row.unit_id),
      answer:
        row.answered_at === null
          ? null
          : { text: row.answer ?? '', at: row.answered_at, by: row.answered_by === null ? null : memberName(directory, row.answered_by) },
    }),
    (last) => cursors.write({ id: last.id }, filters),
  )
}
