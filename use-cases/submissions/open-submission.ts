import { z } from 'zod'
import { Submission } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { memberParty, unitParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { editorsOf, headsOf } from '../matters/office-roles.ts'
import { openMatter } from '../matters/open-matter.ts'
import { checkSubmission, type SubmissionCheck } from './check-submission.ts'
import type { FoundSubmission } from './find-submission.ts'
import { reportedNow } from './reported-now.ts'
import { categoryOf, submissionDue } from './submission-due.ts'
import { writeAuthors } from './write-authors.ts'
import { writeVersion } from './write-version.ts'

const title = z.string().trim().min(1, '请写明标题').max(60, '标题不超过 60 字')
const body = z.string().trim().min(1, '请写正文').max(20_000, '正文不超过 20000 字')

export const submissionWordsSchema = z.strictObject({ title, body })

export const openSubmissionSchema = submissionWordsSchema.extend({
  category: z.string().max(32).default('news'),
  tone: z.enum(['positive', 'problem']).default('positive'),
  /** Others who wrote it with the author. */
  coAuthorIds: z.array(z.string().length(26)).max(10).default([]),
  /** Kept as the author's own until it is submitted. */
  draft: z.boolean().default(false),
  groupId: z.string().length(26).nullable().default(null),
  callId: z.string().length(26).nullable().default(null),
})

export type OpenSubmissionInput = z.input<typeof openSubmissionSchema>

export interface OpenedSubmission extends FoundSubmission {
  check: SubmissionCheck
}

/** How a submission goes on its way: 报忧 to the signer; past the unit's head where there is none or the author is one. */
export const submitAction = (
  ctx: UseCaseContext,
  { tone, unitId }: Pick<Submission, 'tone' | 'unitId'>,
): 'submit' | 'submit_past_head' | 'report_problem' => {
  // A report must not wait for nobody.
  if (editorsOf(ctx).length === 0) throw new Problem('wrong_state', '办公室还没有信息科人员和签发人,请联系系统管理员设置')
  if (tone === 'problem') return 'report_problem'
  const heads = headsOf(ctx, unitId)
  return heads.length === 0 || heads.some(({ id }) => id === ctx.actor?.id) ? 'submit_past_head' : 'submit'
}

const authorsOf = (ctx: UseCaseContext, coAuthorIds: readonly string[]): { memberId: string; unitId: string }[] => {
  const { directory } = ctx.office
  const ids = [...new Set([actorOf(ctx).id, ...coAuthorIds])]
  return ids.map((memberId) => {
    const member = directory.findMember(memberId)
    if (!member || !directory.isActive(member, today(ctx))) throw new Problem('bad_request', '合作作者不在通讯录中')
    return { memberId, unitId: member.unitId }
  })
}

/** Who has it as theirs: the authors' units; of 报忧 the authors alone (docs/rules.md, Submissions). */
const partiesOf = (tone: Submission['tone'], authors: readonly { memberId: string; unitId: string }[]): string[] =>
  tone === 'problem' ? authors.map(({ memberId }) => memberParty(memberId)) : authors.map(({ unitId }) => unitParty(unitId))

/** 信息 or 报忧: a new submission, on its way to the unit's head, the editors or the signer; as a draft with nobody yet. */
export const openSubmission = async (ctx: UseCaseContext, raw: OpenSubmissionInput): Promise<OpenedSubmission> => {
  const input = openSubmissionSchema.parse(raw)
  const actor = actorOf(ctx)
  const category = categoryOf(ctx, input.category)
  const authors = authorsOf(ctx, input.coAuthorIds)
  const check = await checkSubmission(ctx, input)
  const parties = input.draft ? [memberParty(actor.id)] : [...new Set(partiesOf(input.tone, authors))]
  const opened = await openMatter(ctx, {
    kind: 'submission',
    opening: input.draft ? 'draft' : submitAction(ctx, { tone: input.tone, unitId: actor.unitId }),
    title: input.title,
    body: input.body,
    urgency: input.tone === 'problem' ? 'urgent' : 'normal',
    dueAt: input.draft ? null : submissionDue(ctx, category, input.tone),
    dueText: null,
    // 报忧 is private wherever it was written.
    groupId: input.tone === 'problem' || input.draft ? null : input.groupId,
    unitId: actor.unitId,
    issuerId: actor.id,
    parties: parties.map((party) => ({ party, role: 'responsible' })),
  })
  const submission: Submission = {
    matterId: opened.matter.id,
    category: category.code,
    tone: input.tone,
    authorId: actor.id,
    unitId: actor.unitId,
    callId: input.callId,
    version: 1,
    reportedAt: null,
    reportedOn: null,
    reportMonth: null,
    mergedIntoId: null,
    sentUpAt: null,
    sentUpTo: null,
    fingerprint: check.fingerprint,
    recountAt: input.draft ? null : ctx.now,
    counted: null,
    ...(input.draft ? {} : reportedNow(ctx)),
  }
  await insertRows(ctx.tx, Submission, [submission])
  await writeAuthors(ctx, opened.matter.id, authors, submission.reportedOn)
  await writeVersion(ctx, opened.matter, { title: input.title, body: input.body, version: 1 })
  return { ...opened, submission, check }
}

export { partiesOf as submissionParties }
