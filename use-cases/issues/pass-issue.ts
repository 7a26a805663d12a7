import { z } from 'zod'
import { Issue, type Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { describeLostItem, describeSignNow } from '../../wording/issues.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { rowChange } from '../matters/write-beside.ts'
import { faultOfItem } from './check-item.ts'
import { requireTurn, turnAt, turnTargets, type Turn } from './chain-turn.ts'
import { getIssue, type FoundIssue } from './find-issue.ts'
import { issueDigest, listItems, type ListedItem } from './list-items.ts'

export const passIssueSchema = z.strictObject({ number: z.int().positive(), text: z.string().trim().max(1_000).default('') })

type Pass = z.output<typeof passIssueSchema> & {
  /** Which of the two is meant; absent: whichever the state asks for. */
  expects?: 'request' | 'pass'
}

export interface PassedIssue {
  found: FoundIssue
  items: ListedItem[]
  /** Whose word it waits for now. */
  next: Turn
}

/** Refuses an issue with items that were cancelled, returned or merged since they were put in. */
export const refuseLostItems = async (ctx: UseCaseContext, matter: Matter, items: readonly ListedItem[]): Promise<void> => {
  for (const item of items) {
    const fault = await faultOfItem(ctx, item)
    if (fault !== null) throw new Problem('wrong_state', describeLostItem(fault, matter, item.matter.number))
  }
}

/** 送签: from the editors into the publication's review chain. */
const request = async (ctx: UseCaseContext, found: FoundIssue, items: readonly ListedItem[], text: string): Promise<Matter> => {
  await refuseLostItems(ctx, found.matter, items)
  return changeState(ctx, found, {
    action: 'request_signature',
    text,
    targets: turnTargets(ctx, turnAt(found, 0).role),
    beside: [rowChange(Issue, found.issue, { step: 0 })],
  })
}

/** 同意: one step of the chain further. */
const pass = async (ctx: UseCaseContext, found: FoundIssue, items: readonly ListedItem[], text: string): Promise<Matter> => {
  const { matter, issue } = found
  const { isLast } = requireTurn(ctx, found)
  if (matter.state === 'signing' && isLast) throw new Problem('wrong_state', describeSignNow(matter.number))
  return changeState(ctx, found, {
    action: 'pass',
    text,
    data: { digest: issueDigest(found, items) },
    // The hours that the next one lets it lie count from here.
    set: { submittedAt: ctx.sentAt },
    targets: isLast ? [] : turnTargets(ctx, turnAt(found, issue.step + 1).role),
    beside: [rowChange(Issue, issue, { step: issue.step + 1 })],
    follows: true,
  })
}

/** 送签 by an editor while it is compiled; 同意 by whoever's turn it is in the chain, the last one excepted: that one signs. */
export const passIssue = async (ctx: UseCaseContext, input: Pass): Promise<PassedIssue> => {
  const found = await getIssue(ctx, input.number)
  const { issue, matter } = found
  const items = await listItems(ctx, matter.id)
  const isRequest = input.expects === undefined ? matter.state === 'open' : input.expects === 'request'
  const next = await (isRequest ? request : pass)(ctx, found, items, input.text)
  const step = isRequest ? 0 : issue.step + 1
  return { found: { ...found, matter: next, issue: { ...issue, step } }, items, next: turnAt(found, step) }
}
