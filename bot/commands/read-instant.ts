import { parseMoment } from '../../rules/deadline/parse-moment.ts'
import type { Instant } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { cutSpans } from '../../rules/task-text.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { describeUnclear } from '../../wording/tasks.ts'

/** The instant a command's words name (明早9点, 到12月5日, 2小时) and the words left over; unclear ones are asked back with their readings. */
export const readInstant = (ctx: UseCaseContext, text: string, example: string): { at: Instant; written: string; rest: string } => {
  const { calendar, settings } = ctx.office
  const reading = parseMoment(text, { sentAt: ctx.sentAt, calendar, settings })
  if (reading.kind === 'due') {
    const rest = cutSpans(text, [reading.matched]).replace(/^[\s,\uFF0C。;\uFF1B:\uFF1A、]+|[\s,\uFF0C。;\uFF1B、]+$/gu, '')
    return { at: reading.due, written: reading.matched.text, rest }
  }
  if (reading.kind === 'ask') {
    throw new Problem(
      'bad_request',
      `${describeUnclear(calendar, ctx.now, { ...reading, text: reading.matched.text })}请写明后重发,例如:${example}`,
    )
  }
  throw new Problem('bad_request', `没有看懂时间,请写明到几月几日,例如:${example}`)
}
