import { In } from 'typeorm'
import { ProcedureStep, WatchSlot, type Matter } from '../../entities/index.ts'
import { memberParty } from '../../rules/party.ts'
import type { UseCaseContext } from '../context.ts'

/** Running steps of procedures and shifts that are still to come go to somebody else with the todos of these matters. */
export const moveSteps = async (ctx: UseCaseContext, matters: readonly Matter[], fromId: string, toId: string): Promise<void> => {
  const procedures = matters.filter(({ kind }) => kind === 'procedure' || kind === 'absence').map(({ id }) => id)
  const running = procedures.length === 0 ? [] : await ctx.tx.findBy(ProcedureStep, { matterId: In(procedures), state: 'running' })
  for (const { id, parties } of running) {
    const moved = [...new Set(parties.map((party) => (party === memberParty(fromId) ? memberParty(toId) : party)))]
    await ctx.tx.update(ProcedureStep, { id }, { parties: moved })
  }
  const watches = matters.filter(({ kind }) => kind === 'watch').map(({ id }) => id)
  if (watches.length > 0)
    await ctx.tx.update(WatchSlot, { matterId: In(watches), memberId: fromId, state: In(['planned', 'open']) }, { memberId: toId })
}
