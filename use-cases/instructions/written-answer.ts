import { Instruction } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { shortParty } from '../../wording/names.ts'
import type { UseCaseContext } from '../context.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { rowChange, type RowChange } from '../matters/write-beside.ts'

/** Closing an instruction needs a written 办理情况: what 办结 of it says is kept as its answer, each party's under its name (docs/rules.md, Instructions). */
export const writtenAnswer = async (
  ctx: UseCaseContext,
  { matter, parties }: MatterWithParties,
  { party, text }: { party: string | undefined; text: string },
): Promise<RowChange[]> => {
  if (matter.kind !== 'instruction') return []
  if (text.trim() === '')
    throw new Problem(
      'bad_request',
      `〔${matter.number}〕批示要有书面办理情况:结果、未办结的原因、下一步。例如:#办结 ${matter.number} 已完成12处整改,余2处12月10日前完成`,
    )
  const row = await ctx.tx.findOneByOrFail(Instruction, { matterId: matter.id })
  const isOneOfSeveral = parties.filter(({ removedAt }) => removedAt === null).length > 1
  const said = isOneOfSeveral && party !== undefined ? `${shortParty(ctx.office.directory, party)}:${text}` : text
  return [rowChange(Instruction, row, { answer: row.answer === null ? said : `${row.answer}\n${said}` })]
}
