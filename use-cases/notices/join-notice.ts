import { In, MoreThan } from 'typeorm'
import { Matter, MatterParty, Notice, NoticeGroup } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { DAY_MS } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { dialectOf } from '../matters/sql.ts'
import { putOn } from '../matters/write-parties.ts'
import { rowChange } from '../matters/write-beside.ts'
import type { CreatedNotice } from './create-notice.ts'

/** So long the same words of the same author are the same notice. */
const sameForMs = DAY_MS

/** Notes that a notice was posted in a group. */
export const addNoticeGroup = async (ctx: UseCaseContext, matterId: string, groupId: string): Promise<void> => {
  try {
    await insertRows(ctx.tx, NoticeGroup, [{ id: ctx.newId(), matterId, groupId, postedAt: ctx.now }])
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('stale', '同一通知刚在本群登记,请重试')
    throw error
  }
}

export interface SameNotice {
  matter: Matter
  notice: Notice
}

/** The latest notice of this author with these words within a day; null when there is none. */
export const findSameNotice = async (ctx: UseCaseContext, issuerId: string, fingerprint: string): Promise<SameNotice | null> => {
  const notice = await ctx.tx.findOne(Notice, {
    where: { issuerId, fingerprint, postedAt: MoreThan(ctx.now - sameForMs) },
    order: { postedAt: 'DESC', matterId: 'DESC' },
  })
  return notice && { notice, matter: await ctx.tx.findOneByOrFail(Matter, { id: notice.matterId }) }
}

/**
 * The notice as it stands once nobody else is at it: a leader forwards it to hundreds of groups at once, and each of them waits its turn
 * instead of losing it. On SQLite there is one writer anyway.
 */
const takeTurn = async (ctx: UseCaseContext, { matter: { id } }: SameNotice): Promise<SameNotice> => {
  if (!dialectOf(ctx.tx).isSqlite) await ctx.tx.query('SELECT id FROM matters WHERE id = ? FOR UPDATE', [id])
  return { matter: await ctx.tx.findOneByOrFail(Matter, { id }), notice: await ctx.tx.findOneByOrFail(Notice, { matterId: id }) }
}

/** Databases bound how many values one statement takes. */
const mostAtOnce = 1_000

const findParties = async (ctx: UseCaseContext, matterId: string, parties: readonly string[]): Promise<MatterParty[]> => {
  const found: MatterParty[] = []
  for (let from = 0; from < parties.length; from += mostAtOnce)
    found.push(...(await ctx.tx.findBy(MatterParty, { matterId, party: In(parties.slice(from, from + mostAtOnce)) })))
  return found
}

/**
 * The same notice once more: parties that are not on it yet are put on it, reminded in this group; the group is noted. Nothing new in
 * a group that has it leaves no trace.
 */
export const joinNotice = async (
  ctx: UseCaseContext,
  same: SameNotice,
  { groupId, parties }: { groupId: string | null; parties: readonly string[] },
): Promise<CreatedNotice> => {
  const { matter, notice } = await takeTurn(ctx, same)
  // Of a notice to thousands only those who are asked now.
  const known = await findParties(ctx, matter.id, parties)
  const live = new Set(known.filter(({ removedAt }) => removedAt === null).map(({ party }) => party))
  const fresh = parties.filter((party) => !live.has(party))
  const isHere = groupId === null || (await ctx.tx.existsBy(NoticeGroup, { matterId: matter.id, groupId }))
  const answer = { notice, parties: fresh, outcome: isHere ? 'again' : 'joined', limit: null } as const
  if (isHere && fresh.length === 0) return { ...answer, matter }
  const changed = await changeState(
    ctx,
    { matter, parties: known },
    {
      action: notice.needsReceipt ? 'add_group' : 'announce_group',
      data: { groupId, parties: fresh.length },
      targets: fresh,
      ...(groupId === null ? {} : { remindsIn: groupId }),
      parties: fresh.map((party) => putOn(party, 'responsible')),
      beside: [rowChange(Notice, notice, { postedAt: ctx.now, summarisedAt: matter.state === 'closed' ? null : notice.summarisedAt })],
    },
  )
  if (!isHere) await addNoticeGroup(ctx, matter.id, groupId)
  return { ...answer, matter: changed }
}
