import { issueLinkCode } from '../bindings/login-codes.ts'
import { noteContact } from '../bindings/note-contact.ts'
import type { CodeKit } from '../bindings/one-time-codes.ts'
import { today, type UseCaseContext } from '../context.ts'
import { openSession, type OpenedSession } from './open-session.ts'

/** The channel under which openids stand in `bindings`; the account is the mini-program's app id. */
export const miniprogramChannel = 'miniprogram'

export interface UnboundOpenid {
  /** The mini-program's claim: exchanged for a session once the code was sent (redeem-ticket.ts). */
  ticket: string
  /** What its owner sends to the bot in chat as `#绑定 码`. */
  bindCode: string
}

/** A session for the member an openid is bound to; else a ticket and the code that binds it. */
export const signInWithOpenid = async (
  ctx: UseCaseContext,
  kit: CodeKit,
  input: { appId: string; openid: string },
): Promise<OpenedSession | UnboundOpenid> => {
  const contact = await noteContact(ctx, { channel: miniprogramChannel, account: input.appId, externalId: input.openid, name: '' })
  const member = contact.confirmedAt === null ? undefined : ctx.office.directory.findMember(contact.memberId ?? '')
  if (member && ctx.office.directory.isActive(member, today(ctx))) {
    return openSession(ctx, { memberId: member.id, via: 'miniprogram', machineNow: kit.machineNow })
  }
  const { ticket, code } = await issueLinkCode(ctx, kit, { binding: contact })
  return { ticket, bindCode: code }
}
