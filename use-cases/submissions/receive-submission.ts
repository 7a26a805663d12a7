import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getSubmission } from './find-submission.ts'

export const receiveSubmissionSchema = z.strictObject({ number: z.int().positive() })

/** 接收: this editor has it from now on, to the end. */
export const receiveSubmission = async (ctx: UseCaseContext, input: z.infer<typeof receiveSubmissionSchema>): Promise<Matter> =>
  changeState(ctx, await getSubmission(ctx, input.number), { action: 'receive' })
