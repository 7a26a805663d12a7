import type { EntityManager } from 'typeorm'
import { Counter } from '../../entities/index.ts'

/** The next matter number: one counter for all kinds, children included; a rolled-back number is given again, a committed one never. */
export const nextNumber = async (tx: EntityManager): Promise<number> => {
  await tx.increment(Counter, { name: 'matter' }, 'value', 1)
  const { value } = await tx.findOneByOrFail(Counter, { name: 'matter' })
  return value
}
