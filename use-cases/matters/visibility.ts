import type { Matter, MatterParty } from '../../entities/index.ts'
import { confidentialKinds, informationKinds, leadersKinds, type MatterKind } from '../../rules/lifecycles/index.ts'
import type { Role } from '../../rules/roles.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'

const seesEverything: readonly Role[] = ['leader', 'director', 'deputy_director', 'supervisor']

/** Units whose matters the actor sees because of a role: everything below where they are unit_head. */
export const unitsHeaded = (ctx: UseCaseContext): string[] => {
  const { directory } = ctx.office
  return directory
    .actsFor(actorOf(ctx).id, ctx.now)
    .flatMap((memberId) => directory.grantsOf(memberId, today(ctx)))
    .filter((grant) => grant.role === 'unit_head')
    .flatMap((grant) => directory.unitsBelow(grant.unitId))
}

/** Leader, director, deputy director and supervisor of the root see every matter whole (docs/rules.md, Visibility). */
export const seesAll = (ctx: UseCaseContext): boolean => {
  const { directory } = ctx.office
  return directory
    .actsFor(actorOf(ctx).id, ctx.now)
    .some((memberId) => seesEverything.some((role) => directory.holdsAtRoot(memberId, role, today(ctx))))
}

const leading: readonly Role[] = ['leader', 'director', 'deputy_director']

/** Whether the actor is, or stands in for, one of the office's leaders (docs/rules.md, Visibility). */
export const isOfficeLeader = (ctx: UseCaseContext): boolean => {
  const { directory } = ctx.office
  return directory
    .actsFor(actorOf(ctx).id, ctx.now)
    .some((memberId) => leading.some((role) => directory.holdsAtRoot(memberId, role, today(ctx))))
}

/** Kinds that the actor sees whole because of a role: the information line for its editors. */
export const kindsSeen = (ctx: UseCaseContext): readonly MatterKind[] => {
  const { directory } = ctx.office
  const isEditor = directory.actsFor(actorOf(ctx).id, ctx.now).some((memberId) => directory.holdsAtRoot(memberId, 'editor', today(ctx)))
  return isEditor ? informationKinds : []
}

/**
 * What nobody has submitted: a draft, or one that was thrown away. It is its author's alone. A submission has a due from its first report on
 * (use-cases/submissions/open-submission.ts), a draft has none; matter-scope.ts says the same in SQL.
 */
const isUnreported = ({ kind, state, dueAt }: Matter): boolean =>
  state === 'draft' || (kind === 'submission' && state === 'cancelled' && dueAt === null)

/**
 * Whole: issuer, parties, unit_heads of the parties' units and above, and who sees all.
 * A unit as party is seen by all its answerers.
 */
export const canSeeWhole = (ctx: UseCaseContext, matter: Matter, parties: readonly MatterParty[]): boolean => {
  const { directory } = ctx.office
  const actor = actorOf(ctx)
  const selves = directory.actsFor(actor.id, ctx.now)
  if (selves.includes(matter.issuerId) || actor.id === matter.postedById) return true
  if (isUnreported(matter)) return false
  const answered = new Set(selves.flatMap((id) => directory.unitsAnsweredBy(id, today(ctx))))
  if (
    parties.some(
      (party) => (party.memberId !== null && selves.includes(party.memberId)) || (party.unitId !== null && answered.has(party.unitId)),
    )
  ) {
    return true
  }
  if (confidentialKinds.includes(matter.kind)) return false
  if (leadersKinds.includes(matter.kind)) return isOfficeLeader(ctx)
  if (seesAll(ctx) || kindsSeen(ctx).includes(matter.kind)) return true
  const headed = new Set(unitsHeaded(ctx))
  const unitOf = (party: MatterParty): string | undefined => party.unitId ?? directory.findMember(party.memberId ?? '')?.unitId
  return parties.some((party) => headed.has(unitOf(party) ?? ''))
}
