import { z } from 'zod'
import { Problem } from '../../rules/problems.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import type { Named } from '../matters/names.ts'
import { raw, select, sql, within } from '../matters/sql.ts'
import { seesAll, unitsHeaded } from '../matters/visibility.ts'

export const listCoverageSchema = z.object({
  /** Only units without a group, or with people who sit in none. */
  gapsOnly: z.boolean().default(false),
})

/** How far the registered groups reach one unit. */
export interface UnitCoverage {
  unit: Named
  members: number
  /** Groups that are registered in its name. */
  ownGroups: number
  /** Whether it has a group in its name or somebody of it sits in any. */
  reached: boolean
  /** Who of it sits in no registered group. */
  uncovered: Named[]
}

/**
 * Coverage by unit (docs/rules.md, Groups): which units have no registered group, which people sit in none, as far as the rosters are known.
 * For who sees the whole office, and for heads about their own units.
 */
export const listCoverage = async (ctx: UseCaseContext, input: z.input<typeof listCoverageSchema> = {}): Promise<UnitCoverage[]> => {
  const { gapsOnly } = listCoverageSchema.parse(input)
  const { directory } = ctx.office
  const headed = new Set(unitsHeaded(ctx))
  const whole = seesAll(ctx)
  if (!whole && headed.size === 0) throw new Problem('forbidden', `${actorOf(ctx).name},群覆盖情况由办公室领导和单位负责人查看`)
  const units = directory.units.filter((unit) => !unit.closed && (whole || headed.has(unit.id)))
  const isOpen = raw('g.registered_at IS NOT NULL AND g.closed_at IS NULL')
  const seated = await select<{ member_id: string }>(
    ctx.tx,
    sql`SELECT DISTINCT s.member_id FROM group_members AS s INNER JOIN work_groups AS g ON g.id = s.group_id WHERE s.left_at IS NULL AND ${isOpen}`,
  )
  const owned = await select<{ unit_id: string; n: number }>(
    ctx.tx,
    sql`SELECT g.owner_unit_id AS unit_id, COUNT(*) AS n FROM work_groups AS g
        WHERE ${isOpen} AND ${within(
          'g.owner_unit_id',
          units.map(({ id }) => id),
        )} GROUP BY g.owner_unit_id`,
  )
  const sits = new Set(seated.map((row) => row.member_id))
  const ownGroupsOf = new Map(owned.map((row) => [row.unit_id, row.n]))
  const lines = units.map((unit): UnitCoverage => {
    const members = directory.activeMembersOf(unit.id, today(ctx))
    const uncovered = members.filter(({ id }) => !sits.has(id))
    const ownGroups = ownGroupsOf.get(unit.id) ?? 0
    return {
      unit: { id: unit.id, name: unit.name },
      members: members.length,
      ownGroups,
      reached: ownGroups > 0 || uncovered.length < members.length,
      uncovered: uncovered.map(({ id, name }) => ({ id, name })),
    }
  })
  return gapsOnly ? lines.filter((line) => line.uncovered.length > 0 || (line.members > 0 && !line.reached)) : lines
}
