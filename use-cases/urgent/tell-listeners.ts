import { IsNull, Not } from 'typeorm'
import { WorkGroup, type Matter } from '../../entities/index.ts'
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

export interface Hearing {
  matter: Pick<Matter, 'id'>
  text: string
  /** Unique for the matter: what is told. */
  key: string
  /** everybody: duty, signers, deputies and the leaders (in their group, or one by one); signers: only who signs. */
  to: 'everybody' | 'signers'
}

/**
 * Words on an urgent report to those who follow it, in private and at once, quiet hours or not; the leaders in their group where the
 * office has named one (docs/rules.md, Urgent reports). The actor is left out. Returns whom it told by themselves.
 */
export const tellListeners = async (ctx: UseCaseContext, { matter, text, key, to }: Hearing): Promise<string[]> => {
  const { directory } = ctx.office
  const signing = [...signersOf(ctx), ...rootHolders(ctx, 'deputy_director')]
  const group = to === 'everybody' ? await findLeadersGroup(ctx) : null
  const duty = dutyUnitOf(ctx)
  const following = [...(duty ? directory.answerersOf(duty.id, today(ctx)) : []), ...(group ? [] : rootHolders(ctx, 'leader'))]
  const members = to === 'everybody' ? [...signing, ...following] : signing
  const told = [...new Set(members.map(({ id }) => id))].filter((id) => id !== ctx.actor?.id)
  const shared = { text, purpose: 'notice' as const, lane: 0 as const }
  await enqueueMessages(ctx, [
    ...told.map((memberId) => ({ ...shared, to: { memberId }, dedupeKey: `urgent:${matter.id}:${key}:${memberId}` })),
    ...(group ? [{ ...shared, to: { groupId: group.id }, dedupeKey: `urgent:${matter.id}:${key}:group` }] : []),
  ])
  return told
}
