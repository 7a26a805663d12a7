import type { Matter, MatterParty } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { findLastEvent } from '../matters/find-last-event.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { standingsOf } from '../matters/standing.ts'
import { listOpenTodos } from '../matters/todos.ts'
import { refuseOwnDecision } from './refuse-own-decision.ts'
import { submitIfAllDone } from './submit-if-all-done.ts'

/** The party whose 退办 waits for the issuer; null when none does. */
export const findDeclining = async (ctx: UseCaseContext, { matter, parties }: MatterWithParties): Promise<MatterParty | null> => {
  if (matter.state !== 'open') return null
  const open = await listOpenTodos(ctx, matter.id)
  if (!open.some((todo) => todo.duty === 'review')) return null
  const last = await findLastEvent(ctx, matter.id, 'decline')
  return parties.find((party) => party.party === last?.data?.['party'] && party.removedAt === null) ?? null
}

/** Takes the declining party off; refused while it would leave nobody responsible. */
export const acceptDecline = async (ctx: UseCaseContext, target: MatterWithParties, declining: MatterParty): Promise<Matter> => {
  const { matter, parties } = target
  refuseOwnDecision(ctx, target)
  const others = parties.filter((party) => party.role === 'responsible' && party.removedAt === null && party.id !== declining.id)
  if (declining.role === 'responsible' && others.length === 0) {
    throw new Problem('wrong_state', `〔${matter.number}〕退办后无人负责,请先 #加 ${matter.number} @新责任人,再 #确认 ${matter.number}`)
  }
  const onBehalfOfId = standingsOf(ctx, matter, parties).issuerOnBehalfOfId
  const accepted = await changeState(ctx, target, {
    action: 'accept_decline',
    targets: [declining.party],
    data: { party: declining.party },
    parties: [{ party: declining.party, set: { removedAt: ctx.now } }],
    onBehalfOfId,
  })
  return submitIfAllDone(ctx, { matter: accepted, parties })
}

/** A 退办 that waits is over when its party goes on, hands over or leaves. Returns the matter as it then stands. */
export const withdrawDecline = async (
  ctx: UseCaseContext,
  target: MatterWithParties,
  party: string,
  how: { follows?: true } = {},
): Promise<MatterWithParties> => {
  const declining = await findDeclining(ctx, target)
  if (declining?.party !== party) return target
  return { ...target, matter: await changeState(ctx, target, { action: 'withdraw_decline', data: { party }, ...how }) }
}
