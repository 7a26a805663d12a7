import type { EntityManager } from 'typeorm'
import type { MatterState } from '../../rules/lifecycles/index.ts'
import type { MatterSource } from './page-matters.ts'
import { dialectOf, raw, sql, within, type Sql } from './sql.ts'

/** Something is still to be done. */
export const liveStates: readonly MatterState[] = ['open', 'submitted', 'returned', 'signing', 'signed', 'paused']

/** Above this many keys one walk over all of them, sorted, is cheaper than a walk each; SQLite joins at most 500 walks in one query. */
const mostWalks = { parties: 48, groups: 96, groupStates: 64 }

const seen = raw('1')

const walks = (most: number, values: readonly string[], source: (condition: (column: string) => Sql) => MatterSource): MatterSource[] => {
  if (values.length === 0) return []
  if (values.length <= most) return values.map((value) => source((column) => sql`${raw(column)} = ${value}`))
  return [{ ...source((column) => within(column, values)), distinct: true }]
}

/** Matters with one of these among their parties, newest first along the party's own index. */
export const partySources = (
  tx: EntityManager,
  parties: { memberIds: readonly string[]; unitIds: readonly string[] },
  where: readonly Sql[],
  whole: Sql = seen,
): MatterSource[] => {
  const { using, thenJoin } = dialectOf(tx)
  const walk =
    (column: string, index: string) =>
    (condition: (column: string) => Sql): MatterSource => ({
      from: sql`matter_parties AS p ${using(index)} ${thenJoin} matters AS m ON m.id = p.matter_id`,
      bare: sql`matter_parties AS p ${using(index)}`,
      where: [condition(column), ...where],
      key: 'p.matter_id',
      whole,
    })
  return [
    ...walks(mostWalks.parties, parties.memberIds, walk('p.member_id', 'ix_matter_parties_member')),
    ...walks(mostWalks.parties, parties.unitIds, walk('p.unit_id', 'ix_matter_parties_unit')),
  ]
}

/** Matters of these issuers in these states, newest first. */
export const issuerSources = (
  tx: EntityManager,
  issuerIds: readonly string[],
  states: readonly MatterState[],
  where: readonly Sql[],
  whole: Sql = seen,
): MatterSource[] =>
  issuerIds.flatMap((issuerId) =>
    states.map((state) => ({
      from: sql`matters AS m ${dialectOf(tx).using('ix_matters_issuer')}`,
      where: [sql`m.issuer_id = ${issuerId} AND m.state = ${state}`, ...where],
      whole,
    })),
  )

/** Matters that this member wrote in somebody else's name, newest first. */
export const postedSource = (tx: EntityManager, memberId: string, where: readonly Sql[]): MatterSource => ({
  from: sql`matters AS m ${dialectOf(tx).using('ix_matters_posted_by')}`,
  where: [sql`m.posted_by_id = ${memberId}`, ...where],
  whole: seen,
})

/** Matters of these groups, newest first. */
export const groupSources = (tx: EntityManager, groupIds: readonly string[], where: readonly Sql[], whole: Sql): MatterSource[] =>
  walks(mostWalks.groups, groupIds, (condition) => ({
    from: sql`matters AS m ${dialectOf(tx).using('ix_matters_group')}`,
    where: [condition('m.group_id'), ...where],
    whole,
  }))

/** Matters of these groups in these states, by due. */
export const groupDueSources = (
  tx: EntityManager,
  groupIds: readonly string[],
  states: readonly MatterState[],
  where: readonly Sql[],
  whole: Sql,
): MatterSource[] =>
  states.flatMap((state) =>
    walks(mostWalks.groupStates, groupIds, (condition) => ({
      from: sql`matters AS m ${dialectOf(tx).using('ix_matters_group_due')}`,
      where: [condition('m.group_id'), sql`m.state = ${state}`, ...where],
      whole,
    })),
  )

/** Every matter in these states (and of this light), newest first. What is over has light 0. */
export const stateSources = (
  tx: EntityManager,
  states: readonly MatterState[],
  level: number | undefined,
  where: readonly Sql[],
): MatterSource[] =>
  states.flatMap((state) => {
    const levels = level === undefined ? (liveStates.includes(state) ? [0, 1, 2, 3] : [0]) : [level]
    return levels.map((each) => ({
      from: sql`matters AS m ${dialectOf(tx).using('ix_matters_state_level')}`,
      where: [sql`m.state = ${state} AND m.level = ${each}`, ...where],
      whole: seen,
    }))
  })

/** Every matter of a kind in these states, newest first. */
export const kindSources = (tx: EntityManager, kind: string, states: readonly MatterState[], where: readonly Sql[]): MatterSource[] =>
  states.map((state) => ({
    from: sql`matters AS m ${dialectOf(tx).using('ix_matters_kind')}`,
    where: [sql`m.kind = ${kind} AND m.state = ${state}`, ...where],
    whole: seen,
  }))

/** Every matter in these states by due; `where` bounds the due. */
export const dueSources = (tx: EntityManager, states: readonly MatterState[], where: readonly Sql[]): MatterSource[] =>
  states.map((state) => ({
    from: sql`matters AS m ${dialectOf(tx).using('ix_matters_state_due')}`,
    where: [sql`m.state = ${state}`, ...where],
    whole: seen,
  }))

/** Every matter there is, newest first. */
export const allSource = (where: readonly Sql[]): MatterSource => ({ from: raw('matters AS m'), where, whole: seen })
