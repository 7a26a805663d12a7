import { z } from 'zod'
import { Instruction } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { describeOtherKind } from '../../wording/refusals.ts'
import type { UseCaseContext } from '../context.ts'
import { getMatter } from '../matters/find-matter.ts'
import { openSubmission, type OpenedSubmission } from '../submissions/open-submission.ts'

export const turnIntoSubmissionSchema = z.strictObject({ number: z.int().positive() })

const longestTitle = 60

/** 转信息: the written answer to an instruction becomes a submission by one word; its author is who says it. */
export const turnIntoSubmission = async (
  ctx: UseCaseContext,
  input: z.infer<typeof turnIntoSubmissionSchema>,
): Promise<OpenedSubmission> => {
  const { matter } = await getMatter(ctx, input.number)
  if (matter.kind !== 'instruction') throw new Problem('wrong_state', describeOtherKind(matter, '不是批示'))
  const { answer } = await ctx.tx.findOneByOrFail(Instruction, { matterId: matter.id })
  if (answer === null) throw new Problem('wrong_state', `〔${input.number}〕还没有书面办理情况`)
  const { categories } = ctx.office.settings.submissions
  const category = categories.find(({ code }) => code === 'instruction') ?? categories[0]
  const about = matter.title.replace(/^“(.*)”批示$/u, '$1')
  const title = /办理(?:情况|结果)$/u.test(about) ? about : `${about}办理情况`
  return openSubmission(ctx, {
    title: title.length > longestTitle ? `${title.slice(0, longestTitle - 5)}…办理情况` : title,
    body: answer,
    ...(category ? { category: category.code } : {}),
  })
}
