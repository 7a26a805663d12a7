import { Counter } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import type { UseCaseContext } from '../context.ts'
import { countUp } from '../matters/next-number.ts'

const name = 'counting'

/**
 * One at a time brings ledger and figures into line, whatever job and process it is: to add to a counter it is read first, and two that
 * read at once would lose what one of them adds. Whoever else counts waits here until this transaction is over.
 */
export const takeCountingTurn = async ({ tx }: UseCaseContext): Promise<void> => {
  if ((await countUp(tx, name)) !== null) return
  try {
    await insertRows(tx, Counter, [{ name, value: 0 }])
  } catch (error) {
    // Another process counts for the first time at this moment.
    if (!isUniqueViolation(error)) throw error
  }
  await countUp(tx, name)
}
