import { z } from 'zod'
import { Issue } from '../../entities/index.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { Problem } from '../../rules/problems.ts'
import { describePassFirst, describeRequestFirst, issueTitle } from '../../wording/issues.ts'
import { today, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { takeIssueNumber } from '../publications/issue-counters.ts'
import { writeSignature, type SignedAs } from '../signatures/write-signature.ts'
import { requireTurn } from './chain-turn.ts'
import { getIssue, type FoundIssue } from './find-issue.ts'
import { issueDigest, listItems, type ListedItem } from './list-items.ts'
import { refuseLostItems } from './pass-issue.ts'

export const signIssueSchema = z.strictObject({
  number: z.int().positive(),
  text: z.string().trim().max(1_000).default(''),
  /** The digest that was read; a signature on anything else is refused. */
  digest: z.string().length(64).optional().describe('读到的内容摘要;内容已变则拒绝'),
})

export interface SignedIssue extends SignedAs {
  found: FoundIssue
  items: ListedItem[]
}

/**
 * 签发 by the last of the review chain: the issue gets the next number of its series in the year of signing, the day of signing as its
 * date, and a signature on the digest of the whole of it, all in one transaction (docs/rules.md, Issues).
 */
export const signIssue = async (ctx: UseCaseContext, input: z.output<typeof signIssueSchema>): Promise<SignedIssue> => {
  const found = await getIssue(ctx, input.number)
  const { matter, issue, publication } = found
  if (matter.state === 'open') throw new Problem('wrong_state', describeRequestFirst(matter.number))
  const turn = requireTurn(ctx, found)
  if (matter.state === 'signing' && !turn.isLast) throw new Problem('wrong_state', describePassFirst(matter.number))
  const items = await listItems(ctx, matter.id)
  const digest = issueDigest(found, items)
  if (input.digest !== undefined && input.digest !== digest)
    throw new Problem('conflict', `〔${matter.number}〕内容刚有改动,请重新查看后再签发`)
  if (matter.state === 'signing') await refuseLostItems(ctx, matter, items)
  const signedOn = today(ctx)
  // No number is taken for what the lifecycle is going to refuse.
  const given =
    matter.state === 'signing' ? await takeIssueNumber(ctx.tx, publication, issue.supplement, Number(signedOn.slice(0, 4))) : null
  const signed: Issue = { ...issue, ...given, signedOn }
  const next = await changeState(ctx, found, {
    action: 'sign',
    text: input.text,
    data: { digest, year: signed.year, serial: signed.serial },
    set: { title: issueTitle(publication.name, signed) },
    follows: true,
  })
  await updateRows(ctx.tx, Issue, signed, 'matter_id = ?', [matter.id])
  const place = await writeSignature(ctx, { matterId: matter.id, version: next.version, digest }, turn.role)
  return { found: { ...found, matter: next, issue: signed }, items, ...place }
}
