import type { Matter } from '../../entities/index.ts'
import { marksFor } from '../../entities/select-rows.ts'
import { Problem } from '../../rules/problems.ts'
import { describeInSigned } from '../../wording/issues.ts'
import type { UseCaseContext } from '../context.ts'

interface Place {
  id: string
  number: number
  state: Matter['state']
  name: string
  year: number | null
  serial: number | null
  supplement: number | boolean
}

/** The issues that hold a submission and are being signed or have been. */
const listSigned = ({ tx }: UseCaseContext, submissionId: string): Promise<Place[]> =>
  tx.query<Place[]>(
    `SELECT m.id, m.number, m.state, p.name, i.year, i.serial, i.supplement FROM issue_items AS t
      JOIN issues AS i ON i.matter_id = t.issue_id JOIN matters AS m ON m.id = t.issue_id JOIN publications AS p ON p.id = i.publication_id
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
