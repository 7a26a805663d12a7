import { z } from 'zod'
import { Matter } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { listPartiesOf } from '../matters/find-matter.ts'
import { getSubmission } from './find-submission.ts'

export const shelveSubmissionSchema = z.strictObject({ number: z.int().positive(), text: z.string().trim().max(1_000).default('') })

/** 留存: not used for now; whoever adopts it later can, and an issue may still print it. */
export const shelveSubmission = async (ctx: UseCaseContext, input: z.output<typeof shelveSubmissionSchema>): Promise<Matter> =>
  changeState(ctx, await getSubmission(ctx, input.number), { action: 'shelve', text: input.text })

/** How many one transaction puts aside. */
export const shelveBatch = 100

/**
 * Puts aside what the editors have had for the configured working days without using it, so that their list shows what is current.
 * 报忧 is followed to its end, and what stands in an issue under way stays. Returns how many; fewer than the batch means nothing is left.
 */
export const shelveOld = async (ctx: UseCaseContext, batch = shelveBatch): Promise<number> => {
  const { calendar, settings } = ctx.office
  const days = settings.submissions.shelveAfterWorkingDays
  if (days === 0) return 0
  const before = calendar.at(calendar.addWorkingDays(calendar.dayOf(ctx.now), -days), '00:00')
  const rows = await ctx.tx.query<{ id: string }[]>(
    `SELECT m.id FROM matters AS m INNER JOIN submissions AS s ON s.matter_id = m.id
      WHERE m.kind = 'submission' AND m.state = 'open' AND m.created_at < ? AND s.reported_at < ? AND s.tone = 'positive'
        AND NOT EXISTS (SELECT 1 FROM issue_items AS i INNER JOIN matters AS x ON x.id = i.issue_id
          WHERE i.submission_id = m.id AND x.state IN ('open', 'signing', 'signed'))
      ORDER BY m.id LIMIT ${batch}`,
    [before, before],
  )
  const parties = await listPartiesOf(
    ctx,
    rows.map(({ id }) => id),
  )
  for (const { id } of rows) {
    const matter = await ctx.tx.findOneByOrFail(Matter, { id })
    await changeState(ctx, { matter, parties: parties.get(id) ?? [] }, { action: 'shelve', data: { afterWorkingDays: days } })
  }
  return rows.length
}
