import type { Matter } from '../../entities/index.ts'
import type { MemberCard } from '../../rules/directory.ts'
import { memberParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { describeNoHolder, describeNotYourTurn } from '../../wording/issues.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { maySign, rootHolders, signersOf } from '../matters/office-roles.ts'
import type { ChainRole } from '../publications/publication-plan.ts'
import type { FoundIssue } from './find-issue.ts'

/** Where an issue stands in its publication's review chain. */
export interface Turn {
  /** From 0. */
  step: number
  role: ChainRole
  isLast: boolean
}

export const turnAt = ({ publication }: Pick<FoundIssue, 'publication'>, step: number): Turn => {
  const role = publication.reviewChain[step]
  if (role === undefined) throw new Error(`the chain of ${publication.name} has no step ${step}`)
  return { step, role, isLast: step === publication.reviewChain.length - 1 }
}

/** Who takes a step: for the director's whoever signs in the director's place now (docs/rules.md, Signing). */
export const holdersOf = (ctx: UseCaseContext, role: ChainRole): MemberCard[] =>
  role === 'director' ? signersOf(ctx) : rootHolders(ctx, role)

const mayTake = (ctx: UseCaseContext, role: ChainRole, matter: Matter): boolean => {
  if (role === 'director') return maySign(ctx, matter)
  const { directory } = ctx.office
  return directory.actsFor(actorOf(ctx).id, ctx.now).some((id) => directory.holdsAtRoot(id, role, today(ctx)))
}

/** Whose todos the next step opens. Throws `wrong_state` when nobody holds the role: an issue must not wait for nobody. */
export const turnTargets = (ctx: UseCaseContext, role: ChainRole): string[] => {
  const holders = holdersOf(ctx, role)
  if (holders.length === 0) throw new Problem('wrong_state', describeNoHolder(role))
  return holders.map(({ id }) => memberParty(id))
}

/** The step that an issue in 待签发 waits for; `forbidden` when it is not the actor's. In any other state the lifecycle refuses. */
export const requireTurn = (ctx: UseCaseContext, found: FoundIssue): Turn => {
  const turn = turnAt(found, found.issue.step)
  const isWaiting = found.matter.state === 'signing'
  if (isWaiting && !mayTake(ctx, turn.role, found.matter))
    throw new Problem('forbidden', describeNotYourTurn(found.matter.number, turn, holdersOf(ctx, turn.role)))
  return turn
}
