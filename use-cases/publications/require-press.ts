import { Problem } from '../../rules/problems.ts'
import type { Role } from '../../rules/roles.ts'
import { today, type UseCaseContext } from '../context.ts'

const press: readonly Role[] = ['editor', 'director', 'deputy_director']
const readers: readonly Role[] = [...press, 'leader', 'supervisor']

const holdsOne = (ctx: UseCaseContext, roles: readonly Role[]): boolean => {
  const { actor, office, now } = ctx
  if (!actor) return true
  return office.directory.actsFor(actor.id, now).some((id) => roles.some((role) => office.directory.holdsAtRoot(id, role, today(ctx))))
}

/** Lets the information section and the office's director pass, and the command line on the machine itself. Throws `forbidden`. */
export const requirePress = (ctx: UseCaseContext): void => {
  if (!holdsOne(ctx, press)) throw new Problem('forbidden', '只有信息科、办公室主任可以办理')
}

/** Whether somebody reads everything of the information line (docs/rules.md, Visibility). */
export const readsPress = (ctx: UseCaseContext): boolean => holdsOne(ctx, readers)

/** Lets those pass who read every issue. Throws `forbidden`. */
export const requirePressReader = (ctx: UseCaseContext): void => {
  if (!readsPress(ctx)) throw new Problem('forbidden', '只有信息科、督查科和办公室领导可以查看')
}
