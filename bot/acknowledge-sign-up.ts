import type { UseCaseContext } from '../use-cases/context.ts'
import { acknowledgeSignUp } from '../use-cases/notices/acknowledge-sign-up.ts'
import { parseSignUp } from './parse/sign-up.ts'

/** A 接龙 in a group: says whether it hit an open todo; it is never answered, and what hits nothing is not for the bot. */
export const acknowledgeSignUpMessage = async (ctx: UseCaseContext, groupId: string | null, text: string): Promise<boolean> =>
  groupId !== null && acknowledgeSignUp(ctx, { groupId, ...parseSignUp(text) })
