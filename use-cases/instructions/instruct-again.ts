import { z } from 'zod'
import { Instruction, type Matter } from '../../entities/index.ts'
import { memberParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { describeOtherKind } from '../../wording/refusals.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { rowChange } from '../matters/write-beside.ts'
import { readLimit } from '../tasks/read-limit.ts'
import { limitAskers } from './open-instruction.ts'

export const instructAgainSchema = z.strictObject({
  number: z.int().positive(),
  text: z.string().trim().min(1, '请写批示原文').max(4_000),
})

export interface NextRound {
  matter: Matter
  round: number
  askedIds: string[]
  /** Parties that owe an answer again. */
  owing: string[]
}

/** The leader's further words on an instruction: a new round, owed again by those responsible, by the limit in them. */
export const instructAgain = async (ctx: UseCaseContext, input: z.infer<typeof instructAgainSchema>): Promise<NextRound> => {
  const target = await getMatter(ctx, input.number)
  if (target.matter.kind !== 'instruction') throw new Problem('wrong_state', describeOtherKind(target.matter, '不是批示'))
  const row = await ctx.tx.findOneByOrFail(Instruction, { matterId: target.matter.id })
  const limit = readLimit(ctx, input.text, 'normal')
  const dueAt = limit.kind === 'set' && limit.byDefault === null ? limit.dueAt : null
  const askedIds = dueAt === null ? limitAskers(ctx, target.matter.issuerId) : []
  const round = row.round + 1
  const matter = await changeState(ctx, target, {
    action: 'instruct_again',
    text: input.text,
    data: { round },
    set: { dueAt, dueText: limit.text?.slice(0, 80) ?? null, percent: null },
    targets: askedIds.map(memberParty),
    // Progress begins anew.
    parties: target.parties.filter(({ percent }) => percent !== null).map(({ party }) => ({ party, set: { percent: null } })),
    beside: [rowChange(Instruction, row, { round, answer: null })],
    onBehalfOfId: ctx.actor?.id === target.matter.issuerId ? null : target.matter.issuerId,
  })
  const owing = target.parties.filter(({ role, removedAt }) => role === 'responsible' && removedAt === null).map(({ party }) => party)
  return { matter, round, askedIds, owing }
}
