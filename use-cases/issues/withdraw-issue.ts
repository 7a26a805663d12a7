import { z } from 'zod'
import { Adoption, Issue, Submission } from '../../entities/index.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { addresseeOf, describePrintedIn, issueTitle } from '../../wording/issues.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { listPartiesOf, type MatterWithParties } from '../matters/find-matter.ts'
import { rowChange, writeBeside } from '../matters/write-beside.ts'
import { itemChanged } from '../statistics/item-changed.ts'
import { getIssue, type FoundIssue } from './find-issue.ts'
import { listItems, type ListedItem } from './list-items.ts'

export const withdrawIssueSchema = z.strictObject({
  number: z.int().positive(),
  reason: z.string().trim().min(1, '撤刊请写明原因').max(200),
})

export interface WithdrawnIssue {
  found: FoundIssue
  /** Numbers of the submissions that went back to the editors. */
  back: number[]
}

/** Whether a submission stands in another issue that is out. */
const isPrintedElsewhere = async (ctx: UseCaseContext, submissionId: string, issueId: string): Promise<boolean> => {
  const rows = await ctx.tx.query<unknown[]>(
    `SELECT 1 AS found FROM issue_items AS t JOIN matters AS m ON m.id = t.issue_id
      WHERE t.submission_id = ? AND t.issue_id <> ? AND m.state = 'closed' LIMIT 1`,
    [submissionId, issueId],
  )
  return rows.length > 0
}

/** It went up with this issue, and by no other way. */
const wentUpWithIt = ({ submission }: ListedItem, { issue, publication }: FoundIssue): boolean =>
  submission.sentUpAt !== null && submission.sentUpAt === issue.publishedAt && submission.sentUpTo === addresseeOf(publication)

/** One submission out of the withdrawn issue; true when it is the editors' again, false when it is out by another way. */
const takeBack = async (
  ctx: UseCaseContext,
  found: FoundIssue,
  listed: ListedItem,
  parties: MatterWithParties['parties'],
): Promise<boolean> => {
  const { matter, submission } = listed
  const wentUp = wentUpWithIt(listed, found)
  const beside = wentUp ? [rowChange(Submission, submission, { sentUpAt: null, sentUpTo: null })] : []
  const isOut = (submission.sentUpAt !== null && !wentUp) || (await isPrintedElsewhere(ctx, matter.id, found.matter.id))
  if (matter.state !== 'closed' || submission.mergedIntoId !== null || isOut) {
    await writeBeside(ctx.tx, beside)
    return false
  }
  const text = describePrintedIn(issueTitle(found.publication.name, found.issue), found.matter.number)
  // Its first limit has long passed: the editors have it anew, until the next working day's close.
  const { calendar } = ctx.office
  const dueAt = calendar.closeOfWork(calendar.addWorkingDays(calendar.dayOf(ctx.now), 1))
  await changeState(ctx, { matter, parties }, { action: 'unpublish', text, set: { dueAt }, beside, follows: true })
  return true
}

/**
 * 撤刊 of a signed or published issue, with a reason: its number is not given again, its submissions go back to the editors unless they
 * are out by another way, and what counted as adopted by it no longer does (docs/rules.md, Issues).
 */
export const withdrawIssue = async (ctx: UseCaseContext, input: z.output<typeof withdrawIssueSchema>): Promise<WithdrawnIssue> => {
  const found = await getIssue(ctx, input.number)
  const { matter, issue } = found
  const items = await listItems(ctx, matter.id)
  const beside = [rowChange(Issue, issue, { withdrawnReason: input.reason })]
  const next = await changeState(ctx, found, { action: 'withdraw', text: input.reason, beside })
  const back: number[] = []
  if (matter.state === 'closed') {
    const revoked = { revokedAt: ctx.now, revokedById: ctx.actor?.id ?? null, activeKey: null }
    await updateRows(ctx.tx, Adoption, revoked, 'issue_id = ? AND revoked_at IS NULL', [matter.id])
    const parties = await listPartiesOf(
      ctx,
      items.map(({ matter: { id } }) => id),
    )
    for (const listed of items) {
      if (await takeBack(ctx, found, listed, parties.get(listed.matter.id) ?? [])) back.push(listed.matter.number)
      await itemChanged(ctx, listed.matter.id)
    }
  }
  return { found: { ...found, matter: next, issue: { ...issue, withdrawnReason: input.reason } }, back }
}
