import { MatterEvent, MatterParty, type Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { standingsOf } from '../matters/standing.ts'
import { listOpenTodos } from '../matters/todos.ts'

/** The party whose 退办 waits for the issuer; null when none does. */
export const findDeclining = async (ctx: UseCaseContext, { matter, parties }: MatterWithParties): Promise<MatterParty | null> => {
  const open = await listOpenTodos(ctx, matter.id)
  if (!open.some((todo) => todo.duty === 'review')) return null
  const last = await ctx.tx.findOne(MatterEvent, { where: { matterId: matter.id, action: 'decline' }, order: { at: 'DESC', id: 'DESC' } })
  return parties.find((party) => party.party === last?.data?.['party'] && party.removedAt === null) ?? null
}

/** Takes the declining party off; refused while it would leave nobody responsible. */
export const acceptDecline = async (ctx: UseCaseContext, target: MatterWithParties, declining: MatterParty): Promise<Matter> => {
  const { matter, parties } = target
  const others = parties.filter((party) => party.role === 'responsible' && party.removedAt === null && party.id !== declining.id)
  if (declining.role === 'responsible' && others.length === 0) {
    throw new Problem('wrong_state', `〔${matter.number}〕退办后无人负责,请先 #加 ${matter.number} @新责任人,再 #确认 ${matter.number}`)
  }
  await ctx.tx.update(MatterParty, { id: declining.id }, { removedAt: ctx.now })
  const onBehalfOfId = standingsOf(ctx, matter, parties).issuerOnBehalfOfId
  return changeState(ctx, target, { action: 'accept_decline', targets: [declining.party], data: { party: declining.party }, onBehalfOfId })
}
