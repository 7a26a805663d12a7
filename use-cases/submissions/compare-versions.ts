import { z } from 'zod'
import { In } from 'typeorm'
import { SubmissionVersion } from '../../entities/index.ts'
import { compareTexts, type TextPiece } from '../../rules/compare-texts.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { getSubmission } from './find-submission.ts'

export const compareVersionsSchema = z.strictObject({ from: z.coerce.number().int().positive(), to: z.coerce.number().int().positive() })

export interface Comparison {
  from: number
  to: number
  title: TextPiece[]
  body: TextPiece[]
}

/** What changed between two versions of a submission. */
export const compareVersions = async (
  ctx: UseCaseContext,
  number: number,
  { from, to }: z.output<typeof compareVersionsSchema>,
): Promise<Comparison> => {
  const { matter } = await getSubmission(ctx, number)
  const rows = await ctx.tx.findBy(SubmissionVersion, { matterId: matter.id, version: In([from, to]) })
  const [before, after] = [from, to].map((version) => rows.find((row) => row.version === version))
  if (!before || !after) throw new Problem('not_found', `〔${number}〕没有这一版`)
  return { from, to, title: compareTexts(before.title, after.title), body: compareTexts(before.body, after.body) }
}
