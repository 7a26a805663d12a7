import { matchText } from '../../rules/match-text.ts'
import { unitName, type Named } from '../matters/names.ts'
import { actorOf, type UseCaseContext } from '../context.ts'

export interface UnitChoice {
  id: string
  code: string
  name: string
  parent: Named | null
}

const most = 20

/** Units to choose from by name, other names or code; at most twenty, the best match first. Closed units are not offered. */
export const findUnits = async (ctx: UseCaseContext, text: string): Promise<UnitChoice[]> => {
  actorOf(ctx)
  const { directory } = ctx.office
  const open = directory.units.filter((unit) => !unit.closed)
  return matchText(open, text, (unit) => [unit.name, ...unit.aliases, unit.code], most).map((unit) => ({
    id: unit.id,
    code: unit.code,
    name: unit.name,
    parent: unit.parentId === null ? null : unitName(directory, unit.parentId),
  }))
}
