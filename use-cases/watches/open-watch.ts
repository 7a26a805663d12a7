import { z } from 'zod'
import { Watch } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { Problem } from '../../rules/problems.ts'
import type { Role } from '../../rules/roles.ts'
import { watchTimesSchema } from '../../rules/watch-slots.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { openMatter } from '../matters/open-matter.ts'

export const openWatchSchema = z.strictObject({
  title: z.string().trim().min(1, '请写明值班名称').max(60),
  /** 值班 or 舆情监测. */
  form: z.enum(['duty', 'opinion']).default('duty'),
  /** Who takes up what is found. */
  dutyUnitId: z.string().length(26),
  times: watchTimesSchema,
  remindMinutes: z.int().min(0).max(240).optional(),
})

export type OpenWatchInput = z.input<typeof openWatchSchema>

const atRoot: readonly Role[] = ['leader', 'director', 'deputy_director', 'supervisor', 'editor']

const mayKeep = (ctx: UseCaseContext, unitId: string): boolean => {
  const { directory } = ctx.office
  const day = today(ctx)
  return directory
    .actsFor(actorOf(ctx).id, ctx.now)
    .some((id) => atRoot.some((role) => directory.holdsAtRoot(id, role, day)) || directory.holds(id, 'unit_head', unitId, day))
}

/** A roster begins: when there is a watch, and who takes up what is found (docs/rules.md, Watches). */
export const openWatch = async (ctx: UseCaseContext, raw: OpenWatchInput): Promise<MatterWithParties & { watch: Watch }> => {
  const input = openWatchSchema.parse(raw)
  const actor = actorOf(ctx)
  if (ctx.office.directory.findUnit(input.dutyUnitId)?.closed !== false) throw new Problem('bad_request', '值班单位不存在或已撤销')
  if (!mayKeep(ctx, input.dutyUnitId)) throw new Problem('forbidden', '值班表由值班单位分管领导、督查科、信息科或办公室领导建立')
  const opened = await openMatter(ctx, {
    kind: 'watch',
    title: input.title,
    body: input.title,
    urgency: 'normal',
    dueAt: null,
    dueText: null,
    groupId: null,
    unitId: input.dutyUnitId,
    issuerId: actor.id,
    parties: [],
  })
  const watch: Watch = {
    matterId: opened.matter.id,
    form: input.form,
    dutyUnitId: input.dutyUnitId,
    times: input.times,
    remindMinutes: input.remindMinutes ?? ctx.office.settings.watches.remindMinutes,
  }
  await insertRows(ctx.tx, Watch, [watch])
  return { ...opened, watch }
}
