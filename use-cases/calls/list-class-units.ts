import { Unit } from '../../entities/index.ts'
import { readUnitClasses } from '../../rules/parties/unit-classes.ts'
import type { Span } from '../../rules/task-text.ts'
import type { UseCaseContext } from '../context.ts'

/** Units that a text names by their class (各县区), in the directory's order, and where it does. */
export const readClassUnits = async (ctx: UseCaseContext, text: string): Promise<{ unitIds: string[]; cuts: Span[] }> => {
  if (!text.includes('各')) return { unitIds: [], cuts: [] }
  const rows = await ctx.tx.find(Unit, { select: { id: true, unitClass: true } })
  const classOf = new Map(rows.map(({ id, unitClass }) => [id, unitClass]))
  const known = [...new Set(rows.flatMap(({ unitClass }) => (unitClass === null ? [] : [unitClass])))]
  const { classes, cuts } = readUnitClasses(text, known)
  const units = ctx.office.directory.units.filter(({ id, closed }) => !closed && classes.includes(classOf.get(id) ?? ''))
  return { unitIds: units.map(({ id }) => id), cuts }
}
