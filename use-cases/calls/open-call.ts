import { z } from 'zod'
import { unitParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import type { Role } from '../../rules/roles.ts'
import { composeTitle } from '../../rules/task-text.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { openLimited } from '../matters/open-limited.ts'
import { givenLimit, readLimit, type Limit } from '../tasks/read-limit.ts'

export const openCallSchema = z.strictObject({
  /** Topic and requirements; without `dueAt` the limit is read from them. */
  body: z.string().trim().min(1, '请写明约稿主题').max(4_000, '约稿内容不超过 4000 字'),
  topic: z.string().trim().min(1).max(60).optional(),
  unitIds: z.array(z.string().length(26)).min(1, '请写明约稿单位').max(500),
  dueAt: z.int().positive().optional(),
  groupId: z.string().length(26).nullable().default(null),
})

export type OpenCallInput = z.input<typeof openCallSchema>

export interface OpenedCall extends MatterWithParties {
  limit: Limit
}

/** Who may ask all units of the office for contributions (docs/rules.md, Calls). */
const organisers: readonly Role[] = ['editor', 'director', 'deputy_director', 'leader', 'supervisor']

const checkOrganiser = (ctx: UseCaseContext): void => {
  const { directory } = ctx.office
  const selves = directory.actsFor(actorOf(ctx).id, ctx.now)
  if (!selves.some((id) => organisers.some((role) => directory.holdsAtRoot(id, role, today(ctx)))))
    throw new Problem('forbidden', '约稿由信息科、督查科或办公室领导发出')
}

const limitOf = (ctx: UseCaseContext, input: z.output<typeof openCallSchema>): Limit => {
  if (input.dueAt === undefined) return readLimit(ctx, input.body, 'normal')
  return givenLimit(ctx, input.dueAt)
}

/** 约稿: asks units for contributions on a topic by a limit; a recurring limit asks again each time (docs/rules.md, Calls). */
export const openCall = async (ctx: UseCaseContext, raw: OpenCallInput): Promise<OpenedCall> => {
  const input = openCallSchema.parse(raw)
  const actor = actorOf(ctx)
  checkOrganiser(ctx)
  const { directory } = ctx.office
  const gone = input.unitIds.filter((id) => directory.findUnit(id)?.closed !== false)
  if (gone.length > 0) throw new Problem('bad_request', '约稿单位不存在或已撤销')
  const limit = limitOf(ctx, input)
  const opened = await openLimited(
    ctx,
    {
      kind: 'call',
      title: input.topic ?? composeTitle(input.body, limit.matched ? [limit.matched] : []),
      body: input.body,
      urgency: 'normal',
      groupId: input.groupId,
      unitId: actor.unitId,
      issuerId: actor.id,
      parties: [...new Set(input.unitIds)].map((id) => ({ party: unitParty(id), role: 'responsible' as const })),
    },
    limit,
  )
  return { ...opened, limit }
}
