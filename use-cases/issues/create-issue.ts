import { z } from 'zod'
import { Issue } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { Problem } from '../../rules/problems.ts'
import { describeIncluded, draftTitle, issueBody } from '../../wording/issues.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { openMatter } from '../matters/open-matter.ts'
import { getOpenPublication } from '../publications/find-publication.ts'
import type { FoundIssue } from './find-issue.ts'
import { mostItems, placeItems, wantedItemSchema, writeItems } from './place-items.ts'

/** 编者按 */
export const editorNoteSchema = z.string().trim().min(1).max(4_000).nullable()

export const createIssueSchema = z.strictObject({
  publicationId: z.string().length(26).describe('刊物'),
  supplement: z.boolean().default(false).describe('增刊'),
  editorNote: editorNoteSchema.default(null).describe('编者按'),
  items: z.array(wantedItemSchema).min(1, '请写明信息编号').max(mostItems, `一期最多 ${mostItems} 条`).describe('按刊登顺序'),
})

/** Editors of the office compile issues. */
export const requireEditor = (ctx: UseCaseContext): void => {
  const { directory } = ctx.office
  const isEditor = directory.actsFor(actorOf(ctx).id, ctx.now).some((id) => directory.holdsAtRoot(id, 'editor', today(ctx)))
  if (!isEditor) throw new Problem('forbidden', '只有信息科可以编发刊物')
}

/** 编发: an issue of a publication out of submissions, each in its newest version. It has a number of ours, but none of its series yet. */
export const createIssue = async (ctx: UseCaseContext, input: z.output<typeof createIssueSchema>): Promise<FoundIssue> => {
  requireEditor(ctx)
  const publication = await getOpenPublication(ctx, input.publicationId)
  const placed = await placeItems(ctx, { issueId: '', publication }, input.items, [])
  const actor = actorOf(ctx)
  const opened = await openMatter(ctx, {
    kind: 'issue',
    title: draftTitle(publication.name, input.supplement),
    body: issueBody(input.editorNote, placed.rows),
    urgency: 'normal',
    dueAt: null,
    dueText: null,
    groupId: null,
    unitId: actor.unitId,
    issuerId: actor.id,
    parties: [],
    data: { items: input.items.map(({ number }) => number) },
  })
  const { matter } = opened
  const issue: Issue = {
    matterId: matter.id,
    publicationId: publication.id,
    supplement: input.supplement,
    year: null,
    serial: null,
    total: null,
    signedOn: null,
    editorNote: input.editorNote,
    step: 0,
    publishedAt: null,
    withdrawnReason: null,
  }
  await insertRows(ctx.tx, Issue, [issue])
  await writeItems(
    ctx,
    matter.id,
    placed.rows.map((row) => ({ ...row, issueId: matter.id })),
  )
  // Compared and set one by one: two issues of one publication cannot take the same submission at the same moment.
  for (const found of placed.fresh) {
    await changeState(ctx, found, {
      action: 'include',
      text: describeIncluded(publication.name, matter.number),
      data: { issue: matter.number },
    })
  }
  return { ...opened, issue, publication }
}
