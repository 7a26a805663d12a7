import { IsNull, Not } from 'typeorm'
import { MatterParty, WorkGroup, type Matter } from '../../entities/index.ts'
import type { UnitCard } from '../../rules/directory.ts'
import { today, type UseCaseContext } from '../context.ts'
import { rootHolders, signersOf } from '../matters/office-roles.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'

/** The unit on duty for urgent reports; null where the office has named none. */
export const dutyUnitOf = ({ office }: UseCaseContext): UnitCard | null => {
  const { dutyUnit } = office.settings.urgent
  return dutyUnit === '' ? null : (office.directory.units.find(({ code }) => code === dutyUnit) ?? null)
}

const findLeadersGroup = async (ctx: UseCaseContext): Promise<WorkGroup | null> => {
  const { leadersGroup } = ctx.office.settings.urgent
  if (leadersGroup === '') return null
  return ctx.tx.findOneBy(WorkGroup, { name: leadersGroup, registeredAt: Not(IsNull()), closedAt: IsNull() })
}

/** Those who follow an event: people by themselves, and the leaders' group where the office has named one. */
export interface Listeners {
  memberIds: string[]
  groupId: string | null
}

/** Duty, signers, deputies, the units that follow the event, and the leaders (in their group, or one by one); the actor is left out. */
export const listListeners = async (ctx: UseCaseContext, { id }: Pick<Matter, 'id'>): Promise<Listeners> => {
  const { directory } = ctx.office
  const group = await findLeadersGroup(ctx)
  const duty = dutyUnitOf(ctx)
  const assisting = await ctx.tx.findBy(MatterParty, { matterId: id, role: 'assisting', removedAt: IsNull() })
  const units = new Set([...(duty ? [duty.id] : []), ...assisting.flatMap(({ unitId }) => (unitId === null ? [] : [unitId]))])
  const members = [
    ...signersOf(ctx),
    ...rootHolders(ctx, 'deputy_director'),
    ...[...units].flatMap((unitId) => directory.answerersOf(unitId, today(ctx))),
    ...(group ? [] : rootHolders(ctx, 'leader')),
  ]
  return {
    memberIds: [...new Set(members.map((member) => member.id))].filter((each) => each !== ctx.actor?.id),
    groupId: group?.id ?? null,
  }
}

/** Who is about to sign: signers and deputies; the actor is left out. */
export const listSigning = (ctx: UseCaseContext): Listeners => {
  const members = [...signersOf(ctx), ...rootHolders(ctx, 'deputy_director')]
  return { memberIds: [...new Set(members.map(({ id }) => id))].filter((id) => id !== ctx.actor?.id), groupId: null }
}

export interface Hearing {
  matter: Pick<Matter, 'id'>
  text: string
  /** Unique for the matter: what is told. */
  key: string
}

/** Words on an urgent report to those who follow it, at once, quiet hours or not (docs/rules.md, Urgent reports). Returns to how many chats. */
export const tellListeners = (ctx: UseCaseContext, { memberIds, groupId }: Listeners, { matter, text, key }: Hearing): Promise<number> => {
  const shared = { text, purpose: 'notice' as const, lane: 0 as const }
  return enqueueMessages(ctx, [
    ...memberIds.map((memberId) => ({ ...shared, to: { memberId }, dedupeKey: `urgent:${matter.id}:${key}:${memberId}` })),
    ...(groupId === null ? [] : [{ ...shared, to: { groupId }, dedupeKey: `urgent:${matter.id}:${key}:group` }]),
  ])
}
