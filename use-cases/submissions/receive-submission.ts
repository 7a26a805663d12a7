import { z } from 'zod'
import { Matter, Submission } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { findLastEvent } from '../matters/find-last-event.ts'
import { rowChange } from '../matters/write-beside.ts'
import { getSubmission, type FoundSubmission } from './find-submission.ts'

export const receiveSubmissionSchema = z.strictObject({ number: z.int().positive() })

/** What was put aside, and neither printed, sent up nor merged; or merged into a joint report that came to nothing. */
const isTakenUp = async (ctx: UseCaseContext, { matter, submission }: FoundSubmission): Promise<boolean> => {
  if (matter.state !== 'closed' || submission.sentUpAt !== null) return false
  if (submission.mergedIntoId !== null) return ctx.tx.existsBy(Matter, { id: submission.mergedIntoId, state: 'cancelled' })
  const shelved = await findLastEvent(ctx, matter.id, 'shelve')
  const printed = shelved && (await findLastEvent(ctx, matter.id, 'publish'))
  return shelved !== null && (printed === null || printed.id < shelved.id)
}

/** 接收: this editor has it from now on, to the end; what was put aside comes back. */
export const receiveSubmission = async (ctx: UseCaseContext, input: z.infer<typeof receiveSubmissionSchema>): Promise<Matter> => {
  const found = await getSubmission(ctx, input.number)
  if (!(await isTakenUp(ctx, found))) return changeState(ctx, found, { action: 'receive' })
  const { submission } = found
  const beside = submission.mergedIntoId === null ? [] : [rowChange(Submission, submission, { mergedIntoId: null })]
  return changeState(ctx, found, { action: 'take_up', beside })
}
