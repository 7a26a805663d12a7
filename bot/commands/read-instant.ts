import { parseMoment } from '../../rules/deadline/parse-moment.ts'
import type { Instant } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { cutSpans } from '../../rules/task-text.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { formatInstant } from '../../wording/instants.ts'

/** The instant a command's words name (明早9点, 到12月5日, 2小时) and the words left over; unclear ones are asked back with their readings. */
export const readInstant = (ctx: UseCaseContext, text: string, example: string): { at: Instant; written: string; rest: string } => {
  const { calendar, settings } = ctx.office
  const reading = parseMoment(text, { sentAt: ctx.sentAt, calendar, settings })
  if (reading.kind === 'due') {
    const rest = cutSpans(text, [reading.matched]).replace(/^[\s,,。;;::、]+|[\s,,。;;、]+$/gu, '')
    return { at: reading.due, written: reading.matched.text, rest }
  }
  if (reading.kind === 'ask' && reading.readings.length > 0) {
    const readings = reading.readings.map(({ due }) => formatInstant(calendar, due, ctx.now)).join(' 还是 ')
    throw new Problem('bad_request', `“${reading.matched.text}”指 ${readings}?请写明后重发,例如:${example}`)
  }
  throw new Problem('bad_request', `没有看懂时间,请写明到几月几日,例如:${example}`)
}
