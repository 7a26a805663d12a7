import { z } from 'zod'
import { Submission, SubmissionAuthor, type Matter } from '../../entities/index.ts'
import { memberParty } from '../../rules/party.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { rowChange } from '../matters/write-beside.ts'
import { putOn } from '../matters/write-parties.ts'
import { getSubmission } from './find-submission.ts'
import { submissionParties, submitAction } from './open-submission.ts'
import { reportedNow } from './reported-now.ts'
import { categoryOf, submissionDue } from './submission-due.ts'

export const submitSubmissionSchema = z.strictObject({ number: z.int().positive() })

/** A draft or a returned submission goes on its way; it counts as reported from the first time. */
export const submitSubmission = async (ctx: UseCaseContext, input: z.infer<typeof submitSubmissionSchema>): Promise<Matter> => {
  const found = await getSubmission(ctx, input.number)
  const { submission, matter, parties } = found
  const authors = await ctx.tx.findBy(SubmissionAuthor, { matterId: matter.id })
  const wanted = new Set(submissionParties(submission.tone, authors))
  const known = new Set(parties.filter((party) => party.removedAt === null).map(({ party }) => party))
  const draftParty = matter.state === 'draft' ? memberParty(submission.authorId) : null
  const reported = reportedNow(ctx)
  if (submission.reportedAt === null) await ctx.tx.update(SubmissionAuthor, { matterId: matter.id }, { reportedOn: reported.reportedOn })
  return changeState(ctx, found, {
    action: submitAction(ctx, submission),
    set: { dueAt: submissionDue(ctx, categoryOf(ctx, submission.category), submission.tone) },
    parties: [
      ...[...wanted].filter((party) => !known.has(party)).map((party) => putOn(party, 'responsible')),
      ...(draftParty !== null && !wanted.has(draftParty) ? [{ party: draftParty, set: { removedAt: ctx.now } }] : []),
    ],
    beside: submission.reportedAt === null ? [rowChange(Submission, submission, { ...reported, recountAt: ctx.now })] : [],
  })
}
