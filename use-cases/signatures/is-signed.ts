import { In } from 'typeorm'
import { Issue, IssueItem, Matter, Publication, Signature, type Submission } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { issueDigest, listItems } from '../issues/list-items.ts'
import { submissionDigest } from '../submissions/write-version.ts'

/** Whether somebody signed exactly this. */
export const hasSignature = (ctx: UseCaseContext, matterId: string, digest: string): Promise<boolean> =>
  ctx.tx.existsBy(Signature, { matterId, digest })

/** Whether exactly this text of a submission was signed by itself. */
export const isTextSigned = (
  ctx: UseCaseContext,
  submission: Pick<Submission, 'matterId' | 'version'>,
  text: Pick<Matter, 'title' | 'body'>,
) => ctx.tx.existsBy(Signature, { matterId: submission.matterId, version: submission.version, digest: submissionDigest(text) })

/** Issues that went upward, signed and not withdrawn, which contain exactly this version. */
const signedIssuesWith = async (ctx: UseCaseContext, { matterId, version }: Pick<Submission, 'matterId' | 'version'>): Promise<Issue[]> => {
  const items = await ctx.tx.findBy(IssueItem, { submissionId: matterId, version })
  if (items.length === 0) return []
  const standing = await ctx.tx.findBy(Matter, { id: In(items.map(({ issueId }) => issueId)), state: In(['signed', 'closed']) })
  const issues = await ctx.tx.findBy(Issue, { matterId: In(standing.map(({ id }) => id)) })
  const upward = await ctx.tx.findBy(Publication, { id: In(issues.map(({ publicationId }) => publicationId)), direction: 'upward' })
  return issues.filter(({ publicationId }) => upward.some(({ id }) => id === publicationId))
}

/**
 * Whether this text may go up: a signature names exactly it, or the whole of an upward issue that contains exactly it
 * (docs/rules.md, Signing).
 */
export const maySendUp = async (
  ctx: UseCaseContext,
  submission: Pick<Submission, 'matterId' | 'version'>,
  text: Pick<Matter, 'title' | 'body'>,
): Promise<boolean> => {
  if (await isTextSigned(ctx, submission, text)) return true
  for (const issue of await signedIssuesWith(ctx, submission)) {
    const items = await listItems(ctx, issue.matterId)
    const printed = items.find(({ item }) => item.submissionId === submission.matterId)?.printed
    const isSame = printed !== undefined && submissionDigest(printed) === submissionDigest(text)
    if (isSame && (await hasSignature(ctx, issue.matterId, issueDigest({ issue }, items)))) return true
  }
  return false
}
