import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { listOpenTodos } from '../matters/todos.ts'
import { writeSignature, type SignedAs } from '../signatures/write-signature.ts'
import { getSubmission } from './find-submission.ts'
import { submissionDigest } from './write-version.ts'

export const signSubmissionSchema = z.strictObject({
  number: z.int().positive(),
  text: z.string().trim().max(1_000).default(''),
  /** The version that was read; a signature on another one is refused. */
  version: z.int().positive().optional().describe('读到的版本;内容已变则拒绝'),
})

/** 签发: the signer's word on exactly this text (docs/rules.md, Signing). */
export const signSubmission = async (
  ctx: UseCaseContext,
  input: z.infer<typeof signSubmissionSchema>,
): Promise<{ matter: Matter } & SignedAs> => {
  const found = await getSubmission(ctx, input.number)
  const { matter, submission } = found
  if (input.version !== undefined && input.version !== submission.version)
    throw new Problem('conflict', `〔${matter.number}〕已有新版本(第 ${submission.version} 版),请先查看再签发`)
  // Whoever has taken it goes on with it; otherwise the editors do.
  const isTaken = matter.state !== 'open' || (await listOpenTodos(ctx, matter.id)).some(({ duty }) => duty === 'handle')
  const next = await changeState(ctx, found, {
    action: isTaken ? 'sign' : 'sign_at_once',
    text: input.text,
    data: { version: submission.version },
  })
  const signed = await writeSignature(ctx, { matterId: matter.id, version: submission.version, digest: submissionDigest(matter) })
  return { matter: next, ...signed }
}
