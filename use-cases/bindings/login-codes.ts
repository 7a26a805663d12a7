import { randomBytes } from 'node:crypto'
import type { Binding } from '../../entities/index.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { findByTicket, findCode, issueCode, useUp, type CodeKit } from './one-time-codes.ts'

/** `#登录`, in private: a code that opens a session on the web for the sender. */
export const issueLoginCode = async (ctx: UseCaseContext, kit: CodeKit): Promise<string> =>
  issueCode(ctx, kit, { purpose: 'login', memberId: actorOf(ctx).id })

/**
 * Who the login code is for, used up by this; null when it is wrong, used, locked or over. The try is counted in the caller's
 * transaction: answer the refusal after it has committed, do not throw inside it.
 */
export const redeemLoginCode = async (
  ctx: UseCaseContext,
  kit: CodeKit,
  { code }: { code: string },
): Promise<{ memberId: string } | null> => {
  const row = await findCode(ctx, kit, code, ['login'])
  const member = ctx.office.directory.findMember(row?.memberId ?? '')
  if (!row || !member || !ctx.office.directory.isActive(member, today(ctx)) || !(await useUp(ctx, kit, row))) return null
  return { memberId: member.id }
}

/** For an openid nobody is bound to: a ticket the mini-program keeps, and the code its owner sends as `#绑定 码` in the chat. */
export const issueLinkCode = async (
  ctx: UseCaseContext,
  kit: CodeKit,
  { binding }: { binding: Binding },
): Promise<{ ticket: string; code: string }> => {
  const ticket = randomBytes(32).toString('base64url')
  return { ticket, code: await issueCode(ctx, kit, { purpose: 'link', bindingId: binding.id, ticket }) }
}

/** What became of a ticket: still waiting for the code to be sent, ready for a session, or over. */
export const redeemLinkTicket = async (
  ctx: UseCaseContext,
  kit: CodeKit,
  { ticket }: { ticket: string },
): Promise<{ state: 'waiting' } | { state: 'expired' } | { state: 'ready'; memberId: string }> => {
  const row = await findByTicket(ctx, kit, ticket)
  if (!row) return { state: 'expired' }
  if (row.usedAt === null) return { state: 'waiting' }
  return row.memberId === null ? { state: 'expired' } : { state: 'ready', memberId: row.memberId }
}
