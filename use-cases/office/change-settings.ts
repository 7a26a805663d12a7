import { OfficeState } from '../../entities/index.ts'
import type { OfficeSettings } from '../../rules/office-settings.ts'
import { requireAdministrator } from '../administration/require-administrator.ts'
import { appendAudit } from '../audit/append-audit.ts'
import type { UseCaseContext } from '../context.ts'
import { bumpDirectory } from './load-office.ts'
import { mergeSettings } from './merge-settings.ts'

/** The office's settings, every default filled in. For the system administrator. */
export const readSettings = (ctx: UseCaseContext): OfficeSettings => {
  requireAdministrator(ctx, 'system_admin')
  return ctx.office.settings
}

/**
 * Lays a patch over the settings: objects key by key, lists and figures whole. Takes effect at everybody's next call; deadlines and
 * reminders already written stay as they are. Throws `bad_request` with the path of what is wrong.
 */
export const changeSettings = async (ctx: UseCaseContext, patch: Record<string, unknown>): Promise<OfficeSettings> => {
  requireAdministrator(ctx, 'system_admin')
  const settings = mergeSettings(ctx.office.settings, patch)
  await ctx.tx.update(OfficeState, { id: 1 }, { settings, settingsChangedAt: ctx.now, settingsChangedById: ctx.actor?.id ?? null })
  await bumpDirectory(ctx.tx)
  await appendAudit(ctx, { action: 'settings.change', detail: { patch } })
  return settings
}
