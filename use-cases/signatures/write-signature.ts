import { Signature } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import type { Role } from '../../rules/roles.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'

/** In which place somebody signed. */
export interface SignedAs {
  asDeputy: boolean
  /** For whom a stand-in signed. */
  onBehalfOfId: string | null
}

const signedAs = (ctx: UseCaseContext, role: Role): SignedAs => {
  const { directory } = ctx.office
  const self = actorOf(ctx).id
  if (role !== 'director') {
    const holder = directory.actsFor(self, ctx.now).find((id) => directory.holdsAtRoot(id, role, today(ctx)))
    return { asDeputy: false, onBehalfOfId: holder === undefined || holder === self ? null : holder }
  }
  const isDirector = directory.holdsAtRoot(self, 'director', today(ctx))
  const director = directory.actsFor(self, ctx.now).find((id) => id !== self && directory.holdsAtRoot(id, 'director', today(ctx)))
  if (isDirector || director !== undefined) return { asDeputy: false, onBehalfOfId: isDirector ? null : (director ?? null) }
  return { asDeputy: directory.holdsAtRoot(self, 'deputy_director', today(ctx)), onBehalfOfId: null }
}

/**
 * Records who signed what, when and in whose place; whoever calls has judged that they may (docs/rules.md, Signing). `role`: the one whose
 * signature was asked for.
 */
export const writeSignature = async (
  ctx: UseCaseContext,
  signed: Pick<Signature, 'matterId' | 'version' | 'digest'>,
  role: Role = 'director',
): Promise<SignedAs> => {
  const place = signedAs(ctx, role)
  await insertRows(ctx.tx, Signature, [{ id: ctx.newId(), ...signed, signerId: actorOf(ctx).id, ...place, at: ctx.now }])
  return place
}
