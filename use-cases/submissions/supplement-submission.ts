import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { faultOfItem } from '../issues/check-item.ts'
import { rewrite } from './edit-submission.ts'
import { getSubmission } from './find-submission.ts'

export const supplementSubmissionSchema = z.strictObject({
  number: z.int().positive(),
  text: z.string().trim().min(1, '请写补充内容').max(4_000),
})

const longestBody = 20_000

/** 补充: the author's further words, put behind the text as a new version. */
export const supplementSubmission = async (
  ctx: UseCaseContext,
  input: z.infer<typeof supplementSubmissionSchema>,
): Promise<{ matter: Matter; version: number }> => {
  const found = await getSubmission(ctx, input.number)
  // The words belong into the joint report, whose text is worked on.
  const fault = found.submission.mergedIntoId === null ? null : await faultOfItem(ctx, found, '补充')
  if (fault !== null) throw new Problem('wrong_state', fault)
  const body = `${found.matter.body}\n${input.text}`
  if (body.length > longestBody) throw new Problem('bad_request', '正文合计超过 20000 字,请另报一条')
  return rewrite(ctx, found, { action: 'supplement', title: found.matter.title, body, text: input.text })
}
