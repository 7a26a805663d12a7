import { In, IsNull, Not } from 'typeorm'
import { GroupReview, WorkGroup } from '../../entities/index.ts'
import { DAY_MS } from '../../rules/instant.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { listStewards, mayRunGroup } from './group-owner.ts'

/** How long a question about a group can be answered by one word. */
const answerWaitsMs = 30 * DAY_MS

/** Whether a question to its owner waits for the answer. */
const isAsked = (ctx: UseCaseContext, { closesOn }: WorkGroup, review: GroupReview | undefined): boolean => {
  if (!review) return false
  const { proposedAt, keptAt, remindedOf } = review
  const isProposed = proposedAt !== null && proposedAt >= ctx.now - answerWaitsMs && (keptAt ?? 0) < proposedAt
  return isProposed || (closesOn !== null && remindedOf === closesOn)
}

/**
 * The open groups that the actor may close or keep and that these words name: by the whole name, else by a part of it. Without words, the one
 * that is theirs to answer for and that they were asked about, when it is one.
 */
export const findMyGroups = async (ctx: UseCaseContext, words: string): Promise<{ named: WorkGroup[]; mine: WorkGroup[] }> => {
  const open = await ctx.tx.find(WorkGroup, { where: { registeredAt: Not(IsNull()), closedAt: IsNull() }, order: { id: 'ASC' } })
  const run = open.filter((group) => mayRunGroup(ctx, group))
  const self = actorOf(ctx).id
  const owned = run.filter((group) => listStewards(ctx, group).some(({ id }) => id === self))
  const mine = owned.length > 0 ? owned : run
  if (words === '') {
    const reviews = new Map((await ctx.tx.findBy(GroupReview, { groupId: In(owned.map(({ id }) => id)) })).map((row) => [row.groupId, row]))
    const waiting = owned.filter((group) => isAsked(ctx, group, reviews.get(group.id)))
    return { named: waiting.length === 1 ? waiting : owned.length === 1 ? owned : [], mine }
  }
  const exact = run.filter(({ name }) => name === words)
  return { named: exact.length > 0 ? exact : run.filter(({ name }) => name.includes(words)), mine }
}
