import type { CategoryCount } from '../../entities/bulletin.ts'
import { marksFor } from '../../entities/select-rows.ts'
import type { BulletinPeriod } from '../../rules/bulletin-period.ts'
import { groupBy } from '../../rules/group-by.ts'
import { printedIn } from '../../wording/bulletins.ts'
import type { UseCaseContext } from '../context.ts'

/** One use of an item, as a bulletin lists it. */
export interface UsedItem {
  submissionId: string
  title: string
  units: string
  authors: string
  publication: string
  level: string
  adoptedOn: string
}

interface UseRow {
  submission_id: string
  title: string
  tone: 'positive' | 'problem'
  publication: string
  level: string
  adopted_on: string
  supplement: number | boolean | null
  serial: number | null
}

interface AuthorRow {
  matter_id: string
  member_id: string
  unit_id: string
}

const atOnce = 500
const longest = 200

const cut = (names: readonly string[]): string => {
  const text = [...new Set(names)].join('、')
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}

const readAuthors = async (ctx: UseCaseContext, ids: readonly string[]): Promise<Map<string, AuthorRow[]>> => {
  const rows: AuthorRow[] = []
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce)
    rows.push(
      ...(await ctx.tx.query<AuthorRow[]>(
        `SELECT matter_id, member_id, unit_id FROM submission_authors WHERE matter_id IN (${marksFor(some)}) ORDER BY matter_id, position`,
        some,
      )),
    )
  }
  return groupBy(rows, (row) => row.matter_id)
}

/**
 * Every use of the period, in the order of days; sending up alone is none. The title of a 报忧 is left out unless the office wants it there
 * (docs/rules.md, Bulletins).
 */
export const listUsedItems = async (ctx: UseCaseContext, { from, to }: BulletinPeriod): Promise<UsedItem[]> => {
  const rows = await ctx.tx.query<UseRow[]>(
    `SELECT a.submission_id, m.title, s.tone, a.publication, a.level, a.adopted_on, i.supplement, i.serial
      FROM adoptions AS a INNER JOIN submissions AS s ON s.matter_id = a.submission_id
      INNER JOIN matters AS m ON m.id = s.matter_id LEFT JOIN issues AS i ON i.matter_id = a.issue_id
      WHERE a.adopted_on >= ? AND a.adopted_on <= ? AND a.revoked_at IS NULL AND a.event <> 'forward' AND m.state NOT IN ('draft', 'cancelled')
      ORDER BY a.adopted_on, a.id`,
    [from, to],
  )
  const authors = await readAuthors(ctx, [...new Set(rows.map((row) => row.submission_id))])
  const { directory, settings } = ctx.office
  return rows.map((row) => {
    const own = authors.get(row.submission_id) ?? []
    const isHidden = row.tone === 'problem' && !settings.bulletins.namesProblems
    return {
      submissionId: row.submission_id,
      title: isHidden ? '(报忧信息)' : row.title,
      units: cut(own.map((author) => directory.findUnit(author.unit_id)?.name ?? '')),
      authors: cut(own.map((author) => directory.findMember(author.member_id)?.name ?? '')),
      publication: printedIn(row.publication, row.serial, Boolean(row.supplement)),
      level: row.level,
      adoptedOn: row.adopted_on,
    }
  })
}

/** How many items of each category were reported and used, the most first. */
export const countCategories = async (ctx: UseCaseContext, { firstMonth, lastMonth }: BulletinPeriod): Promise<CategoryCount[]> => {
  const rows = await ctx.tx.query<{ code: string; reported: number | string; adopted: number | string }[]>(
    `SELECT f.subject AS code, SUM(f.reported) AS reported, SUM(f.adopted) AS adopted
      FROM figures AS f WHERE f.dimension = 'category' AND f.month >= ? AND f.month <= ? GROUP BY f.subject ORDER BY reported DESC, code`,
    [firstMonth, lastMonth],
  )
  const names = new Map(ctx.office.settings.submissions.categories.map(({ code, name }) => [code, name]))
  return rows
    .map(({ code, reported, adopted }) => ({ name: names.get(code) ?? code, reported: Number(reported), adopted: Number(adopted) }))
    .filter(({ reported, adopted }) => reported + adopted > 0)
}
