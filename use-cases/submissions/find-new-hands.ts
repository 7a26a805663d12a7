import { In, IsNull } from 'typeorm'
import { Matter, Todo } from '../../entities/index.ts'
import { groupBy } from '../../rules/group-by.ts'
import { memberParty } from '../../rules/party.ts'
import { today, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { listPartiesOf } from '../matters/find-matter.ts'
import { editorsOf, headsOf, signersOf } from '../matters/office-roles.ts'

const states = ['submitted', 'open', 'signed'] as const
const kinds = ['submission', 'issue'] as const

/** Matters read at a time. */
const handsBatch = 500

/** Whose a matter in this state is now. */
const handsOf = (ctx: UseCaseContext, { kind, state, unitId }: Matter): string[] => {
  if (kind === 'submission' && state === 'submitted') return headsOf(ctx, unitId).map(({ id }) => id)
  return editorsOf(ctx).map(({ id }) => id)
}

const passOn = async (ctx: UseCaseContext, matter: Matter, hands: readonly string[]): Promise<boolean> => {
  const parties = (await listPartiesOf(ctx, [matter.id])).get(matter.id) ?? []
  const action = matter.state === 'submitted' ? 'call_heads' : 'call_editors'
  if (hands.length > 0) await changeState(ctx, { matter, parties }, { action, targets: hands.map(memberParty) })
  else if (matter.state === 'submitted') await changeState(ctx, { matter, parties }, { action: 'pass_head' })
  else return false
  return true
}

/**
 * Gives what nobody owes any more to those who hold the office now: its head, editor or compiler has left, or holds the role no longer.
 * Reports wait for a head; where there is none they go on to the editors. Walks by id; returns where to go on from, null at the end.
 */
export const findNewHands = async (ctx: UseCaseContext, after: string): Promise<string | null> => {
  const matters = await ctx.tx
    .createQueryBuilder(Matter, 'm')
    .where('m.kind IN (:...kinds) AND m.state IN (:...states) AND m.id > :after', { kinds, states, after })
    .orderBy('m.id')
    .limit(handsBatch)
    .getMany()
  const todos = await ctx.tx.find(Todo, {
    select: { matterId: true, memberId: true },
    where: { matterId: In(matters.map(({ id }) => id)), closedAt: IsNull() },
  })
  const open = groupBy(todos, ({ matterId }) => matterId)
  const { directory } = ctx.office
  const day = today(ctx)
  for (const matter of matters) {
    const hands = handsOf(ctx, matter)
    // A signer who changed a text has it as well.
    const entitled = new Set([...hands, ...(matter.state === 'submitted' ? [] : signersOf(ctx).map(({ id }) => id))])
    const owing = (open.get(matter.id) ?? [])
      .map(({ memberId }) => directory.findMember(memberId ?? ''))
      .filter((member) => member !== undefined)
    const isOwed = owing.some(
      (member) => directory.isActive(member, day) && directory.actsFor(member.id, ctx.now).some((id) => entitled.has(id)),
    )
    if (!isOwed) await passOn(ctx, matter, hands)
  }
  return matters.length < handsBatch ? null : (matters.at(-1)?.id ?? null)
}
