import { IsNull, Not } from 'typeorm'
import { Binding, GroupMember } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { appendAudit } from '../audit/append-audit.ts'
import type { UseCaseContext } from '../context.ts'
import { getOwnGroup } from './group-owner.ts'

/** 确认身份: the owner says that a contact matched by nickname is who it seems (docs/rules.md, People and identity). */
export const confirmIdentity = async (ctx: UseCaseContext, groupId: string, memberId: string): Promise<void> => {
  await getOwnGroup(ctx, groupId)
  const sits = await ctx.tx.existsBy(GroupMember, { groupId, memberId, leftAt: IsNull() })
  const [waiting, other] = sits ? await ctx.tx.findBy(Binding, { memberId, subject: 'person', confirmedAt: IsNull() }) : []
  if (!waiting) throw new Problem('wrong_state', '这位同志没有待确认的身份')
  if (other) throw new Problem('conflict', '有不止一个微信号待确认为这位同志,请其向安全管理员索取绑定码')
  const { id, channel, account } = waiting
  // As with a code: what the person was known by on this account before no longer acts for them.
  await ctx.tx.update(Binding, { memberId, channel, account, id: Not(id) }, { memberId: null, confirmedAt: null })
  await ctx.tx.update(Binding, { id }, { confirmedAt: ctx.now })
  await appendAudit(ctx, { action: 'bindings.confirm', subject: memberId, detail: { channel, bindingId: id } })
}
