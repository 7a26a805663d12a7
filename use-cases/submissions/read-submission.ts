import { Signature, SubmissionAuthor, SubmissionVersion } from '../../entities/index.ts'
import type { Instant } from '../../rules/instant.ts'
import type { UseCaseContext } from '../context.ts'
import { memberName, unitName, type Named } from '../matters/names.ts'
import { getSubmission, type FoundSubmission } from './find-submission.ts'
import { categoryOf } from './submission-due.ts'
import { nextStepOf, type NextStep } from './tell-next.ts'

export interface SubmissionDetail extends Pick<FoundSubmission, 'matter' | 'submission'> {
  category: { code: string; name: string }
  authors: { member: Named; unit: Named }[]
  signatures: { version: number; signer: Named; asDeputy: boolean; at: Instant; digest: string }[]
  /** Whose word it waits for; null when it waits for none. */
  next: (Omit<NextStep, 'memberIds'> & { members: Named[] }) | null
  mergedInto: number | null
}

/** What a submission is beside its matter: authors, category, signatures, whose word it waits for. */
export const readSubmission = async (ctx: UseCaseContext, number: number): Promise<SubmissionDetail> => {
  const found = await getSubmission(ctx, number)
  const { matter, submission } = found
  const { directory, settings } = ctx.office
  const authors = await ctx.tx.find(SubmissionAuthor, { where: { matterId: matter.id }, order: { position: 'ASC' } })
  const signatures = await ctx.tx.find(Signature, { where: { matterId: matter.id }, order: { id: 'ASC' } })
  const known = settings.submissions.categories.some(({ code }) => code === submission.category)
  const waits = matter.state === 'submitted' || matter.state === 'open' || matter.state === 'signing'
  const { step, memberIds } = nextStepOf(ctx, found)
  const [into] = submission.mergedIntoId
    ? await ctx.tx.query<{ number: number }[]>('SELECT number FROM matters WHERE id = ?', [submission.mergedIntoId])
    : []
  return {
    matter,
    submission,
    category: { code: submission.category, name: known ? categoryOf(ctx, submission.category).name : submission.category },
    authors: authors.map(({ memberId, unitId }) => ({ member: memberName(directory, memberId), unit: unitName(directory, unitId) })),
    signatures: signatures.map(({ version, signerId, asDeputy, at, digest }) => ({
      version,
      signer: memberName(directory, signerId),
      asDeputy,
      at,
      digest,
    })),
    next: waits ? { step, members: memberIds.map((id) => memberName(directory, id)) } : null,
    mergedInto: into?.number ?? null,
  }
}

export interface VersionLine {
  version: number
  title: string
  editor: Named
  at: Instant
  reason: string | null
  digest: string
}

/** Every version of a submission, the first one first, without the texts. */
export const listVersions = async (ctx: UseCaseContext, number: number): Promise<VersionLine[]> => {
  const { matter } = await getSubmission(ctx, number)
  const rows = await ctx.tx.find(SubmissionVersion, {
    select: { version: true, title: true, editorId: true, at: true, reason: true, digest: true },
    where: { matterId: matter.id },
    order: { version: 'ASC' },
  })
  return rows.map(({ editorId, ...row }) => ({ ...row, editor: memberName(ctx.office.directory, editorId) }))
}
