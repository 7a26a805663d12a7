import { In, IsNull } from 'typeorm'
import { Adoption, ItemInstruction, Matter } from '../../entities/index.ts'
import type { Day, Instant } from '../../rules/instant.ts'
import type { UseCaseContext } from '../context.ts'
import { memberName, type Named } from '../matters/names.ts'
import { getSubmission } from '../submissions/find-submission.ts'

export interface AdoptionItem {
  id: string
  event: string
  level: string
  publication: string
  form: string | null
  adoptedOn: Day
  /** Our own issue that it was printed in. */
  issue: number | null
  enteredScore: number | null
  /** Null: recorded from a table on the command line. */
  recordedBy: Named | null
  recordedAt: Instant
}

export interface InstructionItem {
  id: string
  leaderLevel: string
  leader: string
  text: string
  givenOn: Day
  publication: string | null
  recordedBy: Named | null
  recordedAt: Instant
}

export interface ItemUses {
  adoptions: AdoptionItem[]
  instructions: InstructionItem[]
}

/** Every adoption of a submission and every instruction on it that stands, in the order of their days. For who sees it whole. */
export const listUses = async (ctx: UseCaseContext, number: number): Promise<ItemUses> => {
  const { matter } = await getSubmission(ctx, number)
  const { directory } = ctx.office
  const nameOf = (id: string | null): Named | null => (id === null ? null : memberName(directory, id))
  const where = { submissionId: matter.id, revokedAt: IsNull() }
  const adoptions = await ctx.tx.find(Adoption, { where, order: { adoptedOn: 'ASC', id: 'ASC' } })
  const instructions = await ctx.tx.find(ItemInstruction, { where, order: { givenOn: 'ASC', id: 'ASC' } })
  const issueIds = adoptions.flatMap(({ issueId }) => (issueId === null ? [] : [issueId]))
  const issues = issueIds.length === 0 ? [] : await ctx.tx.findBy(Matter, { id: In(issueIds) })
  return {
    adoptions: adoptions.map((row) => ({
      id: row.id,
      event: row.event,
      level: row.level,
      publication: row.publication,
      form: row.form,
      adoptedOn: row.adoptedOn,
      issue: issues.find(({ id }) => id === row.issueId)?.number ?? null,
      enteredScore: row.enteredScore,
      recordedBy: nameOf(row.recordedById),
      recordedAt: row.recordedAt,
    })),
    instructions: instructions.map((row) => ({
      id: row.id,
      leaderLevel: row.leaderLevel,
      leader: row.leader,
      text: row.text,
      givenOn: row.givenOn,
      publication: row.publication,
      recordedBy: nameOf(row.recordedById),
      recordedAt: row.recordedAt,
    })),
  }
}
