import type { UseCaseContext } from '../context.ts'
import { actorOf, today } from '../context.ts'
import { kindsSeen, seesAll, unitsHeaded } from '../matters/visibility.ts'
import { readCall, type CallProgress, type CallStage } from './read-call.ts'

export interface CallView extends CallProgress {
  /** How far all the units are; each counts once. */
  counts: Record<CallStage | 'overdue', number>
}

/** Organiser, editors and overseers see every unit; a unit its own row, and of the others how many (docs/rules.md, Calls). */
export const viewCall = async (ctx: UseCaseContext, number: number): Promise<CallView> => {
  const progress = await readCall(ctx, number)
  const { matter, units } = progress
  const counts = { called: 0, taken: 0, delivered: 0, adopted: 0, overdue: 0 }
  for (const { stage, overdue } of units) {
    counts[stage] += 1
    if (overdue) counts.overdue += 1
  }
  const { directory } = ctx.office
  const selves = directory.actsFor(actorOf(ctx).id, ctx.now)
  const isOrganiser = selves.includes(matter.issuerId) || matter.postedById === actorOf(ctx).id
  if (isOrganiser || seesAll(ctx) || kindsSeen(ctx).includes('call')) return { ...progress, counts }
  const own = new Set([...selves.flatMap((id) => directory.unitsAnsweredBy(id, today(ctx))), ...unitsHeaded(ctx)])
  return { matter, units: units.filter(({ unit }) => own.has(unit.id)), counts }
}
