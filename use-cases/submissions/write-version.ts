import type { Matter, Submission } from '../../entities/index.ts'
import { SubmissionVersion } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { digestText } from '../digest-text.ts'

/** The digest that a signature on this text names. */
export const submissionDigest = ({ title, body }: Pick<Matter, 'title' | 'body'>): string => digestText(title, body)

/** The number of the next text: behind every one there ever was, those taken back included. */
export const nextVersion = async (ctx: UseCaseContext, matterId: string): Promise<number> =>
  ((await ctx.tx.maximum(SubmissionVersion, 'version', { matterId })) ?? 0) + 1

/** Keeps one more text of a submission. Versions are never changed or removed; two editors at once: the later is `stale`. */
export const writeVersion = async (
  ctx: UseCaseContext,
  matter: Pick<Matter, 'id' | 'number'>,
  text: Pick<Matter, 'title' | 'body'> & { version: Submission['version']; reason?: string | undefined },
): Promise<void> => {
  const row: SubmissionVersion = {
    id: ctx.newId(),
    matterId: matter.id,
    version: text.version,
    title: text.title,
    body: text.body,
    digest: submissionDigest(text),
    editorId: actorOf(ctx).id,
    at: ctx.now,
    reason: text.reason?.trim() ? text.reason.trim() : null,
  }
  try {
    await insertRows(ctx.tx, SubmissionVersion, [row])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new Problem('stale', `〔${matter.number}〕刚被他人修改,请重试`)
  }
}
