import { z } from 'zod'
import { Notice, type Matter } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { standingsOf } from '../matters/standing.ts'
import { rowChange } from '../matters/write-beside.ts'
import { countNotice, keepReceipts, type NoticeCount } from './count-receipts.ts'
import { findNotice } from './find-notice.ts'
import { summariseInGroups, tellOrganiser } from './tell-groups.ts'

export const endNoticeSchema = z.strictObject({ number: z.int().positive(), text: z.string().trim().max(1_000).default('') })

export interface EndedNotice {
  matter: Matter
  count: NoticeCount
  groupIds: string[]
}

/**
 * Ends the signing before the clock does: nobody owes any more, who did not sign stays known as missing. Each group that had no summary
 * gets it, but for `hereId`, where the answer is it; the organiser gets the names.
 */
export const endNotice = async (
  ctx: UseCaseContext,
  input: z.infer<typeof endNoticeSchema>,
  hereId: string | null,
): Promise<EndedNotice> => {
  const { matter, notice, groups } = await findNotice(ctx, input.number)
  const count = await countNotice(ctx, matter.id)
  const ended = await changeState(
    ctx,
    { matter, parties: [] },
    {
      action: 'end',
      text: input.text,
      data: { asked: count.asked, signed: count.signed },
      beside: [rowChange(Notice, notice, { summarisedAt: notice.summarisedAt ?? ctx.now })],
      onBehalfOfId: standingsOf(ctx, matter, []).issuerOnBehalfOfId,
    },
  )
  await keepReceipts(ctx, matter.id)
  const groupIds = groups.map(({ groupId }) => groupId)
  const elsewhere = { matter: ended, count, groupIds, reason: 'end' } as const
  await summariseInGroups(ctx, { ...elsewhere, exceptId: hereId })
  if (count.signed < count.asked) await tellOrganiser(ctx, elsewhere, `end:${ended.version}`)
  return { matter: ended, count, groupIds }
}
