import { Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import type { Call } from './command.ts'

/**
 * Where one number is asked, a second one of the same kind at the head of the words (#续报 131 132 …) is refused: it would be taken for
 * words, and the other matter would get none.
 */
export const refuseSecond = async (ctx: UseCaseContext, call: Call): Promise<void> => {
  const [number] = call.numbers
  const second = /^[\s、,\uFF0C]*[〔[【(\uFF08]?\s*(\d{1,9})\s*[〕\]】)\uFF09]?(?=[\s、,\uFF0C]|$)/u.exec(call.body.normalize('NFKC'))?.[1]
  if (number === undefined || second === undefined) return
  const found = await ctx.tx.findBy(Matter, [{ number }, { number: Number(second) }])
  const [one, other] = found
  if (one && other && one.kind === other.kind)
    throw new Problem('bad_request', `一次只写一个编号,请分开发:#${call.tag} ${number} …,再发 #${call.tag} ${second} …`)
}
