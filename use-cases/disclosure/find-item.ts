import { DisclosureItem } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { getMatter, type MatterWithParties } from '../matters/find-matter.ts'

export interface FoundItem extends MatterWithParties {
  item: DisclosureItem
}

/** The item by number; a number of another kind is refused. */
export const getItem = async (ctx: UseCaseContext, number: number): Promise<FoundItem> => {
  const target = await getMatter(ctx, number)
  const item = target.matter.kind === 'disclosure' ? await ctx.tx.findOneBy(DisclosureItem, { matterId: target.matter.id }) : null
  if (!item) throw new Problem('wrong_state', `〔${number}〕不是公开事项`)
  return { ...target, item }
}
