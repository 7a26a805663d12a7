import { z } from 'zod'
import { Issue, Submission } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { addresseeOf, describePrintedIn, describeUnsigned, issueTitle } from '../../wording/issues.ts'
import { writeAdoptions } from '../adoptions/write-adoptions.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { listPartiesOf } from '../matters/find-matter.ts'
import { rowChange } from '../matters/write-beside.ts'
import { hasSignature } from '../signatures/is-signed.ts'
import { itemChanged } from '../statistics/item-changed.ts'
import { getIssue, type FoundIssue } from './find-issue.ts'
import { issueDigest, listItems, type ListedItem } from './list-items.ts'
import { refuseLostItems } from './pass-issue.ts'

export const publishIssueSchema = z.strictObject({ number: z.int().positive() })

export interface PublishedIssue {
  found: FoundIssue
  items: ListedItem[]
}

/** What goes upward in an issue has gone up with it. */
const sentUp = (ctx: UseCaseContext, { publication }: FoundIssue, submission: Submission): Partial<Submission> =>
  publication.direction === 'upward' && submission.sentUpAt === null ? { sentUpAt: ctx.now, sentUpTo: addresseeOf(publication) } : {}

/**
 * 印发: only what was signed, letter for letter. Its submissions are closed, and each counts as adopted by this publication on
 * the day of signing (docs/rules.md, Issues).
 */
export const publishIssue = async (ctx: UseCaseContext, input: z.output<typeof publishIssueSchema>): Promise<PublishedIssue> => {
  const found = await getIssue(ctx, input.number)
  const { matter, issue, publication } = found
  const items = await listItems(ctx, matter.id)
  if (matter.state === 'signed') {
    await refuseLostItems(ctx, matter, items)
    if (!(await hasSignature(ctx, matter.id, issueDigest(found, items)))) throw new Problem('wrong_state', describeUnsigned(matter.number))
  }
  const next = await changeState(ctx, found, { action: 'publish', beside: [rowChange(Issue, issue, { publishedAt: ctx.now })] })
  const title = issueTitle(publication.name, issue)
  const parties = await listPartiesOf(
    ctx,
    items.map(({ matter: { id } }) => id),
  )
  for (const { item, matter: printed, submission } of items) {
    await changeState(
      ctx,
      { matter: printed, parties: parties.get(printed.id) ?? [] },
      {
        action: 'publish',
        text: describePrintedIn(title, matter.number),
        data: { issue: matter.number, version: item.version },
        beside: [rowChange(Submission, submission, sentUp(ctx, found, submission))],
        follows: true,
      },
    )
    const { level, name } = publication
    const use = { event: 'adopt', level, publication: name, form: item.form, day: issue.signedOn ?? '', enteredScore: null }
    await writeAdoptions(ctx, printed.id, [{ ...use, issueId: matter.id }])
    await itemChanged(ctx, printed.id)
  }
  return { found: { ...found, matter: next, issue: { ...issue, publishedAt: ctx.now } }, items }
}
