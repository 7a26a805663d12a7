import { Instruction, type Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { rowChange, type RowChange } from '../matters/write-beside.ts'

/** Closing an instruction needs a written 办理情况: what 办结 of it says is kept as its answer (docs/rules.md, Instructions). */
export const writtenAnswer = async (ctx: UseCaseContext, matter: Matter, text: string): Promise<RowChange[]> => {
  if (matter.kind !== 'instruction') return []
  if (text.trim() === '')
    throw new Problem(
      'bad_request',
      `批示要有书面办理情况:结果、未办结的原因、下一步。例如:#办结 ${matter.number} 已完成12处整改,余2处12月10日前完成`,
    )
  const row = await ctx.tx.findOneByOrFail(Instruction, { matterId: matter.id })
  return [rowChange(Instruction, row, { answer: row.answer === null ? text : `${row.answer}\n${text}` })]
}
