import { confidentialKinds, leadersKinds, type MatterKind } from '../../rules/lifecycles/index.ts'
import { memberParty, unitParty } from '../../rules/party.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { and, join, or, raw, sql, within, type Sql } from './sql.ts'
import { isOfficeLeader, kindsSeen, seesAll, unitsHeaded } from './visibility.ts'

/**
 * What the actor may see whole, as keys to look for: the same rule as `canSeeWhole` (visibility.ts), said in a form that a query
 * can use, so that a page of a list never has holes.
 */
export interface MatterScope {
  self: string
  /** The actor and everybody they stand in for: as issuer and as party. */
  selves: readonly string[]
  everything: boolean
  /** Kinds that no role of the actor's opens. */
  hidden: readonly MatterKind[]
  /** Kinds of which the actor sees everything. */
  kinds: readonly MatterKind[]
  /** Parties that open a matter to the actor: themselves, and everybody of units they head. */
  memberIds: readonly string[]
  unitIds: readonly string[]
  /** Units the actor answers for: with `selves`, all that a confidential matter is opened by. */
  answeredUnitIds: readonly string[]
}

export const matterScope = (ctx: UseCaseContext): MatterScope => {
  const { directory } = ctx.office
  const self = actorOf(ctx).id
  const selves = directory.actsFor(self, ctx.now)
  const headed = new Set(unitsHeaded(ctx))
  const staff = headed.size === 0 ? [] : directory.members.filter((member) => headed.has(member.unitId)).map((member) => member.id)
  const answered = selves.flatMap((id) => directory.unitsAnsweredBy(id, today(ctx)))
  return {
    self,
    selves,
    everything: seesAll(ctx),
    hidden: isOfficeLeader(ctx) ? confidentialKinds : [...confidentialKinds, ...leadersKinds],
    kinds: kindsSeen(ctx),
    memberIds: [...new Set([...selves, ...staff])],
    unitIds: [...new Set([...answered, ...headed])],
    answeredUnitIds: [...new Set(answered)],
  }
}

const anyOf = (memberIds: readonly string[], unitIds: readonly string[]): Sql =>
  or([within('v.member_id', memberIds), within('v.unit_id', unitIds)])

/** So few are looked up one by one: a notice has thousands of parties. */
const fewParties = 4

/**
 * That a matter `m` has one of these as a party, taken off since or not. Asked row by row along the matter's own parties: as an EXISTS,
 * MariaDB would first collect every matter of all these parties.
 */
export const hasParty = (memberIds: readonly string[], unitIds: readonly string[]): Sql => {
  const keys = [...memberIds.map(memberParty), ...unitIds.map(unitParty)]
  if (keys.length === 0) return raw('1 = 0')
  const found = keys.length <= fewParties ? keys.map((key) => sql`v.party = ${key}`) : [anyOf(memberIds, unitIds)]
  const lookUps = found.map((which) => sql`(SELECT 1 FROM matter_parties AS v WHERE v.matter_id = m.id AND ${which} LIMIT 1)`)
  return sql`COALESCE(${join(lookUps, ', ')}, 0) = 1`
}

/** That a matter `m` has been submitted; a draft, thrown away or not, is its author's alone (visibility.ts). */
export const isOut = raw("NOT (m.state = 'draft' OR (m.state = 'cancelled' AND m.kind = 'submission' AND m.due_at IS NULL))")

const isOwn = (scope: MatterScope): Sql => or([within('m.issuer_id', scope.selves), sql`m.posted_by_id = ${scope.self}`])

/** That a matter `m` is of no kind that is hidden from the actor, or that the actor made it or owes the answer. */
export const isNotHidden = (scope: MatterScope): Sql =>
  or([sql`NOT ${within('m.kind', scope.hidden)}`, isOwn(scope), hasParty(scope.selves, scope.answeredUnitIds)])

const byRole = (scope: MatterScope): Sql => {
  if (scope.everything) return isOut
  const ofKind = scope.kinds.length === 0 ? [] : [within('m.kind', scope.kinds)]
  return and([isOut, or([...ofKind, hasParty(scope.memberIds, scope.unitIds)])])
}

/** That the actor may see a matter `m` whole; for rows that were found by something else than the scope. */
export const isWhole = (scope: MatterScope): Sql => sql`(${or([isOwn(scope), sql`(${byRole(scope)})`])} AND ${isNotHidden(scope)})`
