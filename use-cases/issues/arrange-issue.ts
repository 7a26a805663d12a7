import { z } from 'zod'
import { Issue, Matter } from '../../entities/index.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { Problem } from '../../rules/problems.ts'
import { describeIncluded, draftTitle, issueBody } from '../../wording/issues.ts'
import type { UseCaseContext } from '../context.ts'
import { appendEvents } from '../matters/append-event.ts'
import { changeState } from '../matters/change-state.ts'
import { rowChange } from '../matters/write-beside.ts'
import type { FoundSubmission } from '../submissions/find-submission.ts'
import { editorNoteSchema } from './create-issue.ts'
import { getIssue, type FoundIssue } from './find-issue.ts'
import { listItems, type ListedItem } from './list-items.ts'
import { mostItems, placeItems, wantedItemSchema, writeItems, type WantedItem } from './place-items.ts'

export const arrangeIssueSchema = z.strictObject({
  number: z.int().positive(),
  /** The version that was read; another one since then is refused, so that nobody overwrites an order they have not seen. */
  version: z.int().positive().optional().describe('读到的版本;之后有人改过则拒绝'),
  supplement: z.boolean().optional().describe('增刊'),
  editorNote: editorNoteSchema.optional().describe('编者按;null 去掉'),
  items: z
    .array(wantedItemSchema)
    .min(1, '至少留一条')
    .max(mostItems, `一期最多 ${mostItems} 条`)
    .optional()
    .describe('全部条目,按刊登顺序'),
})

/** A submission was put in later: it is touched, so that no other issue of the publication takes it at the same moment. */
const noteIncluded = async (
  ctx: UseCaseContext,
  { matter }: FoundSubmission,
  { publication, matter: issue }: FoundIssue,
): Promise<void> => {
  const changed = await updateRows(ctx.tx, Matter, { version: matter.version + 1 }, 'id = ? AND version = ?', [matter.id, matter.version])
  if (changed !== 1) throw new Problem('stale', `〔${matter.number}〕刚被他人更新,请重试`)
  await appendEvents(ctx, [{ matterId: matter.id, action: 'include', text: describeIncluded(publication.name, issue.number) }])
}

const asWished = ({ item, matter }: ListedItem): WantedItem => ({ number: matter.number, heading: item.heading, form: item.form })

/**
 * 编排: order, headings, forms, 编者按 of an issue that is still being compiled. What is in it keeps its version unless the newest is
 * asked for; what is new comes in its newest.
 */
export const arrangeIssue = async (ctx: UseCaseContext, input: z.output<typeof arrangeIssueSchema>): Promise<FoundIssue> => {
  const found = await getIssue(ctx, input.number)
  const { matter, issue, publication } = found
  if (input.version !== undefined && input.version !== matter.version)
    throw new Problem('conflict', `〔${matter.number}〕刚被他人改过,请重新查看后再编排`)
  const before = await listItems(ctx, matter.id)
  const { rows, fresh } = await placeItems(ctx, { issueId: matter.id, publication }, input.items ?? before.map(asWished), before)
  const editorNote = input.editorNote === undefined ? issue.editorNote : input.editorNote
  const supplement = input.supplement ?? issue.supplement
  const next = await changeState(ctx, found, {
    action: 'arrange',
    set: { title: draftTitle(publication.name, supplement), body: issueBody(editorNote, rows) },
    data: { items: (input.items ?? []).map(({ number }) => number) },
    beside: [rowChange(Issue, issue, { editorNote, supplement })],
  })
  await writeItems(ctx, matter.id, rows)
  for (const submission of fresh) await noteIncluded(ctx, submission, found)
  return { ...found, matter: next, issue: { ...issue, editorNote, supplement } }
}

export const changeItemsSchema = z.strictObject({
  number: z.int().positive(),
  numbers: z.array(z.int().positive()).min(1, '请写明信息编号').max(mostItems),
})

type ChangeItems = z.output<typeof changeItemsSchema>

const rearrange = async (
  ctx: UseCaseContext,
  number: number,
  change: (items: readonly WantedItem[]) => WantedItem[],
): Promise<FoundIssue> => {
  const { matter } = await getIssue(ctx, number)
  const items = change((await listItems(ctx, matter.id)).map(({ item, matter: { number: own } }) => ({ number: own, form: item.form })))
  if (items.length === 0) throw new Problem('bad_request', `一期至少留一条;不编了请 #撤销 ${number} 原因`)
  if (items.length > mostItems) throw new Problem('bad_request', `一期最多 ${mostItems} 条`)
  return arrangeIssue(ctx, { number, items, version: matter.version })
}

/** 编入: further submissions behind those that are in it. */
export const addItems = (ctx: UseCaseContext, { number, numbers }: ChangeItems): Promise<FoundIssue> =>
  rearrange(ctx, number, (items) => {
    const twice = numbers.find((each) => items.some((item) => item.number === each))
    if (twice !== undefined) throw new Problem('conflict', `〔${twice}〕已在〔${number}〕中`)
    return [...items, ...numbers.map((each) => ({ number: each }))]
  })

const requireInside = (items: readonly WantedItem[], { number, numbers }: ChangeItems): void => {
  const missing = numbers.find((each) => !items.some((item) => item.number === each))
  if (missing !== undefined) throw new Problem('not_found', `〔${missing}〕不在〔${number}〕中`)
}

/** 撤下: takes submissions out of it. */
export const removeItems = (ctx: UseCaseContext, input: ChangeItems): Promise<FoundIssue> =>
  rearrange(ctx, input.number, (items) => {
    requireInside(items, input)
    return items.filter((item) => !input.numbers.includes(item.number))
  })

/** 换新稿: the newest version of the submissions named. */
export const takeNewest = (ctx: UseCaseContext, input: ChangeItems): Promise<FoundIssue> =>
  rearrange(ctx, input.number, (items) => {
    requireInside(items, input)
    return items.map((item) => (input.numbers.includes(item.number) ? { ...item, newest: true } : item))
  })
