import { Binding } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import type { UseCaseContext } from '../context.ts'

export interface Contact {
  channel: string
  account: string
  externalId: string
  /** What they are called there, at most 80 characters are kept. */
  name: string
}

/** The binding of a chat contact or openid, bound or not; noted when seen for the first time. */
export const noteContact = async (ctx: UseCaseContext, { channel, account, externalId, name }: Contact): Promise<Binding> => {
  const key = { channel, account, externalId }
  const known = await ctx.tx.findOneBy(Binding, key)
  if (known) return known
  const fresh: Binding = {
    ...key,
    id: ctx.newId(),
    subject: 'person',
    memberId: null,
    groupId: null,
    lastSeenName: name.slice(0, 80),
    boundAt: ctx.now,
    confirmedAt: null,
  }
  try {
    await insertRows(ctx.tx, Binding, [fresh])
    return fresh
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return await ctx.tx.findOneByOrFail(Binding, key)
  }
}
