import type { Day } from '../../rules/instant.ts'
import { DAY_MS } from '../../rules/instant.ts'
import { fingerprintOf, likenessOf } from '../../rules/fingerprint.ts'
import { similarityOf } from '../../rules/similarity.ts'
import { lintSubmission } from '../../rules/submission-lint.ts'
import type { UseCaseContext } from '../context.ts'

/** What the author is told of a text, never a reason to refuse it (docs/rules.md, Submissions). */
export interface SubmissionCheck {
  /** What is missing, in words. */
  missing: readonly string[]
  /** The same story, reported before. */
  similar: { number: number; title: string; unitId: string; authorId: string; day: Day } | null
  fingerprint: string | null
}

/** Of those reported in the last weeks, as many as are compared; an office's month is far less. */
const mostCompared = 2_000
/** Fingerprints only propose; the words decide. */
const proposes = 0.35
const isSameStory = 0.6
const mostRead = 5

interface Reported {
  matter_id: string
  fingerprint: string
}

interface Candidate {
  number: number
  title: string
  body: string
  unit_id: string
  author_id: string
  reported_on: Day
}

/** The earlier report that this text repeats. 报忧 stays out of it: nobody learns of one by likeness. */
const findSameStory = async (ctx: UseCaseContext, text: string, fingerprint: string): Promise<SubmissionCheck['similar']> => {
  const since = ctx.now - ctx.office.settings.submissions.nearDuplicateDays * DAY_MS
  const reported = await ctx.tx.query<Reported[]>(
    `SELECT matter_id, fingerprint FROM submissions WHERE reported_at >= ? AND fingerprint IS NOT NULL AND tone = 'positive'
      ORDER BY reported_at DESC LIMIT ${mostCompared}`,
    [since],
  )
  const proposed = reported
    .map((row) => ({ id: row.matter_id, likeness: likenessOf(fingerprint, row.fingerprint) }))
    .filter(({ likeness }) => likeness >= proposes)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, mostRead)
  if (proposed.length === 0) return null
  const candidates = await ctx.tx.query<Candidate[]>(
    `SELECT m.number, m.title, m.body, s.unit_id, s.author_id, s.reported_on FROM matters AS m INNER JOIN submissions AS s ON s.matter_id = m.id
      WHERE m.id IN (${proposed.map(() => '?').join(', ')}) AND m.state <> 'cancelled' ORDER BY m.number`,
    proposed.map(({ id }) => id),
  )
  const found = candidates.find(({ title, body }) => similarityOf(`${title}\n${body}`, text) >= isSameStory)
  return found
    ? { number: found.number, title: found.title, unitId: found.unit_id, authorId: found.author_id, day: found.reported_on }
    : null
}

/** Looks a text over before it is reported: what is missing, and who told the same story before. */
export const checkSubmission = async (
  ctx: UseCaseContext,
  input: { title: string; body: string; tone: 'positive' | 'problem' },
): Promise<SubmissionCheck> => {
  const text = `${input.title}\n${input.body}`
  const fingerprint = fingerprintOf(text)
  return {
    missing: lintSubmission(input, ctx.office.settings.submissions.longTitle),
    similar: fingerprint === null || input.tone === 'problem' ? null : await findSameStory(ctx, text, fingerprint),
    fingerprint,
  }
}
