import { z } from 'zod'
import { Submission, type Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { rowChange } from '../matters/write-beside.ts'
import { getSubmission, type FoundSubmission } from './find-submission.ts'
import { submissionWordsSchema } from './open-submission.ts'
import { tellNext } from './tell-next.ts'
import { nextVersion, writeVersion } from './write-version.ts'

export const editSubmissionSchema = submissionWordsSchema.partial().extend({
  number: z.int().positive(),
  reason: z.string().trim().max(200).optional(),
  /** The version that was read; another one since then is refused, so that nobody overwrites unseen words. */
  version: z.int().positive().optional(),
})

/** Writes a new version and the matter's words with it, as the given action. */
export const rewrite = async (
  ctx: UseCaseContext,
  found: FoundSubmission,
  change: { action: string; title: string; body: string; reason?: string | undefined; text?: string },
): Promise<{ matter: Matter; version: number }> => {
  const { matter, submission } = found
  const { action, title, body, reason } = change
  const version = await nextVersion(ctx, matter.id)
  const next = await changeState(ctx, found, {
    action,
    text: change.text ?? reason ?? '',
    data: { version },
    set: { title, body },
    beside: [rowChange(Submission, submission, { version })],
  })
  await writeVersion(ctx, matter, { title, body, version, reason })
  // Whoever is about to say a word on it has read the text before.
  const waits = next.state === 'submitted' || next.state === 'signing'
  if (waits) await tellNext(ctx, { matter: next, submission: { ...submission, version } }, { isChanged: true })
  return { matter: next, version }
}

/** 改稿 by an editor or the signer, or by the author of a draft or returned text; every version is kept. What was signed loses its signature. */
export const editSubmission = async (
  ctx: UseCaseContext,
  input: z.infer<typeof editSubmissionSchema>,
): Promise<{ matter: Matter; version: number }> => {
  const found = await getSubmission(ctx, input.number)
  const { matter, submission } = found
  if (input.version !== undefined && input.version !== submission.version)
    throw new Problem('conflict', `〔${matter.number}〕已有新版本(第 ${submission.version} 版),请先查看再改`)
  const [title, body] = [input.title ?? matter.title, input.body ?? matter.body]
  if (title === matter.title && body === matter.body) throw new Problem('bad_request', '内容没有变化')
  const action = matter.state === 'signed' ? 'edit_signed' : matter.state === 'draft' || matter.state === 'returned' ? 'rewrite' : 'edit'
  return rewrite(ctx, found, { action, title, body, reason: input.reason })
}
