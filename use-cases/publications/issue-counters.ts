import type { EntityManager } from 'typeorm'
import { Counter, type Publication } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { countUp } from '../matters/next-number.ts'

type Of = Pick<Publication, 'id'>

/** The counter of a publication's series in one year; at most 40 characters. */
const seriesName = ({ id }: Of, supplement: boolean, year: number): string => `issue:${id}:${supplement ? 's' : 'r'}:${year}`
const totalName = ({ id }: Of): string => `issue:${id}:t`

const begin = async (tx: EntityManager, name: string, value: number): Promise<void> => {
  try {
    await insertRows(tx, Counter, [{ name, value }])
  } catch (error) {
    // Somebody signed the year's first issue at this moment: count on from theirs.
    if (!isUniqueViolation(error)) throw error
  }
}

/** Lets the numbers of a publication go on from what was given before it came here. */
export const beginCounters = async (
  tx: EntityManager,
  publication: Of,
  year: number,
  last: { serial: number; supplement: number; total?: number | undefined },
): Promise<void> => {
  await begin(tx, seriesName(publication, false, year), last.serial)
  await begin(tx, seriesName(publication, true, year), last.supplement)
  if (last.total !== undefined) await begin(tx, totalName(publication), last.total)
}

export interface IssueNumber {
  year: number
  serial: number
  /** 总第; null where the publication does not count it, and for a 增刊. */
  total: number | null
}

/**
 * The next number of the series in that year. It is taken in the signing transaction: rolled back it is given again, so that a series
 * has no gaps; committed it is never given twice.
 */
export const takeIssueNumber = async (tx: EntityManager, publication: Of, supplement: boolean, year: number): Promise<IssueNumber> => {
  const name = seriesName(publication, supplement, year)
  let serial = await countUp(tx, name)
  if (serial === null) {
    await begin(tx, name, 0)
    serial = await countUp(tx, name)
  }
  if (serial === null) throw new Error(`there is no counter ${name}`)
  return { year, serial, total: supplement ? null : await countUp(tx, totalName(publication)) }
}
