import { Matter, NoticeGroup } from '../entities/index.ts'
import type { UseCaseContext } from '../use-cases/context.ts'
import { tellPeople } from '../use-cases/outbox/tell-people.ts'
import type { Answer } from './commands/command.ts'
import { numbersIn } from './parse/numbers.ts'

const findSpokenOf = async (ctx: UseCaseContext, text: string): Promise<Matter | null> => {
  const [number] = numbersIn(text)
  return number === undefined ? null : ctx.tx.findOneBy(Matter, { number })
}

/** Whether a group has to do with a matter: where it began, or a notice that was posted there as well. */
const isOf = async (ctx: UseCaseContext, { id, groupId: origin }: Pick<Matter, 'id' | 'groupId'>, groupId: string): Promise<boolean> =>
  origin === groupId || (await ctx.tx.existsBy(NoticeGroup, { matterId: id, groupId }))

/**
 * An act done in private, or in another group than the matter's, is answered where it was said; those it concerns would not hear of it.
 * Tells them where they are, and takes the mentions out of an answer that they cannot see. An answer that would show another group's
 * matter by its title goes to the speaker alone.
 */
export const tellElsewhere = async (ctx: UseCaseContext, groupId: string | null, answers: readonly Answer[]): Promise<Answer[]> => {
  const heard: Answer[] = []
  for (const answer of answers) {
    const concerned = answer.mentionIds ?? []
    const mayBeMissed = answer.to === 'chat' && concerned.length > 0
    const matter = mayBeMissed ? (answer.about ?? (await findSpokenOf(ctx, answer.text))) : null
    if (!matter || (groupId !== null && (await isOf(ctx, matter, groupId)))) {
      heard.push(answer)
      continue
    }
    // A matter of no group was not done in another one.
    const inGroup = matter.groupId === null ? 'group' : 'other-group'
    await tellPeople(ctx, { matter, text: answer.text, memberIds: concerned, where: groupId === null ? 'private' : inGroup })
    const showsTitle = groupId !== null && answer.text.includes(matter.title)
    heard.push({ ...answer, mentionIds: [], to: showsTitle ? 'speaker' : answer.to })
  }
  return heard
}
