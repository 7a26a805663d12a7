import { z } from 'zod'
import { Issue, Publication, type Matter } from '../../entities/index.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { Problem } from '../../rules/problems.ts'
import { appendAudit } from '../audit/append-audit.ts'
import type { UseCaseContext } from '../context.ts'
import { getPublication } from './find-publication.ts'
import { faultOfChain, publicationColumnsSchema } from './publication-plan.ts'
import { requirePress } from './require-press.ts'

export const changePublicationSchema = publicationColumnsSchema.extend({ closed: z.boolean() }).partial()

export type ChangePublication = z.output<typeof changePublicationSchema>

const countIssues = async (ctx: UseCaseContext, publicationId: string, states: readonly Matter['state'][]): Promise<number> => {
  const [row] = await ctx.tx.query<{ n: number | string }[]>(
    `SELECT COUNT(*) AS n FROM issues AS i JOIN matters AS m ON m.id = i.matter_id
      WHERE i.publication_id = ? AND m.state IN (${states.map(() => '?').join(', ')})`,
    [publicationId, ...states],
  )
  return Number(row?.n ?? 0)
}

/** What is under way or out was made under the old rules: some columns must wait for it, one may never change. */
const refuseUnderWay = async (ctx: UseCaseContext, before: Publication, after: Publication): Promise<void> => {
  if (after.direction !== before.direction && (await ctx.tx.existsBy(Issue, { publicationId: before.id })))
    throw new Problem('wrong_state', `《${before.name}》已编过刊,不能改上行、下行,请另建刊物`)
  const isNewChain = JSON.stringify(after.reviewChain) !== JSON.stringify(before.reviewChain)
  if (isNewChain && (await countIssues(ctx, before.id, ['signing'])) > 0)
    throw new Problem('wrong_state', `《${before.name}》有一期正在送签,签发或退回后再改审核流程`)
  if (after.closedAt !== null && before.closedAt === null && (await countIssues(ctx, before.id, ['open', 'signing', 'signed'])) > 0)
    throw new Problem('wrong_state', `《${before.name}》还有没印发的期,印发或撤销后再停刊`)
}

/** Changes a publication, closes it or opens it again. For the information section and the director. */
export const changePublication = async (ctx: UseCaseContext, id: string, { closed, ...set }: ChangePublication): Promise<Publication> => {
  requirePress(ctx)
  const before = await getPublication(ctx, id)
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined)) as Partial<Publication>
  const closedAt = closed === undefined ? before.closedAt : closed ? (before.closedAt ?? ctx.now) : null
  const after: Publication = { ...before, ...given, closedAt }
  const fault = faultOfChain(after)
  if (fault !== null) throw new Problem('bad_request', fault)
  await refuseUnderWay(ctx, before, after)
  const { id: _id, ...columns } = after
  try {
    await ctx.tx.update(Publication, { id }, columns)
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('conflict', `已有刊物《${after.name}》`)
    throw error
  }
  await appendAudit(ctx, { action: 'publications.change', subject: id, detail: { ...set, ...(closed === undefined ? {} : { closed }) } })
  return after
}
