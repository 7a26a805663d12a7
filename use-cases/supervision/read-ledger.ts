import { z } from 'zod'
import type { LedgerRow } from '../../documents/supervision/build-ledger-xlsx.ts'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import type { Instant } from '../../rules/instant.ts'
import { nameStage } from '../../rules/matter-stage.ts'
import type { Milestone } from '../../rules/milestones.ts'
import type { CountedMatter } from '../../rules/supervision-figures.ts'
import { sourceKinds, sourceNames, type Assessment, type SourceKind } from '../../rules/supervision.ts'
import { describeRemarks, nameMonth } from '../../wording/supervision.ts'
import { today, type UseCaseContext } from '../context.ts'
import { notUndone } from '../matters/find-last-event.ts'
import { matterColumns, toWhole, type MatterRow, type WholeMatter } from '../matters/matter-items.ts'
import { hasParty } from '../matters/matter-scope.ts'
import { listPartyItems } from '../matters/party-items.ts'
import { and, dialectOf, raw, select, sql, within, type Sql } from '../matters/sql.ts'
import { monthSchema } from './read-summary.ts'
import { requireSupervision } from './supervision-scope.ts'

export const ledgerStates = ['going', 'overdue', 'closed', 'cancelled', 'all'] as const

export const ledgerFiltersSchema = z.strictObject({
  month: monthSchema.optional().describe('哪个月交办的,YYYY-MM;不写为今年'),
  year: z
    .string()
    .regex(/^\d{4}$/u, '年份写成 YYYY')
    .optional()
    .describe('哪一年交办的,YYYY'),
  unitId: z.string().length(26).optional().describe('责任或配合单位,含其人员'),
  source: z.enum(sourceKinds).optional().describe('批示、会议、文件、群消息'),
  state: z.enum(ledgerStates).optional().describe('在办、在办已逾期、已办结、已撤销、全部;不写为除撤销外的全部'),
})

export const readLedgerSchema = pageSchema.extend(ledgerFiltersSchema.shape)

export type LedgerFilters = z.infer<typeof ledgerFiltersSchema>
export type ReadLedgerInput = z.input<typeof readLedgerSchema>

/** The first instant of the months asked for and the first after them. */
const spanOf = (ctx: UseCaseContext, { month, year }: LedgerFilters): { from: Instant; to: Instant } => {
  const { calendar } = ctx.office
  const first = month ?? `${year ?? today(ctx).slice(0, 4)}-01`
  const [y, m] = [Number(first.slice(0, 4)), Number(first.slice(5))]
  const after = month === undefined ? `${y + 1}-01` : m === 12 ? `${y + 1}-01` : `${y}-${String(m + 1).padStart(2, '0')}`
  return { from: calendar.at(`${first}-01`, '00:00'), to: calendar.at(`${after}-01`, '00:00') }
}

/** 2026年11月; 2026年. */
export const nameSpan = (ctx: UseCaseContext, { month, year }: LedgerFilters): string =>
  month === undefined ? `${year ?? today(ctx).slice(0, 4)}年` : nameMonth(month)

const live = ['open', 'submitted', 'signing'] as const

const isGoing = (state: LedgerFilters['state']): boolean => state === 'going' || state === 'overdue'

const stateConditions = (ctx: UseCaseContext, state: LedgerFilters['state']): Sql[] => {
  if (state === 'all') return []
  if (state === 'going') return [within('m.state', live)]
  if (state === 'overdue') return [sql`m.state = 'open' AND m.due_at < ${ctx.now}`]
  if (state === undefined) return [raw("m.state <> 'cancelled'")]
  return [sql`m.state = ${state}`]
}

/** What a unit owes: as itself, by its people, and all below it. */
const unitConditions = ({ office: { directory } }: UseCaseContext, unitId: string | undefined): Sql[] => {
  if (unitId === undefined) return []
  const units = directory.findUnit(unitId) ? directory.unitsBelow(unitId) : []
  const inside = new Set(units)
  const members = directory.members.filter((member) => inside.has(member.unitId)).map(({ id }) => id)
  return [hasParty(members, units)]
}

interface Row extends MatterRow {
  assigned_at: number | string
  source: SourceKind
  source_text: string | null
  milestones: string | null
  assessment: Assessment | null
  counted: string | null
  reported_at: number | string | null
  report: string | null
}

const reports = "('feedback', 'submit', 'finish_part', 'complete', 'finish_milestone')"
const lastReport = (column: string): Sql =>
  raw(`(SELECT e.${column} FROM matter_events AS e WHERE e.matter_id = m.id AND e.action IN ${reports} AND e.text <> '' AND ${notUndone('e')}
        ORDER BY e.at DESC, e.id DESC LIMIT 1)`)

const cursors = createCursor('supervision-ledger', z.object({ at: z.int(), id: z.string().length(26) }))

const colourOf = (hex: string): string => hex.slice(1).toUpperCase()

const toLedgerRow = (ctx: UseCaseContext, row: Row, matter: WholeMatter): LedgerRow => {
  const isOver = matter.state === 'closed' || matter.state === 'cancelled'
  const light = isOver ? undefined : ctx.office.settings.lights[matter.level]
  const milestones = row.milestones === null ? [] : (JSON.parse(row.milestones) as Milestone[])
  const names = (role: string): string[] => matter.parties.filter((party) => party.role === role).map(({ name }) => name)
  const percent = matter.percent === null ? '' : `(${matter.percent}%)`
  const counted = row.counted === null ? null : (JSON.parse(row.counted) as CountedMatter)
  return {
    number: matter.number,
    source: sourceNames[row.source],
    matter: matter.title,
    leader: matter.issuer.name,
    assignedAt: matter.createdAt,
    lead: names('responsible'),
    assisting: names('assisting'),
    dueAt: matter.dueAt,
    progress: row.report === null ? percent : `${row.report}${row.report.includes('%') ? '' : percent}`,
    state: nameStage(matter.kind, matter.stage),
    light: light ? { name: light.name, colour: colourOf(light.color) } : { name: '', colour: null },
    feedbackAt: row.reported_at === null ? null : Number(row.reported_at),
    note: describeRemarks({
      source: row.source_text,
      isLate: counted?.ended?.as === 'late',
      assessment: row.assessment,
      milestones,
    }),
  }
}

/**
 * A page of the ledger (台账), by the time of assignment: what was assigned in a month or a year, one walk along that index. For the
 * supervision section and the office's leaders (`forbidden`). An export takes more rows at once than a page that is shown.
 */
export const readLedger = async (
  ctx: UseCaseContext,
  input: ReadLedgerInput = {},
  rowsAtOnce = pageSize(input),
): Promise<Page<LedgerRow>> => {
  requireSupervision(ctx)
  const { cursor, limit: _limit, ...filters } = input
  const after = cursors.read(cursor, filters)
  const limit = rowsAtOnce
  const { from, to } = spanOf(ctx, filters)
  const { using, thenJoin } = dialectOf(ctx.tx)
  const where = and([
    sql`v.assigned_at >= ${after?.at ?? from} AND v.assigned_at < ${to}`,
    ...(after ? [sql`NOT (v.assigned_at = ${after.at} AND v.matter_id <= ${after.id})`] : []),
    ...(filters.source === undefined ? [] : [sql`v.source = ${filters.source}`]),
    ...stateConditions(ctx, filters.state),
    ...unitConditions(ctx, filters.unitId),
  ])
  // What is going on is little beside a year's, and found by its state; everything else is a walk along the time of assignment.
  const walk = isGoing(filters.state)
    ? sql`matters AS m ${using('ix_matters_state_due')} ${thenJoin} supervisions AS v ON v.matter_id = m.id`
    : sql`supervisions AS v ${using('ix_supervisions_assigned')} ${thenJoin} matters AS m ON m.id = v.matter_id`
  const keys = sql`SELECT v.matter_id, v.assigned_at FROM ${walk} WHERE ${where} ORDER BY v.assigned_at, v.matter_id LIMIT ${limit + 1}`
  const rows = await select<Row>(
    ctx.tx,
    sql`SELECT ${matterColumns}, v.assigned_at, v.source, v.source_text, v.milestones, v.assessment, v.counted, ${lastReport('at')} AS reported_at,
        ${lastReport('text')} AS report
        FROM (${keys}) AS page ${thenJoin} supervisions AS v ON v.matter_id = page.matter_id ${thenJoin} matters AS m ON m.id = v.matter_id
        LEFT JOIN work_groups AS g ON g.id = m.group_id ORDER BY page.assigned_at, page.matter_id`,
  )
  const parties = await listPartyItems(
    ctx,
    rows.map(({ id }) => id),
  )
  const toItem = (row: Row): LedgerRow => toLedgerRow(ctx, row, toWhole(ctx, row, parties.get(row.id) ?? []))
  return cutPage(rows, limit, toItem, (last) => cursors.write({ at: Number(last.assigned_at), id: last.id }, filters))
}
