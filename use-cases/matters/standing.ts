import type { Matter, MatterParty } from '../../entities/index.ts'
import { HOUR_MS } from '../../rules/instant.ts'
import type { Standing } from '../../rules/lifecycles/index.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { mayApproveFor, maySign } from './office-roles.ts'

export interface ActingParty {
  party: MatterParty
  /** The member acted for, when a stand-in acts; null for oneself or one's unit. */
  onBehalfOfId: string | null
}

/** The parties the actor may speak for, their own first, then those of people they stand in for. */
export const actingParties = (ctx: UseCaseContext, parties: readonly MatterParty[]): ActingParty[] => {
  const { directory } = ctx.office
  const actor = actorOf(ctx)
  const live = parties.filter((party) => party.removedAt === null)
  return directory.actsFor(actor.id, ctx.now).flatMap((memberId) => {
    const units = new Set(directory.unitsAnsweredBy(memberId, today(ctx)))
    const onBehalfOfId = memberId === actor.id ? null : memberId
    return live
      .filter((party) => party.memberId === memberId || (party.unitId !== null && units.has(party.unitId)))
      .map((party) => ({ party, onBehalfOfId }))
  })
}

export interface Standings {
  all: ReadonlySet<Standing>
  /** Set when the actor acts as the issuer's stand-in. */
  issuerOnBehalfOfId: string | null
}

/**
 * The deputy director acts for the director when a matter has waited for the director's word for the configured hours
 * (docs/rules.md, Delegation).
 */
const isOverdueDeputy = (ctx: UseCaseContext, matter: Matter, memberId: string): boolean => {
  const { directory, settings } = ctx.office
  if (matter.state !== 'submitted' || matter.submittedAt === null) return false
  const waitedMs = ctx.now - matter.submittedAt
  return (
    waitedMs >= settings.deputyActsAfterHours * HOUR_MS &&
    directory.holdsAtRoot(memberId, 'deputy_director', today(ctx)) &&
    directory.holdsAtRoot(matter.issuerId, 'director', today(ctx))
  )
}

/** What the actor is to a matter. The clock stands as `clock` only. */
export const standingsOf = (ctx: UseCaseContext, matter: Matter, parties: readonly MatterParty[]): Standings => {
  if (!ctx.actor) return { all: new Set(['clock']), issuerOnBehalfOfId: null }
  const { directory } = ctx.office
  const self = ctx.actor.id
  const actsFor = directory.actsFor(self, ctx.now)
  const all = new Set<Standing>(actingParties(ctx, parties).map(({ party }) => party.role))
  const isIssuer = self === matter.issuerId || self === matter.postedById
  const standsInForIssuer = actsFor.includes(matter.issuerId) || isOverdueDeputy(ctx, matter, self)
  if (isIssuer || standsInForIssuer) all.add('issuer')
  if (actsFor.some((memberId) => directory.holdsAtRoot(memberId, 'supervisor', today(ctx)))) all.add('root_supervisor')
  if (actsFor.some((memberId) => directory.holdsAtRoot(memberId, 'editor', today(ctx)))) all.add('editor')
  if (mayApproveFor(ctx, matter.unitId)) all.add('unit_head')
  if (maySign(ctx, matter)) all.add('signer')
  return { all, issuerOnBehalfOfId: self !== matter.issuerId && (self === matter.postedById || standsInForIssuer) ? matter.issuerId : null }
}
