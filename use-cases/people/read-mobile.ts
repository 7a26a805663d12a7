import { Member } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { requireAdministrator } from '../administration/require-administrator.ts'
import { appendAudit } from '../audit/append-audit.ts'
import type { UseCaseContext } from '../context.ts'
import { openMobile } from './mobile-cipher.ts'

/** A member's whole mobile number, for the security administrator; every reading is audited. Null when none is kept. */
export const readMobile = async (
  ctx: UseCaseContext,
  { memberId }: { memberId: string },
  keys: { mobileKey: Buffer | null },
): Promise<string | null> => {
  requireAdministrator(ctx, 'security_admin')
  const member = await ctx.tx.findOneBy(Member, { id: memberId })
  if (!member) throw new Problem('not_found', '没有这个人')
  await appendAudit(ctx, { action: 'people.read_mobile', subject: memberId })
  if (member.mobileEncrypted === null) return null
  if (!keys.mobileKey) throw new Problem('unavailable', '没有配置加密密钥,看不到手机号')
  return openMobile(keys.mobileKey, member.mobileEncrypted)
}
