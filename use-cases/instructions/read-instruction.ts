import { Instruction, Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { describeOtherKind } from '../../wording/refusals.ts'
import type { UseCaseContext } from '../context.ts'
import { getMatter } from '../matters/find-matter.ts'
import { memberName, type Named } from '../matters/names.ts'

/** What an instruction is besides its matter. */
export interface InstructionDetail {
  matter: Matter
  leader: Named
  /** The matter it was written on. */
  on: { number: number } | null
  paper: { title: string; number: string | null } | null
  givenOn: string
  fromPaper: boolean
  round: number
  /** The last written 办理情况; null until there is one. */
  answer: string | null
}

/** One instruction, for whoever may see it whole. Throws `not_found`, or `wrong_state` for another kind. */
export const readInstruction = async (ctx: UseCaseContext, number: number): Promise<InstructionDetail> => {
  const { matter } = await getMatter(ctx, number)
  if (matter.kind !== 'instruction') throw new Problem('wrong_state', describeOtherKind(matter, '不是批示'))
  const row = await ctx.tx.findOneByOrFail(Instruction, { matterId: matter.id })
  const source = row.sourceId === null ? null : await ctx.tx.findOneByOrFail(Matter, { id: row.sourceId })
  return {
    matter,
    leader: memberName(ctx.office.directory, matter.issuerId),
    on: source === null ? null : { number: source.number },
    paper: row.paperTitle === null ? null : { title: row.paperTitle, number: row.paperNumber },
    givenOn: row.givenOn,
    fromPaper: row.fromPaper,
    round: row.round,
    answer: row.answer,
  }
}
