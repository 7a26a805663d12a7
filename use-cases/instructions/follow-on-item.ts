import { IsNull, Not } from 'typeorm'
import { ItemInstruction, type Matter } from '../../entities/index.ts'
import { findAction } from '../../rules/lifecycles/index.ts'
import type { UseCaseContext } from '../context.ts'
import type { FollowUp, Moved } from '../matters/after-change.ts'
import { getMatter } from '../matters/find-matter.ts'
import { itemChanged } from '../statistics/item-changed.ts'
import { noteSupervision } from '../supervision/note-supervision.ts'

/** What keeps an instruction on a submission from counting twice. */
export const itemKey = ({ submissionId, leader, givenOn }: Pick<ItemInstruction, 'submissionId' | 'leader' | 'givenOn'>): string =>
  [submissionId, leader, givenOn].join('|')

/** A cancelled instruction no longer counts on the submission it was written on. */
const revoke = async (ctx: UseCaseContext, item: ItemInstruction): Promise<FollowUp[]> => {
  await ctx.tx.update(ItemInstruction, { id: item.id }, { revokedAt: ctx.now, activeKey: null })
  await itemChanged(ctx, item.submissionId)
  const matter = await ctx.tx.query<{ number: number }[]>('SELECT number FROM matters WHERE id = ?', [item.submissionId])
  const target = await getMatter({ ...ctx, actor: null }, Number(matter[0]?.number))
  if (!findAction(target.matter.kind, 'revoke_instruction')?.from.includes(target.matter.state)) return []
  return [{ target, change: { action: 'revoke_instruction', text: `${item.leader}:${item.text}`, follows: true } }]
}

/** It counts again when the cancelling is taken back, unless the same was recorded by hand meanwhile. */
const restore = async (ctx: UseCaseContext, item: ItemInstruction): Promise<FollowUp[]> => {
  const activeKey = itemKey(item)
  if (await ctx.tx.existsBy(ItemInstruction, { activeKey })) return []
  await ctx.tx.update(ItemInstruction, { id: item.id }, { revokedAt: null, activeKey })
  await itemChanged(ctx, item.submissionId)
  return []
}

/** What follows from an instruction's change besides: its figures, and the record on the submission it was written on. */
export const followOnItem = async (ctx: UseCaseContext, before: Matter, after: Matter, moved: Moved): Promise<FollowUp[]> => {
  const noted = await noteSupervision(ctx, before, after, moved)
  const isOff = after.state === 'cancelled'
  if ((before.state === 'cancelled') === isOff) return noted
  const item = await ctx.tx.findOneBy(ItemInstruction, { instructionId: after.id, revokedAt: isOff ? IsNull() : Not(IsNull()) })
  if (!item) return noted
  return [...noted, ...(isOff ? await revoke(ctx, item) : await restore(ctx, item))]
}
