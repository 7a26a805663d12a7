import { Publication } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { Problem } from '../../rules/problems.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { today, type UseCaseContext } from '../context.ts'
import { beginCounters } from './issue-counters.ts'
import { chainOf, type PublicationPlan } from './publication-plan.ts'
import { requirePress } from './require-press.ts'

/** A publication as its plan says, with its counters; the caller has judged who may. */
export const layPublication = async (ctx: UseCaseContext, plan: PublicationPlan): Promise<Publication> => {
  const { lastNumbers, ...columns } = plan
  const row: Publication = { ...columns, reviewChain: chainOf(plan), id: ctx.newId(), closedAt: null }
  try {
    await insertRows(ctx.tx, Publication, [row])
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('conflict', `已有刊物《${plan.name}》`)
    throw error
  }
  await beginCounters(ctx.tx, row, Number(today(ctx).slice(0, 4)), lastNumbers)
  return row
}

/** Adds a publication. `conflict` when there is one of that name. For the information section and the director. */
export const createPublication = async (ctx: UseCaseContext, plan: PublicationPlan): Promise<Publication> => {
  requirePress(ctx)
  const publication = await layPublication(ctx, plan)
  await appendAudit(ctx, { action: 'publications.create', subject: publication.id, detail: { name: publication.name } })
  return publication
}
