import type { Instant } from '../../rules/instant.ts'
import type { MatterKind, MatterState, Urgency } from '../../rules/lifecycles/index.ts'
import type { Level } from '../../rules/lights.ts'
import type { MatterStage } from '../../rules/matter-stage.ts'
import type { UseCaseContext } from '../context.ts'
import { memberName, unitName, type Named } from './names.ts'
import type { PartyItem } from './party-items.ts'
import { raw } from './sql.ts'
import { stageColumns, stageOfRow, type StageRow } from './stages.ts'

/** What members of the group of origin see (docs/rules.md, Visibility). */
export interface BriefMatter {
  form: 'brief'
  number: number
  title: string
  dueAt: Instant | null
  parties: Pick<PartyItem, 'party' | 'name' | 'role'>[]
}

/** One line of a list for somebody who may see the whole matter. */
export interface WholeMatter {
  form: 'whole'
  id: string
  number: number
  kind: MatterKind
  title: string
  state: MatterState
  stage: MatterStage
  urgency: Urgency
  dueAt: Instant | null
  dueText: string | null
  level: Level
  percent: number | null
  parties: PartyItem[]
  issuer: Named
  /** Who wrote it in the issuer's name; null when the issuer did. */
  postedBy: Named | null
  /** The issuer's unit when it was issued. */
  unit: Named
  group: Named | null
  createdAt: Instant
  submittedAt: Instant | null
  closedAt: Instant | null
}

export type MatterItem = BriefMatter | WholeMatter

/** A row as both databases return it under `matterColumns`. */
export interface MatterRow extends StageRow {
  id: string
  number: number
  title: string
  urgency: Urgency
  due_at: number | null
  due_text: string | null
  level: number
  percent: number | null
  group_id: string | null
  group_name: string | null
  unit_id: string
  issuer_id: string
  posted_by_id: string | null
  created_at: number
  submitted_at: number | null
  closed_at: number | null
}

/** Everything a line shows of a matter `m` in a group `g`; the last two are the facts its stage is derived from. */
export const matterColumns = raw(
  `m.id, m.number, m.kind, m.title, m.state, m.urgency, m.due_at, m.due_text, m.level, m.percent, m.group_id, g.name AS group_name,
   m.unit_id, m.issuer_id, m.posted_by_id, m.created_at, m.submitted_at, m.closed_at,
   ${stageColumns}`,
)

/** The stored light is swept a little late; a due that has passed shows at once. What is over has none. */
const levelOf = (row: MatterRow, now: Instant): Level => {
  if (row.state === 'closed' || row.state === 'cancelled') return 0
  return row.due_at !== null && row.due_at < now ? 3 : (row.level as Level)
}

export const toBrief = (row: MatterRow, parties: readonly PartyItem[]): BriefMatter => ({
  form: 'brief',
  number: row.number,
  title: row.title,
  dueAt: row.due_at,
  parties: parties.map(({ party, name, role }) => ({ party, name, role })),
})

export const toWhole = (ctx: UseCaseContext, row: MatterRow, parties: PartyItem[]): WholeMatter => {
  const { directory } = ctx.office
  return {
    form: 'whole',
    id: row.id,
    number: row.number,
    kind: row.kind,
    title: row.title,
    state: row.state,
    stage: stageOfRow(row),
    urgency: row.urgency,
    dueAt: row.due_at,
    dueText: row.due_text,
    level: levelOf(row, ctx.now),
    percent: row.percent,
    parties,
    issuer: memberName(directory, row.issuer_id),
    postedBy: row.posted_by_id === null ? null : memberName(directory, row.posted_by_id),
    unit: unitName(directory, row.unit_id),
    group: row.group_id === null ? null : { id: row.group_id, name: row.group_name ?? '' },
    createdAt: row.created_at,
    submittedAt: row.submitted_at,
    closedAt: row.closed_at,
  }
}
