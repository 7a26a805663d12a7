import { Matter, type Submission } from '../../entities/index.ts'
import { findAction } from '../../rules/lifecycles/index.ts'
import { Problem } from '../../rules/problems.ts'
import { describeElsewhere, describeMergedInto, describeProblemDownward } from '../../wording/issues.ts'
import { describeWrongState } from '../../wording/refusals.ts'
import type { UseCaseContext } from '../context.ts'
import type { FoundIssue } from './find-issue.ts'

type Item = { matter: Matter; submission: Submission }

/**
 * Why a submission cannot be used as it stands; null when it can: with the editors or out, not returned, cancelled or merged into another.
 * `what`: the use, as the refusal names it.
 */
export const faultOfItem = async (ctx: UseCaseContext, { matter, submission }: Item, what = '编入刊物'): Promise<string | null> => {
  if (submission.mergedIntoId !== null) {
    const joint = await ctx.tx.findOneByOrFail(Matter, { id: submission.mergedIntoId })
    return describeMergedInto(matter.number, joint.number)
  }
  const rule = findAction('submission', 'publish')
  return rule && !rule.from.includes(matter.state) ? describeWrongState(matter, { ...rule, label: what }) : null
}

/** An issue that holds a submission, as refusals name it. */
export interface Place {
  id: string
  number: number
  state: Matter['state']
  name: string
  year: number | null
  serial: number | null
  supplement: number | boolean
}

/** Reads places; a condition on items `t`, issues `i` and their matters `m` goes behind it. */
export const selectPlaces = `SELECT m.id, m.number, m.state, p.name, i.year, i.serial, i.supplement FROM issue_items AS t
  JOIN issues AS i ON i.matter_id = t.issue_id JOIN matters AS m ON m.id = t.issue_id JOIN publications AS p ON p.id = i.publication_id`

/** Another issue of the same publication, under way or out, that holds the submission. */
const findOther = async (
  ctx: UseCaseContext,
  { matter }: Item,
  publicationId: string,
  exceptId: string | null,
): Promise<Place | undefined> => {
  const rows = await ctx.tx.query<Place[]>(
    `${selectPlaces}
      WHERE t.submission_id = ? AND i.publication_id = ? AND m.state <> 'cancelled' AND t.issue_id <> ? LIMIT 1`,
    [matter.id, publicationId, exceptId ?? ''],
  )
  return rows[0]
}

/**
 * Refuses what may not be put into an issue of that publication: what cannot be printed, what stands in another issue of the same
 * publication, and 报忧 in one that goes downward (docs/rules.md, Issues).
 */
export const checkItem = async (
  ctx: UseCaseContext,
  item: Item,
  publication: FoundIssue['publication'],
  exceptId: string | null,
): Promise<void> => {
  const fault = await faultOfItem(ctx, item)
  if (fault !== null) throw new Problem('wrong_state', fault)
  const { number } = item.matter
  if (item.submission.tone === 'problem' && publication.direction === 'downward')
    throw new Problem('wrong_state', describeProblemDownward(number, publication.name))
  const other = await findOther(ctx, item, publication.id, exceptId)
  if (other) throw new Problem('conflict', describeElsewhere(number, other))
}
