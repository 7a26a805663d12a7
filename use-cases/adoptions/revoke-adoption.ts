import { z } from 'zod'
import { IsNull } from 'typeorm'
import { Adoption, Matter } from '../../entities/index.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { Problem } from '../../rules/problems.ts'
import { adoptionFaults, askWhichUse, describeUse } from '../../wording/adoptions.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { itemChanged } from '../statistics/item-changed.ts'
import { getSubmission, type FoundSubmission } from '../submissions/find-submission.ts'
import { daySchema, type RecordedAdoption } from './record-adoption.ts'

export const revokeAdoptionSchema = z.strictObject({
  number: z.int().positive(),
  /** Absent: the only one, or the only one of that publication and day. */
  id: z.string().length(26).optional().describe('哪一次采用'),
  publication: z.string().trim().max(80).optional(),
  day: daySchema.optional(),
})

type RevokeAdoption = z.output<typeof revokeAdoptionSchema>

const findMeant = async (ctx: UseCaseContext, { matter }: FoundSubmission, input: RevokeAdoption): Promise<Adoption> => {
  const standing = await ctx.tx.find(Adoption, {
    where: { submissionId: matter.id, revokedAt: IsNull() },
    order: { adoptedOn: 'ASC', id: 'ASC' },
  })
  const meant = standing.filter(
    ({ id, publication, adoptedOn }) =>
      (input.id === undefined || id === input.id) &&
      (input.publication === undefined || publication === input.publication) &&
      (input.day === undefined || adoptedOn === input.day),
  )
  const byHand = meant.filter(({ issueId }) => issueId === null)
  const [first] = byHand
  if (byHand.length > 1)
    throw new Problem(
      'conflict',
      askWhichUse(
        matter.number,
        byHand.map((row) => ({ ...row, day: row.adoptedOn })),
      ),
    )
  if (first) return first
  const ofIssue = meant[0]?.issueId
  if (!ofIssue) throw new Problem('not_found', adoptionFaults.none(matter.number))
  const issue = await ctx.tx.findOneByOrFail(Matter, { id: ofIssue })
  throw new Problem('wrong_state', adoptionFaults.ofIssue(issue.number))
}

/** 撤销采用: recorded by mistake. One that came from our own issue goes with that issue only. For the editors. */
export const revokeAdoption = async (ctx: UseCaseContext, input: RevokeAdoption): Promise<RecordedAdoption> => {
  const found = await getSubmission(ctx, input.number)
  const adoption = await findMeant(ctx, found, input)
  const wording = { calendar: ctx.office.calendar, now: ctx.now }
  const text = describeUse(wording, { ...adoption, day: adoption.adoptedOn })
  const matter = await changeState(ctx, found, { action: 'revoke_adoption', text, data: { adoption: adoption.id } })
  const revoked = { revokedAt: ctx.now, revokedById: ctx.actor?.id ?? null, activeKey: null }
  const changed = await updateRows(ctx.tx, Adoption, revoked, 'id = ? AND revoked_at IS NULL', [adoption.id])
  if (changed !== 1) throw new Problem('stale', `〔${matter.number}〕刚被他人更新,请重试`)
  await itemChanged(ctx, matter.id)
  return { matter, adoption, submission: found.submission }
}
