import { Bulletin, type Matter } from '../../entities/index.ts'
import { updateRows } from '../../entities/update-rows.ts'
import type { MatterKind } from '../../rules/lifecycles/index.ts'
import type { UseCaseContext } from '../context.ts'
import { withdrawFromCall } from '../calls/withdraw-from-call.ts'
import { itemChanged } from '../statistics/item-changed.ts'

type AfterChange = (ctx: UseCaseContext, before: Matter, after: Matter) => Promise<void>

/** What a kind does besides, whichever verb or undoing changed its state. */
const ofKind: Partial<Record<MatterKind, AfterChange>> = {
  // What was cancelled does not count, and counts again when that is taken back.
  submission: async (ctx, before, after) => {
    if ((before.state === 'cancelled') === (after.state === 'cancelled')) return
    await itemChanged(ctx, after.id)
    if (after.state === 'cancelled') await withdrawFromCall(ctx, after)
  },
  // Its period is free again for another one.
  bulletin: async (ctx, _before, after) => {
    if (after.state === 'cancelled') await updateRows(ctx.tx, Bulletin, { activeKey: null }, 'matter_id = ?', [after.id])
  },
}

/** Called by whoever writes a matter's state, in the same transaction. */
export const afterChange: AfterChange = async (ctx, before, after) => ofKind[after.kind]?.(ctx, before, after)
