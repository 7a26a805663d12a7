import { z } from 'zod'
import { RoleGrant } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { Problem } from '../../rules/problems.ts'
import { roles } from '../../rules/roles.ts'
import { roleName } from '../../wording/role-names.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { today, type UseCaseContext } from '../context.ts'
import { bumpDirectory } from '../office/load-office.ts'
import { requireAdministrator } from './require-administrator.ts'

export const grantRoleSchema = z.strictObject({
  memberId: z.string().length(26),
  role: z.enum(roles),
  unitId: z.string().length(26).describe('在哪个单位任此角色,对其下级同样有效'),
  endsOn: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '日期写成 YYYY-MM-DD')
    .nullable()
    .default(null)
    .describe('最后一天'),
})

export type GrantRole = z.output<typeof grantRoleSchema>

/** Gives a role in a unit. `conflict` when the person has it already. For the security administrator. */
export const grantRole = async (ctx: UseCaseContext, input: GrantRole): Promise<RoleGrant> => {
  requireAdministrator(ctx, 'security_admin')
  const { directory } = ctx.office
  const member = directory.findMember(input.memberId)
  if (!member || !directory.isActive(member, today(ctx))) throw new Problem('bad_request', '没有这个人,或已离岗')
  const unit = directory.findUnit(input.unitId)
  if (!unit || unit.closed) throw new Problem('bad_request', '没有这个单位,或已撤销')
  const grant: RoleGrant = { ...input, id: ctx.newId(), grantedAt: ctx.now, grantedById: ctx.actor?.id ?? null }
  try {
    await insertRows(ctx.tx, RoleGrant, [grant])
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('conflict', `${member.name}已是${unit.name}的${roleName(input.role)}`)
    throw error
  }
  await bumpDirectory(ctx.tx)
  await appendAudit(ctx, {
    action: 'roles.grant',
    subject: input.memberId,
    detail: { role: input.role, unitId: input.unitId, endsOn: input.endsOn },
  })
  return grant
}

/** Takes a role away at once. Refused (`conflict`) for the last system or security administrator. For the security administrator. */
export const revokeRole = async (ctx: UseCaseContext, { grantId }: { grantId: string }): Promise<void> => {
  requireAdministrator(ctx, 'security_admin')
  const grant = await ctx.tx.findOneBy(RoleGrant, { id: grantId })
  if (!grant) throw new Problem('not_found', '没有这条角色')
  const keeps = grant.role === 'system_admin' || grant.role === 'security_admin'
  const { directory } = ctx.office
  if (
    keeps &&
    directory.isRoot(grant.unitId) &&
    directory.holders(grant.role, grant.unitId, today(ctx)).every(({ id }) => id === grant.memberId)
  ) {
    throw new Problem('conflict', `这是最后一名${roleName(grant.role)},请先指定接任者`)
  }
  await ctx.tx.delete(RoleGrant, { id: grantId })
  await bumpDirectory(ctx.tx)
  await appendAudit(ctx, { action: 'roles.revoke', subject: grant.memberId, detail: { role: grant.role, unitId: grant.unitId } })
}
