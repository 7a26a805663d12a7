import { Matter, Submission } from '../../entities/index.ts'
import { unitParty } from '../../rules/party.ts'
import type { UseCaseContext } from '../context.ts'
import type { FollowUp } from '../matters/after-change.ts'
import { findLastEvent } from '../matters/find-last-event.ts'
import { listPartiesOf } from '../matters/find-matter.ts'

/** Somebody, or the clock, said that it is enough: it is not asked for again. */
const wasEnded = async (ctx: UseCaseContext, { id, state }: Matter): Promise<boolean> =>
  state === 'closed' && (await findLastEvent(ctx, id, 'finish')) !== null

/** A submission that answered a call was cancelled: unless the unit sent another, it owes again, as long as the call was not ended. */
export const owedAgain = async (ctx: UseCaseContext, cancelled: Pick<Matter, 'id' | 'number'>): Promise<FollowUp[]> => {
  const submission = await ctx.tx.findOneBy(Submission, { matterId: cancelled.id })
  if (!submission || submission.callId === null) return []
  const { callId, unitId } = submission
  const call = await ctx.tx.findOneBy(Matter, { id: callId })
  if (!call || call.state === 'cancelled' || (await wasEnded(ctx, call))) return []
  const [other] = await ctx.tx.query<unknown[]>(
    `SELECT 1 FROM submissions AS s INNER JOIN matters AS m ON m.id = s.matter_id
      WHERE s.call_id = ? AND s.unit_id = ? AND m.state <> 'cancelled' LIMIT 1`,
    [callId, unitId],
  )
  if (other !== undefined) return []
  const parties = (await listPartiesOf(ctx, [callId])).get(callId) ?? []
  const party = unitParty(unitId)
  if (!parties.some((each) => each.party === party)) return []
  return [
    {
      target: { matter: call, parties },
      change: { action: 'undeliver', targets: [party], text: `〔${cancelled.number}〕已撤销`, follows: true },
    },
  ]
}
