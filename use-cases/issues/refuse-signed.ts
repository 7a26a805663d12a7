import type { Matter } from '../../entities/index.ts'
import { marksFor } from '../../entities/select-rows.ts'
import { Problem } from '../../rules/problems.ts'
import { describeInSigned } from '../../wording/issues.ts'
import type { UseCaseContext } from '../context.ts'
import { selectPlaces, type Place } from './check-item.ts'

/** The issues that hold a submission and are being signed or have been. */
const listSigned = ({ tx }: UseCaseContext, submissionId: string): Promise<Place[]> =>
  tx.query<Place[]>(
    `${selectPlaces}
      WHERE t.submission_id = ? AND m.state IN ('signing', 'signed') ORDER BY m.number`,
    [submissionId],
  )

/**
 * Refuses to take a submission away (cancelled, returned, merged) that stands in a signed issue: what was signed is printed as it is, or
 * the issue is withdrawn (docs/rules.md, Issues). Whoever signs one that holds it at this moment looks at it again.
 */
export const refuseSigned = async (ctx: UseCaseContext, { id, number }: Pick<Matter, 'id' | 'number'>, what: string): Promise<void> => {
  const places = await listSigned(ctx, id)
  if (places.length === 0) return
  const ids = places.map((place) => place.id)
  await ctx.tx.query(`UPDATE matters SET version = version + 1 WHERE state = 'signing' AND id IN (${marksFor(ids)})`, ids)
  const signed = (await listSigned(ctx, id)).find(({ state }) => state === 'signed')
  if (signed) throw new Problem('wrong_state', describeInSigned(number, signed, what))
}
