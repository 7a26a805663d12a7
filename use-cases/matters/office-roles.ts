import type { Matter } from '../../entities/index.ts'
import type { MemberCard } from '../../rules/directory.ts'
import { HOUR_MS } from '../../rules/instant.ts'
import { lifecycles } from '../../rules/lifecycles/index.ts'
import type { Role } from '../../rules/roles.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'

/** Active members who hold a role at the root. */
export const rootHolders = (ctx: UseCaseContext, role: Role): MemberCard[] => {
  const { directory } = ctx.office
  const root = directory.findRoot()
  return root ? directory.holders(role, root.id, today(ctx)) : []
}

/** The heads of the unit, or of the nearest unit above that has one. */
export const headsOf = (ctx: UseCaseContext, unitId: string): MemberCard[] => {
  const { directory } = ctx.office
  const heads = directory.unitsAbove(unitId).map((unit) => directory.holders('unit_head', unit.id, today(ctx)))
  return heads.find((members) => members.length > 0) ?? []
}

const isAway = (ctx: UseCaseContext, member: MemberCard): boolean => ctx.office.directory.standInsOf(member.id, ctx.now).length > 0

/** Who signs now: the directors who are there; when none is, the deputies, else whoever stands in (docs/rules.md, Signing). */
export const signersOf = (ctx: UseCaseContext): MemberCard[] => {
  const directors = rootHolders(ctx, 'director')
  const present = directors.filter((director) => !isAway(ctx, director))
  if (present.length > 0) return present
  const deputies = rootHolders(ctx, 'deputy_director')
  return deputies.length > 0 ? deputies : directors
}

/** Who edits: the editors, and in an office that has none whoever signs. */
export const editorsOf = (ctx: UseCaseContext): MemberCard[] => {
  const editors = rootHolders(ctx, 'editor')
  return editors.length > 0 ? editors : signersOf(ctx)
}

/** Everybody who may be asked for a signature by now: who signs, and the deputies once it has waited (docs/rules.md, Signing). */
export const calledToSign = (ctx: UseCaseContext, matter: Pick<Matter, 'state' | 'submittedAt'>): MemberCard[] => {
  const signers = signersOf(ctx)
  if (!hasWaitedForSigner(ctx, matter)) return signers
  return [...new Map([...signers, ...rootHolders(ctx, 'deputy_director')].map((member) => [member.id, member])).values()]
}

/** The director has let it lie for the configured working hours. */
export const hasWaitedForSigner = (ctx: UseCaseContext, matter: Pick<Matter, 'state' | 'submittedAt'>): boolean =>
  matter.state === 'signing' &&
  matter.submittedAt !== null &&
  ctx.office.calendar.workingMs(matter.submittedAt, ctx.now) >= ctx.office.settings.submissions.deputySignsAfterHours * HOUR_MS

/**
 * Whether the actor may sign this matter: as director, as stand-in, or as deputy in the director's place (docs/rules.md, Signing). Where
 * hours count a deputy need not wait for the director.
 */
export const maySign = (ctx: UseCaseContext, matter: Pick<Matter, 'kind' | 'state' | 'submittedAt'>): boolean => {
  const { directory } = ctx.office
  const selves = directory.actsFor(actorOf(ctx).id, ctx.now)
  if (selves.some((memberId) => directory.holdsAtRoot(memberId, 'director', today(ctx)))) return true
  if (!selves.some((memberId) => directory.holdsAtRoot(memberId, 'deputy_director', today(ctx)))) return false
  if (lifecycles[matter.kind].countsHours) return true
  return hasWaitedForSigner(ctx, matter) || signersOf(ctx).some((signer) => selves.includes(signer.id))
}

/** Whether the actor is a head of that unit or of one above it. */
export const mayApproveFor = (ctx: UseCaseContext, unitId: string): boolean => {
  const { directory } = ctx.office
  return directory.actsFor(actorOf(ctx).id, ctx.now).some((memberId) => directory.holds(memberId, 'unit_head', unitId, today(ctx)))
}
