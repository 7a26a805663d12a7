import type { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getIssue } from './find-issue.ts'
import type { withdrawIssueSchema } from './withdraw-issue.ts'

/** 撤销 of an issue that nobody has signed yet: it had no number of its series, and its submissions are free again. */
export const cancelIssue = async (ctx: UseCaseContext, input: z.output<typeof withdrawIssueSchema>): Promise<Matter> =>
  changeState(ctx, await getIssue(ctx, input.number), { action: 'cancel', text: input.reason })
