import { IsNull, Not } from 'typeorm'
import { Binding, Session, type OneTimeCode } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { requireAdministrator } from '../administration/require-administrator.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { today, type UseCaseContext } from '../context.ts'
import { codeRefused, findCode, issueCode, useUp, voidCodesOf, type CodeKit } from './one-time-codes.ts'

/** What sending `#绑定 码` led to. `refused` is a value, not an error: the counted try must be committed. */
export type BindOutcome =
  | { outcome: 'bound'; memberId: string; name: string }
  /** The sender's own mini-program was linked to them. */
  | { outcome: 'linked'; memberId: string; name: string }
  | { outcome: 'refused'; message: string }

/** A code that makes whoever sends `#绑定 码` this member. For the security administrator and the command line. */
export const issueBindCode = async (ctx: UseCaseContext, kit: CodeKit, { memberId }: { memberId: string }): Promise<string> => {
  requireAdministrator(ctx, 'security_admin')
  const member = ctx.office.directory.findMember(memberId)
  if (!member || !ctx.office.directory.isActive(member, today(ctx))) throw new Problem('not_found', '没有这个人,或已离岗')
  const code = await issueCode(ctx, kit, { purpose: 'bind', memberId })
  await appendAudit(ctx, { action: 'bindings.issue_code', subject: memberId })
  return code
}

const bindContact = async (ctx: UseCaseContext, kit: CodeKit, row: OneTimeCode, contact: Binding): Promise<BindOutcome> => {
  const member = ctx.office.directory.findMember(row.memberId ?? '')
  if (!member || !ctx.office.directory.isActive(member, today(ctx)) || !(await useUp(ctx, kit, row)))
    return { outcome: 'refused', message: codeRefused }
  // A new code is a new phone: what the person was known by on this account before no longer acts for them.
  const { channel, account } = contact
  await ctx.tx.update(Binding, { memberId: member.id, channel, account, id: Not(contact.id) }, { memberId: null, confirmedAt: null })
  await ctx.tx.update(Binding, { id: contact.id }, { memberId: member.id, boundAt: ctx.now, confirmedAt: ctx.now })
  await appendAudit(ctx, { action: 'bindings.bind', subject: member.id, detail: { channel, bindingId: contact.id } })
  return { outcome: 'bound', memberId: member.id, name: member.name }
}

const linkMiniProgram = async (ctx: UseCaseContext, kit: CodeKit, row: OneTimeCode, contact: Binding): Promise<BindOutcome> => {
  const member = contact.confirmedAt === null ? undefined : ctx.office.directory.findMember(contact.memberId ?? '')
  if (!member || !ctx.office.directory.isActive(member, today(ctx)))
    return { outcome: 'refused', message: '请先用安全管理员给的码绑定本人,再绑定小程序' }
  if (!(await useUp(ctx, kit, row, { memberId: member.id }))) return { outcome: 'refused', message: codeRefused }
  await ctx.tx.update(Binding, { id: row.bindingId ?? '' }, { memberId: member.id, boundAt: ctx.now, confirmedAt: ctx.now })
  await appendAudit(ctx, { action: 'bindings.link', subject: member.id, detail: { bindingId: row.bindingId } })
  return { outcome: 'linked', memberId: member.id, name: member.name }
}

/**
 * `#绑定 码` from a chat contact (bound or not): a `bind` code makes the contact the member, a `link` code makes the waiting openid
 * the sender's. Never throws for a wrong code, so that the transaction keeps the counted try.
 */
export const useBindCode = async (ctx: UseCaseContext, kit: CodeKit, input: { code: string; bindingId: string }): Promise<BindOutcome> => {
  const contact = await ctx.tx.findOneBy(Binding, { id: input.bindingId })
  if (!contact || contact.subject !== 'person') throw new Problem('not_found', '没有这个联系人')
  const row = await findCode(ctx, kit, input.code, ['bind', 'link'])
  if (!row) return { outcome: 'refused', message: codeRefused }
  return row.purpose === 'bind' ? bindContact(ctx, kit, row, contact) : linkMiniProgram(ctx, kit, row, contact)
}

/** Ends a code that was shown where others could read it. A wrong one counts as a try. */
export const endShownCode = async (ctx: UseCaseContext, kit: CodeKit, code: string): Promise<void> => {
  const row = await findCode(ctx, kit, code, ['bind', 'link'])
  if (row) await useUp(ctx, kit, row)
}

/** A lost phone: every contact and openid of the member is let go, every session and code ends. For the security administrator. */
export const unbind = async (
  ctx: UseCaseContext,
  kit: Pick<CodeKit, 'machineNow'>,
  { memberId }: { memberId: string },
): Promise<{ bindings: number; sessions: number }> => {
  requireAdministrator(ctx, 'security_admin')
  if (!ctx.office.directory.findMember(memberId)) throw new Problem('not_found', '没有这个人')
  const bindings = await ctx.tx.update(Binding, { memberId }, { memberId: null, confirmedAt: null })
  const sessions = await ctx.tx.update(Session, { memberId, revokedAt: IsNull() }, { revokedAt: kit.machineNow })
  await voidCodesOf(ctx, kit, memberId)
  const counts = { bindings: bindings.affected ?? 0, sessions: sessions.affected ?? 0 }
  await appendAudit(ctx, { action: 'bindings.unbind', subject: memberId, detail: counts })
  return counts
}
