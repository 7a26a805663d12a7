import { In } from 'typeorm'
import { IssueItem, Matter, Submission, SubmissionAuthor, SubmissionVersion } from '../../entities/index.ts'
import { groupBy } from '../../rules/group-by.ts'
import type { UseCaseContext } from '../context.ts'
import { digestText } from '../digest-text.ts'
import type { FoundIssue } from './find-issue.ts'

/** A place of an issue with all that stands behind it. */
export interface ListedItem {
  item: IssueItem
  /** The submission as it is now; its text is not what is printed. */
  matter: Matter
  submission: Submission
  /** The text that is printed. */
  printed: SubmissionVersion
  /** The authors' units, the first author's first. */
  unitIds: string[]
}

const mustHave = <Row>(row: Row | undefined): Row => {
  if (row === undefined) throw new Error('an item of an issue lost its submission')
  return row
}

/** The items of an issue in their order, each in the version that is printed; five queries, however many there are. */
export const listItems = async (ctx: UseCaseContext, issueId: string): Promise<ListedItem[]> => {
  const items = await ctx.tx.find(IssueItem, { where: { issueId }, order: { position: 'ASC' } })
  if (items.length === 0) return []
  const ids = items.map(({ submissionId }) => submissionId)
  const matters = new Map((await ctx.tx.findBy(Matter, { id: In(ids) })).map((row) => [row.id, row]))
  const submissions = new Map((await ctx.tx.findBy(Submission, { matterId: In(ids) })).map((row) => [row.matterId, row]))
  const versions = await ctx.tx.findBy(SubmissionVersion, { matterId: In(ids), version: In(items.map(({ version }) => version)) })
  const printed = new Map(versions.map((row) => [`${row.matterId}|${row.version}`, row]))
  const authors = await ctx.tx.find(SubmissionAuthor, { where: { matterId: In(ids) }, order: { position: 'ASC' } })
  const byMatter = groupBy(authors, ({ matterId }) => matterId)
  return items.map((item) => ({
    item,
    matter: mustHave(matters.get(item.submissionId)),
    submission: mustHave(submissions.get(item.submissionId)),
    printed: mustHave(printed.get(`${item.submissionId}|${item.version}`)),
    unitIds: [...new Set((byMatter.get(item.submissionId) ?? []).map(({ unitId }) => unitId))],
  }))
}

/** The digest of a whole issue: what a signature on it names. Any letter, heading, order or version that changes makes another one. */
export const issueDigest = ({ issue }: Pick<FoundIssue, 'issue'>, items: readonly ListedItem[]): string =>
  digestText(
    issue.matterId,
    issue.publicationId,
    issue.supplement ? 'supplement' : 'regular',
    issue.editorNote ?? '',
    ...items.map(({ item, printed }) =>
      JSON.stringify([item.submissionId, item.version, digestText(printed.title, printed.body), item.heading, item.form]),
    ),
  )
