import { WorkGroup } from '../../entities/index.ts'
import { In } from 'typeorm'
import type { UseCaseContext } from '../context.ts'
import type { Named } from '../matters/names.ts'
import { countNotice, type NoticeCount } from './count-receipts.ts'
import { findNotice, type FoundNotice } from './find-notice.ts'
import { isOrganiser } from './list-receipts.ts'

export interface NoticeDetail extends FoundNotice {
  count: NoticeCount
  /** May see who has signed and who has not. */
  isOrganiser: boolean
  groupNames: Named[]
}

/** One notice with its count, for who may see it or sits in one of its groups; throws as `findNotice`. */
export const readNotice = async (ctx: UseCaseContext, number: number): Promise<NoticeDetail> => {
  const found = await findNotice(ctx, number)
  const ids = found.groups.map(({ groupId }) => groupId)
  const rows = ids.length === 0 ? [] : await ctx.tx.find(WorkGroup, { select: { id: true, name: true }, where: { id: In(ids) } })
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return {
    ...found,
    count: await countNotice(ctx, found.matter.id),
    isOrganiser: isOrganiser(ctx, found),
    groupNames: ids.map((id) => ({ id, name: names.get(id) ?? '' })),
  }
}
