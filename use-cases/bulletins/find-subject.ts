import { BulletinOfficer, BulletinUnit } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { bulletinFaults } from '../../wording/bulletins.ts'
import type { UseCaseContext } from '../context.ts'
import { getBulletin } from './find-bulletin.ts'

/** The unit of a bulletin, or the officer it proposes, by name or another name of the unit. Throws `not_found`. */
export const findSubjectByName = async (ctx: UseCaseContext, number: number, name: string): Promise<string> => {
  const { matter } = await getBulletin(ctx, number)
  const units = await ctx.tx.find(BulletinUnit, { where: { matterId: matter.id }, order: { position: 'ASC' } })
  const { directory } = ctx.office
  const exact = units.find(({ unitName }) => unitName === name)
  const other = units.find(({ unitId }) => directory.findUnit(unitId)?.aliases.includes(name))
  const officer = exact || other ? null : await ctx.tx.findOneBy(BulletinOfficer, { matterId: matter.id, name })
  const found = exact?.unitId ?? other?.unitId ?? officer?.memberId
  if (found === undefined) throw new Problem('not_found', bulletinFaults.unknownUnit(number, name))
  return found
}
