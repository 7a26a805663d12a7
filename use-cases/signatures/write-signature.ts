import { Signature } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'

/** In which place somebody signed. */
export interface SignedAs {
  asDeputy: boolean
  /** For whom a stand-in signed. */
  onBehalfOfId: string | null
}

const signedAs = (ctx: UseCaseContext): SignedAs => {
  const { directory } = ctx.office
  const self = actorOf(ctx).id
  const isDirector = directory.holdsAtRoot(self, 'director', today(ctx))
  const director = directory.actsFor(self, ctx.now).find((id) => id !== self && directory.holdsAtRoot(id, 'director', today(ctx)))
  if (isDirector || director !== undefined) return { asDeputy: false, onBehalfOfId: isDirector ? null : (director ?? null) }
  return { asDeputy: directory.holdsAtRoot(self, 'deputy_director', today(ctx)), onBehalfOfId: null }
}

/** Records who signed what, when and in whose place; the lifecycle has said that they may (docs/rules.md, Signing). */
export const writeSignature = async (
  ctx: UseCaseContext,
  signed: Pick<Signature, 'matterId' | 'version' | 'digest'>,
): Promise<SignedAs> => {
  const place = signedAs(ctx)
  await insertRows(ctx.tx, Signature, [{ id: ctx.newId(), ...signed, signerId: actorOf(ctx).id, ...place, at: ctx.now }])
  return place
}
