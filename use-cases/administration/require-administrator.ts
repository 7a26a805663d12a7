import type { Role } from '../../rules/roles.ts'
import { Problem } from '../../rules/problems.ts'
import { roleName } from '../../wording/role-names.ts'
import { today, type UseCaseContext } from '../context.ts'

type AdministrationRole = Extract<Role, 'system_admin' | 'security_admin' | 'auditor'>

/**
 * Lets the holder of the role at the root pass, and the command line on the machine itself (no actor).
 * Administration is one for the whole office: a grant further down opens nothing. Throws `forbidden`.
 */
export const requireAdministrator = (ctx: UseCaseContext, role: AdministrationRole): void => {
  if (!ctx.actor || ctx.office.directory.holdsAtRoot(ctx.actor.id, role, today(ctx))) return
  throw new Problem('forbidden', `只有${roleName(role)}可以办理`)
}
