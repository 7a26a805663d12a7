import { z } from 'zod'
import { partyColumns } from '../../rules/party.ts'
import { mayIssueTo } from '../../rules/permissions.ts'
import { Problem } from '../../rules/problems.ts'
import { composeTitle } from '../../rules/task-text.ts'
import { describeIssuingRefusal } from '../../wording/refusals.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { openLimited } from '../matters/open-limited.ts'
import { parseSaid } from '../parse-input.ts'
import { partyKeySchema } from '../tasks/party-key.ts'
import { givenLimit, readLimit, type Limit } from '../tasks/read-limit.ts'

export const openMeetingSchema = z.strictObject({
  /** Topic, place and time; without `startsAt` the time is read from it, also a recurring one (每周一9点). */
  body: z.string().trim().min(1, '请写明会议').max(4_000, '会议内容不超过 4000 字'),
  title: z.string().trim().min(1, '请写明会议内容').max(60, '会议名称不超过 60 字').optional(),
  parties: z.array(partyKeySchema).min(1, '请写明参会人员或单位').max(500, '参会人员和单位不超过 500 个'),
  startsAt: z.int().positive().optional(),
  groupId: z.string().length(26).nullable().default(null),
})

export type OpenMeetingInput = z.input<typeof openMeetingSchema>

/** 9点 三楼会议室: a place that begins with a numeral is no part of the time. */
export const readMeetingTime = (ctx: UseCaseContext, body: string): Limit =>
  readLimit(ctx, body.replaceAll(/([点时分半])\s?(?=[一二三四五六七八九十\d]+\s*(?:楼|号|会议|层|栋|室))/gu, '$1,'), 'normal')

const limitOf = (ctx: UseCaseContext, { body, startsAt }: { body: string; startsAt?: number | undefined }): Limit => {
  if (startsAt !== undefined) return givenLimit(ctx, startsAt)
  const limit = readMeetingTime(ctx, body)
  if (limit.kind === 'set' && limit.byDefault !== null)
    throw new Problem('bad_request', '请写明开会时间,例如:#会议 周三上午9点 三楼会议室 防火工作例会 @李四 @王五')
  return limit
}

/** 会议, 例会, 会商: who is asked to come, and when; a recurring one is called again each time (docs/rules.md, Meetings). */
export const openMeeting = async (ctx: UseCaseContext, raw: OpenMeetingInput): Promise<MatterWithParties & { limit: Limit }> => {
  const input = parseSaid(openMeetingSchema, raw)
  const actor = actorOf(ctx)
  const { directory } = ctx.office
  const refused = input.parties.map(partyColumns).filter((columns) => !mayIssueTo(directory, actor.id, columns, today(ctx)))
  if (refused.length > 0) throw new Problem('forbidden', describeIssuingRefusal(directory, refused))
  const limit = limitOf(ctx, input)
  const opened = await openLimited(
    ctx,
    {
      kind: 'meeting',
      title: input.title ?? composeTitle(input.body, limit.matched ? [limit.matched] : []),
      body: input.body,
      urgency: 'normal',
      groupId: input.groupId,
      unitId: actor.unitId,
      issuerId: actor.id,
      parties: [...new Set(input.parties)].map((party) => ({ party, role: 'responsible' as const })),
    },
    limit,
  )
  return { ...opened, limit }
}
