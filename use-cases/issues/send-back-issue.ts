import { z } from 'zod'
import { Issue } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { rowChange } from '../matters/write-beside.ts'
import { requireTurn } from './chain-turn.ts'
import { getIssue, type FoundIssue } from './find-issue.ts'

export const sendBackIssueSchema = z.strictObject({
  number: z.int().positive(),
  reason: z.string().trim().min(1, '请写明退回原因').max(1_000),
})

/** 退回编辑 by whoever's turn it is; the chain begins anew. */
export const sendBackIssue = async (ctx: UseCaseContext, input: z.output<typeof sendBackIssueSchema>): Promise<FoundIssue> => {
  const found = await getIssue(ctx, input.number)
  requireTurn(ctx, found)
  const beside = [rowChange(Issue, found.issue, { step: 0 })]
  const matter = await changeState(ctx, found, { action: 'send_back', text: input.reason, beside, follows: true })
  return { ...found, matter, issue: { ...found.issue, step: 0 } }
}
