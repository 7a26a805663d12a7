import { Bulletin, Submission, type Matter } from '../../entities/index.ts'
import { updateRows } from '../../entities/update-rows.ts'
import type { MatterKind } from '../../rules/lifecycles/index.ts'
import { owedAgain } from '../calls/owed-again.ts'
import type { UseCaseContext } from '../context.ts'
import { refuseSigned } from '../issues/refuse-signed.ts'
import { itemChanged } from '../statistics/item-changed.ts'
import { followOnItem } from '../instructions/follow-on-item.ts'
import { noteSupervision } from '../supervision/note-supervision.ts'
import { tellCancelled } from '../urgent/tell-cancelled.ts'
import type { Change } from './change-state.ts'
import type { MatterWithParties } from './find-matter.ts'

/** A change of another matter that follows from one. */
export interface FollowUp {
  target: MatterWithParties
  change: Change
}

/** What moved besides the matter's own row. */
export interface Moved {
  parties: boolean
}

type AfterChange = (ctx: UseCaseContext, before: Matter, after: Matter, moved: Moved) => Promise<FollowUp[]>

/** What a kind does besides, whichever verb or undoing changed its state. */
const ofKind: Partial<Record<MatterKind, AfterChange>> = {
  task: noteSupervision,
  instruction: followOnItem,
  urgent: tellCancelled,
  // What was cancelled does not count, and counts again when that is taken back.
  submission: async (ctx, before, after) => {
    if (before.state !== after.state && after.state === 'returned') await refuseSigned(ctx, after, '退稿')
    if (before.state !== after.state && after.state === 'cancelled') await refuseSigned(ctx, after, '撤销')
    if ((before.state === 'cancelled') === (after.state === 'cancelled')) return []
    await itemChanged(ctx, after.id)
    return after.state === 'cancelled' ? owedAgain(ctx, after) : []
  },
  // What came after the old limit may not be late by the new one.
  call: async (ctx, before, after) => {
    if (before.dueAt !== after.dueAt) await updateRows(ctx.tx, Submission, { recountAt: ctx.now }, 'call_id = ?', [after.id])
    return []
  },
  // Its period is free again for another one.
  bulletin: async (ctx, _before, after) => {
    if (after.state === 'cancelled') await updateRows(ctx.tx, Bulletin, { activeKey: null }, 'matter_id = ?', [after.id])
    return []
  },
}

/** Asked by whoever writes a matter's state, in the same transaction; what it returns is changed next. */
export const afterChange: AfterChange = async (ctx, before, after, moved) => (await ofKind[after.kind]?.(ctx, before, after, moved)) ?? []
