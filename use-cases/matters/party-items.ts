import type { UseCaseContext } from '../context.ts'
import { memberName, unitName, type Named } from './names.ts'
import { select, sql, within } from './sql.ts'

/** A present party as lists show it. */
export interface PartyItem {
  /** `m:<member id>` or `u:<unit id>`. */
  party: string
  name: string
  role: 'responsible' | 'assisting'
  /** The member's unit, or the unit itself. */
  unit: Named | null
  percent: number | null
}

interface PartyRow {
  matter_id: string
  party: string
  member_id: string | null
  unit_id: string | null
  role: 'responsible' | 'assisting'
  percent: number | null
}

const toParty = ({ office: { directory } }: UseCaseContext, row: PartyRow): PartyItem => {
  const shared = { party: row.party, role: row.role, percent: row.percent }
  if (row.unit_id !== null) {
    const unit = unitName(directory, row.unit_id)
    return { ...shared, name: unit.name, unit }
  }
  const member = directory.findMember(row.member_id ?? '')
  return { ...shared, name: memberName(directory, row.member_id ?? '').name, unit: member ? unitName(directory, member.unitId) : null }
}

/** The present parties of a page of matters in one query, the responsible first. */
export const listPartyItems = async (ctx: UseCaseContext, matterIds: readonly string[]): Promise<Map<string, PartyItem[]>> => {
  const byMatter = new Map<string, PartyItem[]>(matterIds.map((id) => [id, []]))
  if (matterIds.length === 0) return byMatter
  const rows = await select<PartyRow>(
    ctx.tx,
    sql`SELECT p.matter_id, p.party, p.member_id, p.unit_id, p.role, p.percent FROM matter_parties AS p
        WHERE ${within('p.matter_id', matterIds)} AND p.removed_at IS NULL ORDER BY p.role DESC, p.id`,
  )
  for (const row of rows) byMatter.get(row.matter_id)?.push(toParty(ctx, row))
  return byMatter
}
