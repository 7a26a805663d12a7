import { IsNull, Not } from 'typeorm'
import { Binding } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { redeemLinkTicket } from '../bindings/login-codes.ts'
import type { CodeKit } from '../bindings/one-time-codes.ts'
import type { UseCaseContext } from '../context.ts'
import { openSession, type OpenedSession } from './open-session.ts'
import { miniprogramChannel } from './sign-in-with-openid.ts'

const gone = (): Problem => new Problem('gone', '绑定码已过期,请重新进入小程序')

/** The session a ticket was waiting for; null while its code has not been sent. Throws `gone` when its time is over. */
export const redeemTicket = async (ctx: UseCaseContext, kit: CodeKit, ticket: string): Promise<OpenedSession | null> => {
  const claim = await redeemLinkTicket(ctx, kit, { ticket })
  if (claim.state === 'waiting') return null
  if (claim.state === 'expired') throw gone()
  // Unbound in the meantime (a lost phone): the ticket that was ready is worth nothing any more.
  const isBound = await ctx.tx.existsBy(Binding, { memberId: claim.memberId, channel: miniprogramChannel, confirmedAt: Not(IsNull()) })
  if (!isBound) throw gone()
  return openSession(ctx, { memberId: claim.memberId, via: 'miniprogram', machineNow: kit.machineNow })
}
