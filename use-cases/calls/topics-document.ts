import { z } from 'zod'
import type { Topic, TopicsDocument } from '../../documents/topics/build-topics-docx.ts'
import type { Matter, MatterParty } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { nameParty } from '../../wording/names.ts'
import { requirementsOf, topicsTitle } from '../../wording/topics.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { isWhole, matterScope } from '../matters/matter-scope.ts'
import { select, sql } from '../matters/sql.ts'
import { getCall } from './find-call.ts'

/** The most topics one paper lists. */
const mostTopics = 100

const numbers = z
  .string()
  .regex(/^\d{1,9}(,\d{1,9})*$/u, '编号用逗号隔开,例如 140,141')
  .transform((text) => [...new Set(text.split(',').map(Number))])

export const topicsSchema = z.strictObject({
  numbers: numbers.optional().describe('约稿编号,逗号隔开'),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/u, '月份写成 YYYY-MM')
    .optional()
    .describe('这个月发出的约稿;编号和月份都不写即本月'),
})

/** Numbers of the calls of a month that the actor may see, in order; those that were cancelled are left out. */
const listOfMonth = async (ctx: UseCaseContext, month: string): Promise<number[]> => {
  const { calendar } = ctx.office
  const first = `${month}-01`
  const next = `${calendar.addDays(first, 31).slice(0, 7)}-01`
  const rows = await select<{ number: number }>(
    ctx.tx,
    sql`SELECT m.number FROM matters AS m WHERE m.kind = 'call' AND m.state IN ('open', 'closed')
        AND m.created_at >= ${calendar.at(first, '00:00')} AND m.created_at < ${calendar.at(next, '00:00')}
        AND ${isWhole(matterScope(ctx))} ORDER BY m.id LIMIT ${mostTopics + 1}`,
  )
  return rows.map(({ number }) => number)
}

const live = ({ parties }: MatterWithParties): MatterParty[] => parties.filter(({ removedAt }) => removedAt === null)

/** 《报送要点》: calls as topics, each with what is wanted, from whom and until when; `not_found` for a call the actor may not see. */
export const topicsDocument = async (ctx: UseCaseContext, input: z.output<typeof topicsSchema>): Promise<TopicsDocument> => {
  const { directory, settings, calendar } = ctx.office
  const month = input.numbers === undefined ? (input.month ?? today(ctx).slice(0, 7)) : null
  const wanted = input.numbers ?? (await listOfMonth(ctx, month ?? ''))
  if (wanted.length > mostTopics) throw new Problem('too_large', `一份要点最多 ${mostTopics} 条,请写明编号`)
  const calls: MatterWithParties[] = []
  for (const number of wanted) calls.push(await getCall(ctx, number))
  const names = (call: MatterWithParties): string[] => live(call).map(({ party }) => nameParty(directory, party))
  const addressees = [...new Set(calls.flatMap(names))]
  const topicOf = (call: MatterWithParties): Topic => {
    const { title, body, dueAt, dueText }: Matter = call.matter
    return { title, requirements: requirementsOf({ title, body, dueText }), units: names(call), dueAt }
  }
  return {
    title: topicsTitle(month),
    addressees,
    introduction: '',
    topics: calls.map(topicOf),
    closing: '',
    issuer: settings.name,
    on: today(ctx),
    exported: { by: actorOf(ctx).name, at: ctx.now, zone: calendar.zone },
  }
}
