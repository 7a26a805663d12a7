import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { seesAll, unitsHeaded } from '../matters/visibility.ts'

/** Whose figures somebody sees: null for the whole office, else the units they head. Throws `forbidden` for anybody else. */
export const figuresScope = (ctx: UseCaseContext): readonly string[] | null => {
  if (seesAll(ctx)) return null
  const headed = unitsHeaded(ctx)
  if (headed.length === 0) throw new Problem('forbidden', '督查统计由办公室领导、督查科和单位负责人查看')
  return [...new Set(headed)]
}

/** The ledger, its papers and plans are the supervision section's and the office's leaders'. */
export const requireSupervision = (ctx: UseCaseContext): void => {
  if (!seesAll(ctx)) throw new Problem('forbidden', '督查台账由督查科和办公室领导使用')
}
