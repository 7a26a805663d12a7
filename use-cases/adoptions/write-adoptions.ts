import { In } from 'typeorm'
import { Adoption } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import type { Day } from '../../rules/instant.ts'
import type { UseCaseContext } from '../context.ts'

/** One use of a submission by a body (docs/rules.md, Adoptions). */
export interface Use {
  event: string
  level: string
  publication: string
  form: string | null
  day: Day
  /** In hundredths. */
  enteredScore: number | null
  issueId?: string
}

/** Two uses with one key are one use, said twice. */
export const useKey = (
  submissionId: string,
  { event, level, publication, day }: Pick<Use, 'event' | 'level' | 'publication' | 'day'>,
): string => [submissionId, event, level, publication, day].join('|')

/** Which of these uses are recorded already. */
export const knownUses = async (ctx: UseCaseContext, keys: readonly string[]): Promise<Set<string>> => {
  const known = new Set<string>()
  for (let from = 0; from < keys.length; from += 500) {
    const rows = await ctx.tx.find(Adoption, { select: { activeKey: true }, where: { activeKey: In(keys.slice(from, from + 500)) } })
    for (const { activeKey } of rows) if (activeKey !== null) known.add(activeKey)
  }
  return known
}

/** Records uses of one submission; returns those that were not recorded before. */
export const writeAdoptions = async (ctx: UseCaseContext, submissionId: string, uses: readonly Use[]): Promise<Adoption[]> => {
  const written: Adoption[] = []
  for (const use of uses) {
    const row: Adoption = {
      id: ctx.newId(),
      submissionId,
      event: use.event,
      level: use.level,
      publication: use.publication,
      form: use.form,
      adoptedOn: use.day,
      issueId: use.issueId ?? null,
      enteredScore: use.enteredScore,
      recordedById: ctx.actor?.id ?? null,
      recordedAt: ctx.now,
      activeKey: useKey(submissionId, use),
      revokedAt: null,
      revokedById: null,
    }
    try {
      await insertRows(ctx.tx, Adoption, [row])
      written.push(row)
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
    }
  }
  return written
}
