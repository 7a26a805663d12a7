import { IsNull } from 'typeorm'
import { Delegation } from '../../entities/index.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { memberName, type Named } from '../matters/names.ts'

export interface DelegationItem {
  kind: Delegation['kind']
  from: Named
  to: Named
  startsAt: number
  /** Null: until it is taken back. */
  endsAt: number | null
}

/** What I delegated and what was delegated to me, as far as it holds now or will. */
export const listDelegations = async (ctx: UseCaseContext): Promise<DelegationItem[]> => {
  const self = actorOf(ctx).id
  const { directory } = ctx.office
  const rows = await ctx.tx.find(Delegation, {
    where: [
      { fromId: self, revokedAt: IsNull() },
      { toId: self, revokedAt: IsNull() },
    ],
    order: { id: 'ASC' },
  })
  return rows
    .filter((row) => row.endsAt === null || row.endsAt > ctx.now)
    .map(({ kind, fromId, toId, startsAt, endsAt }) => ({
      kind,
      from: memberName(directory, fromId),
      to: memberName(directory, toId),
      startsAt,
      endsAt,
    }))
}
