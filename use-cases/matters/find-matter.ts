import { In } from 'typeorm'
import { Matter, MatterParty, Supervision } from '../../entities/index.ts'
import { readerOf } from '../../entities/select-rows.ts'
import type { Milestone } from '../../rules/milestones.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { canSeeWhole } from './visibility.ts'

export interface MatterWithParties {
  matter: Matter
  /** Every party, those taken off included (`removedAt`). */
  parties: MatterParty[]
  /** 序时节点, which the light goes by; absent: none. */
  milestones?: readonly Milestone[] | undefined
}

const notFound = (number: number): Problem => new Problem('not_found', `没有〔${number}〕号事项,或您不是它的交办人、承办人`)

/** The matter by number with its parties; a number that does not exist or that the actor may not see whole is the same refusal. */
export const getMatter = async (ctx: UseCaseContext, number: number): Promise<MatterWithParties> => {
  const [asMatter, asParty] = [readerOf(ctx.tx, Matter, 'm'), readerOf(ctx.tx, MatterParty, 'p')]
  const asSupervision = readerOf(ctx.tx, Supervision, 's')
  const rows = await ctx.tx.query<Record<string, unknown>[]>(
    `SELECT ${asMatter.columns}, ${asParty.columns}, ${asSupervision.columns} FROM ${asMatter.table}
      LEFT JOIN ${asParty.table} ON p.matter_id = m.id LEFT JOIN ${asSupervision.table} ON s.matter_id = m.id
      WHERE m.number = ? ORDER BY p.id`,
    [number],
  )
  const matter = rows[0] ? asMatter.read(rows[0]) : null
  if (!matter) throw notFound(number)
  const parties = rows.map(asParty.read).filter((party) => party !== null)
  if (ctx.actor && !canSeeWhole(ctx, matter, parties)) throw notFound(number)
  const milestones = rows[0] ? asSupervision.read(rows[0])?.milestones : null
  return { matter, parties, ...(milestones ? { milestones } : {}) }
}

/** The live parties of several matters in one query, by matter id. */
export const listPartiesOf = async (ctx: UseCaseContext, matterIds: readonly string[]): Promise<Map<string, MatterParty[]>> => {
  const byMatter = new Map<string, MatterParty[]>(matterIds.map((id) => [id, []]))
  if (matterIds.length === 0) return byMatter
  const rows = await ctx.tx.find(MatterParty, { where: { matterId: In([...matterIds]) }, order: { id: 'ASC' } })
  for (const row of rows) if (row.removedAt === null) byMatter.get(row.matterId)?.push(row)
  return byMatter
}
