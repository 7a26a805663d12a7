import { z } from 'zod'
import type { Matter, Submission } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { standingsOf } from '../matters/standing.ts'
import { getSubmission } from './find-submission.ts'

export const returnSubmissionSchema = z.strictObject({
  number: z.int().positive(),
  reason: z.string().trim().min(1, '请写明退稿原因').max(1_000),
})

export interface ReturnedSubmission {
  matter: Matter
  /** To the author, or from the signer back to the editors. */
  to: 'author' | 'editors'
  submission: Submission
}

/** 退稿 with a reason: an editor, or the unit's head while it waits for the head, to the author; the signer back to the editors. */
export const returnSubmission = async (ctx: UseCaseContext, input: z.infer<typeof returnSubmissionSchema>): Promise<ReturnedSubmission> => {
  const found = await getSubmission(ctx, input.number)
  const { all } = standingsOf(ctx, found.matter, found.parties)
  const isSigners = found.matter.state === 'signing' && all.has('signer') && !all.has('editor')
  const byHead = all.has('unit_head') && !all.has('editor')
  const action = isSigners ? 'send_back' : byHead ? 'return_unapproved' : 'return'
  const matter = await changeState(ctx, found, { action, text: input.reason })
  return { matter, to: isSigners ? 'editors' : 'author', submission: found.submission }
}
