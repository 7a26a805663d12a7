import { z } from 'zod'
import { In } from 'typeorm'
import { Submission, SubmissionAuthor } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { Problem } from '../../rules/problems.ts'
import { unitParty } from '../../rules/party.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { refuseSigned } from '../issues/refuse-signed.ts'
import { openMatter } from '../matters/open-matter.ts'
import { rowChange } from '../matters/write-beside.ts'
import { getSubmission, type FoundSubmission } from './find-submission.ts'
import { reportedNow } from './reported-now.ts'
import { categoryOf, submissionDue } from './submission-due.ts'
import { writeAuthors } from './write-authors.ts'
import { writeVersion } from './write-version.ts'

export const mergeSubmissionsSchema = z.strictObject({
  numbers: z.array(z.int().positive()).min(2, '请写明至少两个编号').max(20, '一次最多合并 20 条'),
  title: z.string().trim().min(1, '请写明合并后的标题').max(60, '标题不超过 60 字'),
  /** Absent: the texts one behind the other, each with its unit. */
  body: z.string().trim().min(1).max(20_000).optional(),
})

const joined = (ctx: UseCaseContext, parts: readonly FoundSubmission[]): string =>
  parts.map(({ matter, submission }) => `${matter.body}(${ctx.office.directory.findUnit(submission.unitId)?.name ?? ''})`).join('\n')

const authorsOf = async (ctx: UseCaseContext, ids: readonly string[]): Promise<{ memberId: string; unitId: string }[]> => {
  const rows = await ctx.tx.find(SubmissionAuthor, { where: { matterId: In([...ids]) }, order: { matterId: 'ASC', position: 'ASC' } })
  return [...new Map(rows.map(({ memberId, unitId }) => [memberId, { memberId, unitId }])).values()]
}

/**
 * Several into one: a joint report by all their authors, with the editor who made it; the parts are closed and lead to it. What waits for
 * its unit's head, or stands in a signed issue, is not the editors' to merge.
 */
export const mergeSubmissions = async (ctx: UseCaseContext, input: z.infer<typeof mergeSubmissionsSchema>): Promise<FoundSubmission> => {
  const numbers = new Set(input.numbers)
  if (numbers.size < 2) throw new Problem('bad_request', '请写明至少两个编号')
  const parts: FoundSubmission[] = []
  for (const number of numbers) parts.push(await getSubmission(ctx, number))
  const [first] = parts
  if (!first) throw new Error('at least two were asked for')
  if (parts.some(({ submission }) => submission.tone === 'problem')) throw new Problem('bad_request', '报忧信息单独办理,不能合并')
  const body = input.body ?? joined(ctx, parts)
  if (body.length > 20_000) throw new Problem('bad_request', '合并后超过 20000 字,请分成几条')
  const category = categoryOf(ctx, first.submission.category)
  const authors = await authorsOf(
    ctx,
    parts.map(({ matter }) => matter.id),
  )
  const units = [...new Set(authors.map(({ unitId }) => unitId))]
  const opened = await openMatter(ctx, {
    kind: 'submission',
    opening: 'merge',
    title: input.title,
    body,
    urgency: 'normal',
    dueAt: submissionDue(ctx, category, 'positive'),
    dueText: null,
    groupId: null,
    unitId: actorOf(ctx).unitId,
    issuerId: actorOf(ctx).id,
    parties: units.map((unitId) => ({ party: unitParty(unitId), role: 'responsible' })),
    data: { parts: parts.map(({ matter }) => matter.number) },
  })
  const { unitId, authorId } = first.submission
  const submission: Submission = {
    ...first.submission,
    ...reportedNow(ctx),
    // Its parts are what was reported.
    reportMonth: null,
    matterId: opened.matter.id,
    unitId,
    authorId,
    callId: null,
    version: 1,
    fingerprint: null,
    recountAt: ctx.now,
    counted: null,
  }
  await insertRows(ctx.tx, Submission, [submission])
  await writeAuthors(ctx, opened.matter.id, authors, null)
  await writeVersion(ctx, opened.matter, { title: input.title, body, version: 1 })
  for (const part of parts) {
    await refuseSigned(ctx, part.matter, '合并')
    await changeState(ctx, part, {
      action: 'merge',
      text: `并入〔${opened.matter.number}〕`,
      data: { into: opened.matter.number },
      beside: [rowChange(Submission, part.submission, { mergedIntoId: opened.matter.id })],
    })
  }
  return { ...opened, submission }
}
