import { createNameTable } from '../../rules/parties/name-table.ts'
import { Problem } from '../../rules/problems.ts'
import { today, type UseCaseContext } from '../../use-cases/context.ts'

/** `代 王市长 …` at the start of a task: in whose name a secretary posts. Whether they may is checked by the use-case. */
export const readIssuer = (ctx: UseCaseContext, text: string): { memberId: string | null; rest: string } => {
  const opening = /^\s*(?:代|受)\s*[@＠]?/u.exec(text)
  if (!opening) return { memberId: null, rest: text.trim() }
  const at = opening[0].length
  const hit = createNameTable(ctx.office.directory, [], today(ctx)).match(text, at)
  const people = hit?.candidates.filter((party) => party.startsWith('m:')) ?? []
  const [leader, other] = people
  // 代表团… and the like: 代 not followed by a person is part of the task.
  if (!hit || !leader) return { memberId: null, rest: text.trim() }
  if (other) throw new Problem('bad_request', `“${hit.written}”不止一位,请写全名,例如:#任务 代 王建国 …`)
  return { memberId: leader.slice(2), rest: text.slice(at + hit.length).replace(/^\s*(?:委托)?(?:交办|通知)?[:\uFF1A,\uFF0C\s]*/u, '') }
}
