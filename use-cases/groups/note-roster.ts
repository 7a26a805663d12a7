import { In } from 'typeorm'
import { GroupMember } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import type { UseCaseContext } from '../context.ts'

/** A member who sits in a group, under the nickname the group shows. */
export interface Seat {
  memberId: string
  nickname: string
}

const longestNickname = 80

/**
 * Keeps who sits in a group as the network's own list has it: newcomers, new nicknames, those who left. An empty list says nothing
 * (the network could not tell) and changes nothing.
 */
export const noteRoster = async (ctx: UseCaseContext, groupId: string, roster: readonly Seat[]): Promise<void> => {
  if (roster.length === 0) return
  const seats = new Map(roster.map(({ memberId, nickname }) => [memberId, nickname.trim().slice(0, longestNickname)]))
  const known = await ctx.tx.findBy(GroupMember, { groupId })
  let renamed = 0
  for (const row of known) {
    const nickname = seats.get(row.memberId)
    if (nickname === undefined) continue
    seats.delete(row.memberId)
    if (row.leftAt !== null || (nickname !== '' && row.nickname !== nickname)) {
      await ctx.tx.update(GroupMember, { id: row.id }, { nickname: nickname || row.nickname, leftAt: null })
      renamed += 1
    }
  }
  const present = new Set(roster.map(({ memberId }) => memberId))
  const gone = known.filter((row) => row.leftAt === null && !present.has(row.memberId))
  if (gone.length > 0) await ctx.tx.update(GroupMember, { id: In(gone.map((row) => row.id)) }, { leftAt: ctx.now })
  const fresh = [...seats].map(([memberId, nickname]): GroupMember => ({ id: ctx.newId(), groupId, memberId, nickname, leftAt: null }))
  await insertRows(ctx.tx, GroupMember, fresh)
  if (renamed + gone.length + fresh.length > 0) await ctx.office.seating.noteChange(ctx.tx)
}
