import { z } from 'zod'
import { IssueItem } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { getSubmission, type FoundSubmission } from '../submissions/find-submission.ts'
import { checkItem } from './check-item.ts'
import type { FoundIssue } from './find-issue.ts'
import type { ListedItem } from './list-items.ts'

/** The most items that one issue holds. */
export const mostItems = 60

export const wantedItemSchema = z.strictObject({
  number: z.int().positive().describe('信息编号'),
  heading: z.string().trim().min(1).max(80).optional().describe('刊登标题;不写用信息的标题'),
  form: z.string().trim().min(1).max(20).nullable().optional().describe('刊登形式:single 单篇、brief 简讯、combined 综合……'),
  newest: z.boolean().optional().describe('换用信息的最新版本'),
})

export type WantedItem = z.output<typeof wantedItemSchema>

const refuseTwice = (wanted: readonly WantedItem[]): void => {
  const numbers = wanted.map(({ number }) => number)
  const twice = numbers.find((number, index) => numbers.indexOf(number) !== index)
  if (twice !== undefined) throw new Problem('bad_request', `〔${twice}〕写了两次`)
}

/** What a place keeps unless the wish says otherwise: version and heading, and a heading of one's own when the version is changed. */
const rowOf = (
  ctx: UseCaseContext,
  issueId: string,
  position: number,
  wish: WantedItem,
  found: FoundSubmission,
  old?: ListedItem,
): IssueItem => {
  const { matter, submission } = found
  const isNewest = old === undefined || wish.newest === true
  const kept = old !== undefined && !(isNewest && old.item.heading === old.printed.title) ? old.item.heading : matter.title
  return {
    id: ctx.newId(),
    issueId,
    submissionId: matter.id,
    version: isNewest ? submission.version : old.item.version,
    position,
    heading: wish.heading ?? kept,
    form: wish.form === undefined ? (old?.item.form ?? null) : wish.form,
  }
}

export interface Placed {
  rows: IssueItem[]
  /** Submissions that were not in the issue before. */
  fresh: FoundSubmission[]
}

/** The rows of an issue's items in the order wished, each checked; nothing is written. */
export const placeItems = async (
  ctx: UseCaseContext,
  { issueId, publication }: { issueId: string; publication: FoundIssue['publication'] },
  wanted: readonly WantedItem[],
  before: readonly ListedItem[],
): Promise<Placed> => {
  refuseTwice(wanted)
  const placed: Placed = { rows: [], fresh: [] }
  for (const [index, wish] of wanted.entries()) {
    const found = await getSubmission(ctx, wish.number)
    const old = before.find(({ item }) => item.submissionId === found.matter.id)
    if (!old) {
      await checkItem(ctx, found, publication, issueId)
      placed.fresh.push(found)
    }
    placed.rows.push(rowOf(ctx, issueId, index + 1, wish, found, old))
  }
  return placed
}

/** Writes the items of an issue in place of those before. */
export const writeItems = async (ctx: UseCaseContext, issueId: string, rows: readonly IssueItem[]): Promise<void> => {
  await ctx.tx.delete(IssueItem, { issueId })
  await insertRows(ctx.tx, IssueItem, rows)
}
