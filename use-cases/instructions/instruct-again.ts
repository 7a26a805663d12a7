import { z } from 'zod'
import { Instruction, type Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { standingsOf } from '../matters/standing.ts'
import { rowChange } from '../matters/write-beside.ts'
import { readLimit } from '../tasks/read-limit.ts'
import { askForLimit } from './open-instruction.ts'

export const instructAgainSchema = z.strictObject({
  number: z.int().positive(),
  text: z.string().trim().min(1, '请写批示原文').max(4_000),
})

export interface NextRound {
  matter: Matter
  round: number
  askedIds: string[]
}

/** The leader's further words on an instruction: a new round, owed again by those responsible, by the limit in them. */
export const instructAgain = async (ctx: UseCaseContext, input: z.infer<typeof instructAgainSchema>): Promise<NextRound> => {
  const target = await getMatter(ctx, input.number)
  if (target.matter.kind !== 'instruction') throw new Problem('wrong_state', `〔${input.number}〕不是批示`)
  const row = await ctx.tx.findOneByOrFail(Instruction, { matterId: target.matter.id })
  const limit = readLimit(ctx, input.text, 'normal')
  const dueAt = limit.kind === 'set' && limit.byDefault === null ? limit.dueAt : null
  const round = row.round + 1
  const matter = await changeState(ctx, target, {
    action: 'instruct_again',
    text: input.text,
    data: { round },
    set: { dueAt, dueText: limit.text?.slice(0, 80) ?? null, percent: null },
    beside: [rowChange(Instruction, row, { round, answer: null })],
    onBehalfOfId: standingsOf(ctx, target.matter, target.parties).issuerOnBehalfOfId,
  })
  return { matter, round, askedIds: dueAt === null ? await askForLimit(ctx, matter) : [] }
}
