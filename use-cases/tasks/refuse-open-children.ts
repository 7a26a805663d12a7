import { In } from 'typeorm'
import { Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'

/** The parent closes only when all children have (docs/rules.md, Actions and todos): names those that are still open. */
export const refuseOpenChildren = async (ctx: UseCaseContext, { matter }: Pick<MatterWithParties, 'matter'>): Promise<void> => {
  const children = await ctx.tx.find(Matter, {
    select: { number: true },
    where: { parentId: matter.id, state: In(['open', 'submitted']) },
    order: { number: 'ASC' },
    take: 10,
  })
  if (children.length === 0) return
  const numbers = children.map((child) => `〔${child.number}〕`).join('')
  throw new Problem('wrong_state', `〔${matter.number}〕尚有分解任务未办结:${numbers}`)
}
