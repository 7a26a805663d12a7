import { Demand, type Matter } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isAfterHours, isDemand } from '../../rules/burden.ts'
import type { Duty } from '../../rules/lifecycles/index.ts'
import { partyColumns } from '../../rules/party.ts'
import type { UseCaseContext } from '../context.ts'

/** The units that these parties are or belong to, once each; the one who asks for it is not asked. */
const unitsAsked = (ctx: UseCaseContext, issuerId: string, parties: readonly string[]): string[] => {
  const { directory } = ctx.office
  const units = parties.map(partyColumns).map(({ memberId, unitId }) => {
    if (memberId === null) return unitId
    return memberId === issuerId ? null : directory.findMember(memberId)?.unitId
  })
  return [...new Set(units)].filter((unit) => unit != null)
}

/**
 * Notes what newly opened todos ask of units, in the same transaction (docs/rules.md, Burden): one row for each unit, no counter, so that
 * nobody waits for anybody. `countDemands` adds them up.
 */
export const noteDemands = async (
  ctx: UseCaseContext,
  matter: Pick<Matter, 'id' | 'kind' | 'unitId' | 'issuerId'>,
  duty: Duty,
  parties: readonly string[],
): Promise<void> => {
  if (!isDemand(matter.kind, duty)) return
  const { calendar, settings } = ctx.office
  const isLate = ctx.actor !== null && isAfterHours(calendar, settings, ctx.sentAt)
  const rows = unitsAsked(ctx, matter.issuerId, parties).map((askedUnitId): Demand => ({
    id: ctx.newId(),
    matterId: matter.id,
    askedUnitId,
    askingUnitId: matter.unitId,
    askedAt: ctx.sentAt,
    isAfterHours: isLate,
    countedAt: null,
    isRepeated: false,
    repeatsId: null,
  }))
  await insertRows(ctx.tx, Demand, rows)
}
