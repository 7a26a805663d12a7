import { z } from 'zod'
import { Submission, type Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { rowChange } from '../matters/write-beside.ts'
import { maySendUp } from '../signatures/is-signed.ts'
import { getSubmission } from './find-submission.ts'
import { submissionDigest } from './write-version.ts'

export const sendUpSubmissionSchema = z.strictObject({
  number: z.int().positive(),
  /** Whom it goes to. */
  to: z.string().trim().min(1, '请写明报送对象').max(80),
})

/** 上报: only the very text that was signed goes up, by itself or as part of an upward issue (docs/rules.md, Signing). */
export const sendUpSubmission = async (ctx: UseCaseContext, input: z.infer<typeof sendUpSubmissionSchema>): Promise<Matter> => {
  const found = await getSubmission(ctx, input.number)
  const { matter, submission } = found
  const digest = submissionDigest(matter)
  if (!(await maySendUp(ctx, submission, matter)))
    throw new Problem('wrong_state', `〔${matter.number}〕还没有签发,不能上报。请签发人 #签发 ${matter.number}`)
  return changeState(ctx, found, {
    action: 'send_up',
    text: input.to,
    data: { version: submission.version, digest },
    beside: [rowChange(Submission, submission, { sentUpAt: ctx.now, sentUpTo: input.to })],
  })
}
