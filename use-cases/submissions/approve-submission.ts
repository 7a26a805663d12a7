import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { Problem } from '../../rules/problems.ts'
import { signersOf } from '../matters/office-roles.ts'
import { changeState } from '../matters/change-state.ts'
import { standingsOf } from '../matters/standing.ts'
import { getSubmission } from './find-submission.ts'

export const approveSubmissionSchema = z.strictObject({ number: z.int().positive(), text: z.string().trim().max(1_000).default('') })

/** 同意: the unit's head sends it on to the editors; an editor sends it to the signer. */
export const approveSubmission = async (ctx: UseCaseContext, input: z.infer<typeof approveSubmissionSchema>): Promise<Matter> => {
  const found = await getSubmission(ctx, input.number)
  const { all } = standingsOf(ctx, found.matter, found.parties)
  // Whoever edits sends on what has passed its unit; of anybody else it is the unit's word.
  const action = found.matter.state !== 'submitted' && all.has('editor') ? 'request_signature' : 'approve'
  if (action === 'request_signature' && signersOf(ctx).length === 0)
    throw new Problem('wrong_state', '没有在岗的主任或副主任,请先设置签发人')
  return changeState(ctx, found, { action, text: input.text })
}
