import { Matter, Notice, NoticeGroup } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { isWhole, matterScope } from '../matters/matter-scope.ts'
import { raw, select, sql } from '../matters/sql.ts'

export interface FoundNotice {
  matter: Matter
  notice: Notice
  /** Where it was posted, in that order. */
  groups: NoticeGroup[]
  /** False for somebody who only sits in one of its groups. */
  isWhole: boolean
}

/** The groups a notice was posted in, its first one first. */
export const listNoticeGroups = (ctx: UseCaseContext, matterId: string): Promise<NoticeGroup[]> =>
  ctx.tx.find(NoticeGroup, { where: { matterId }, order: { id: 'ASC' } })

/**
 * A notice by number for who may see it whole or sits in one of its groups; to anybody else it does not exist. Its parties, who may be
 * thousands, are not read. Throws `not_found`, or `wrong_state` for another kind of matter that one may see.
 */
export const findNotice = async (ctx: UseCaseContext, number: number): Promise<FoundNotice> => {
  const whole = ctx.actor ? isWhole(matterScope(ctx)) : raw('1 = 1')
  const self = ctx.actor ? actorOf(ctx).id : ''
  const [row] = await select<{ id: string; whole: number; belongs: number }>(
    ctx.tx,
    sql`SELECT m.id, CASE WHEN ${whole} THEN 1 ELSE 0 END AS whole,
        EXISTS (SELECT 1 FROM notice_groups AS g INNER JOIN group_members AS x ON x.group_id = g.group_id
                WHERE g.matter_id = m.id AND x.member_id = ${self} AND x.left_at IS NULL) AS belongs
        FROM matters AS m WHERE m.number = ${number}`,
  )
  if (!row || (row.whole !== 1 && row.belongs !== 1)) throw new Problem('not_found', `没有〔${number}〕号通知,或您无权查看`)
  const matter = await ctx.tx.findOneByOrFail(Matter, { id: row.id })
  const notice = await ctx.tx.findOneBy(Notice, { matterId: row.id })
  if (!notice) throw new Problem('wrong_state', `〔${number}〕不是通知`)
  return { matter, notice, groups: await listNoticeGroups(ctx, row.id), isWhole: row.whole === 1 }
}

/** Whether that number is a notice at all; says nothing of who may see it. */
export const isNotice = async (ctx: UseCaseContext, number: number): Promise<boolean> => ctx.tx.existsBy(Matter, { number, kind: 'notice' })
