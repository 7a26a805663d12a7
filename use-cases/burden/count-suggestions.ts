import { periodOf, type Period } from '../../rules/burden.ts'
import { DAY_MS, type Day, type Instant } from '../../rules/instant.ts'
import type { UseCaseContext } from '../context.ts'
import { dialectOf, select, sql } from '../matters/sql.ts'

/** How the office deals with what people suggest; without a word of what they said or who they are. */
export interface SuggestionFigures {
  /** Waiting for an answer now, and of these past their limit. */
  open: number
  late: number
  periods: { from: Day; received: number; answered: number }[]
}

interface SuggestionRow {
  id: string
  state: string
  created_at: number
  due_at: number | null
  closed_at: number | null
}

/** How many rows are read at a time. */
const batch = 500
/** One that waited longer for its answer than this before the first period is not looked for. */
const longestWaitMs = 180 * DAY_MS

const readOpen = (ctx: UseCaseContext): Promise<SuggestionRow[]> =>
  select<SuggestionRow>(
    ctx.tx,
    sql`SELECT m.id, m.state, m.created_at, m.due_at, m.closed_at FROM matters AS m ${dialectOf(ctx.tx).using('ix_matters_kind')}
        WHERE m.kind = 'suggestion' AND m.state = 'open'`,
  )

/** Answered ones, newest first, back to those made long enough before `since`: ids are made in the order of time. */
const readAnswered = async (ctx: UseCaseContext, since: Instant): Promise<SuggestionRow[]> => {
  const rows: SuggestionRow[] = []
  for (let last: SuggestionRow | undefined; last === undefined || last.created_at >= since - longestWaitMs;) {
    const page: SuggestionRow[] = await select<SuggestionRow>(
      ctx.tx,
      sql`SELECT m.id, m.state, m.created_at, m.due_at, m.closed_at FROM matters AS m ${dialectOf(ctx.tx).using('ix_matters_kind')}
          WHERE m.kind = 'suggestion' AND m.state = 'closed' AND m.id < ${last?.id ?? '~'} ORDER BY m.id DESC LIMIT ${batch}`,
    )
    rows.push(...page)
    last = page.at(-1)
    if (page.length < batch || last === undefined) break
  }
  return rows
}

/** Suggestions that are open, or were made or answered in the periods beginning at `starts` (oldest first). */
export const countSuggestions = async (ctx: UseCaseContext, by: Period, starts: readonly Day[]): Promise<SuggestionFigures> => {
  const { calendar } = ctx.office
  const [first = calendar.dayOf(ctx.now)] = starts
  const open = await readOpen(ctx)
  const answered = await readAnswered(ctx, calendar.at(first, '00:00'))
  const periods = new Map(starts.map((from) => [from, { from, received: 0, answered: 0 }]))
  const at = (instant: Instant | null) => (instant === null ? undefined : periods.get(periodOf(calendar, by, calendar.dayOf(instant))))
  for (const row of [...open, ...answered]) {
    const received = at(row.created_at)
    if (received) received.received += 1
    const closed = at(row.closed_at)
    if (closed) closed.answered += 1
  }
  return {
    open: open.length,
    late: open.filter((row) => row.due_at !== null && row.due_at < ctx.now).length,
    periods: [...periods.values()],
  }
}
