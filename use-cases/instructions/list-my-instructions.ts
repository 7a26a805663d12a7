import { z } from 'zod'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import type { Instant } from '../../rules/instant.ts'
import type { MatterState } from '../../rules/lifecycles/index.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { listPartyItems, type PartyItem } from '../matters/party-items.ts'
import { dialectOf, select, sql, within } from '../matters/sql.ts'

export const listMyInstructionsSchema = pageSchema.extend({ state: z.enum(['open', 'submitted', 'signing', 'closed']).optional() })

export type ListMyInstructionsInput = z.input<typeof listMyInstructionsSchema>

/** One instruction with what came of it: the written answer, else the last progress, else that there is none yet. */
export interface AnsweredInstruction {
  number: number
  title: string
  state: MatterState
  dueAt: Instant | null
  round: number
  answer: string | null
  progress: { text: string; at: Instant } | null
  parties: PartyItem[]
}

interface Row {
  id: string
  number: number
  title: string
  state: MatterState
  due_at: number | null
  round: number
  answer: string | null
  progress: string | null
  progress_at: number | null
}

const cursors = createCursor('my-instructions', z.object({ id: z.string().length(26) }))
const states = ['open', 'submitted', 'signing', 'closed'] as const

/** 事事有回音: every instruction the actor gave (or gives for whom they stand in), the newest first, each with its answer. */
export const listMyInstructions = async (ctx: UseCaseContext, input: ListMyInstructionsInput = {}): Promise<Page<AnsweredInstruction>> => {
  const filters = { state: input.state }
  const after = cursors.read(input.cursor, filters)
  const limit = pageSize(input)
  const selves = ctx.office.directory.actsFor(actorOf(ctx).id, ctx.now)
  const latest = (column: string) =>
    `(SELECT e.${column} FROM matter_events AS e WHERE e.matter_id = m.id AND e.action = 'feedback' ORDER BY e.at DESC, e.id DESC LIMIT 1)`
  const rows = await select<Row>(
    ctx.tx,
    sql`SELECT m.id, m.number, m.title, m.state, m.due_at, i.round, i.answer, ${{ text: latest('text'), params: [] }} AS progress,
        ${{ text: latest('at'), params: [] }} AS progress_at
        FROM matters AS m ${dialectOf(ctx.tx).using('ix_matters_issuer')} INNER JOIN instructions AS i ON i.matter_id = m.id
        WHERE ${within('m.issuer_id', selves)} AND ${within('m.state', input.state === undefined ? states : [input.state])}
          AND m.kind = 'instruction' AND m.id < ${after?.id ?? '~'} ORDER BY m.id DESC LIMIT ${limit + 1}`,
  )
  const parties = await listPartyItems(
    ctx,
    rows.map(({ id }) => id),
  )
  const toItem = (row: Row): AnsweredInstruction => ({
    number: row.number,
    title: row.title,
    state: row.state,
    dueAt: row.due_at,
    round: row.round,
    answer: row.answer,
    progress: row.progress === null ? null : { text: row.progress, at: row.progress_at ?? 0 },
    parties: parties.get(row.id) ?? [],
  })
  return cutPage(rows, limit, toItem, (row) => cursors.write({ id: row.id }, filters))
}
