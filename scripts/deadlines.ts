import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { createCalendar, type OfficeCalendar } from '../rules/calendar/index.ts'
import { parseDeadline, type DeadlineReading } from '../rules/deadline/index.ts'
import type { Instant } from '../rules/instant.ts'
import { officeSettingsSchema, type OfficeSettings } from '../rules/office-settings.ts'

const help = `npm run -s deadlines [-- --zone ZONE]

Reads JSON lines {"text","at"} from standard input and prints one JSON line for each:
  {"start"?,"end"?,"grain"?,"due"?,"ask"?,"recurring"?,"asap"?}
at         when the words were said, local ISO time of the office: 2026-11-25T09:30:00
start, end the time as named, end inclusive and before office-hour policy; grain from second to year
due        the instant that would be registered; absent when there is a question or no limit
ask        {"reason","readings":[{"label","due"}]}: what would be asked back
recurring  the rule of a limit that comes round; due is then its first turn
asap       true for 尽快 and its kin: the urgency default would apply
--zone     the office's time zone (default Asia/Shanghai)

A line that cannot be read is reported on standard error with its number; the others are still
answered, and the exit code is 2.
`

const localTime = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/
const line = z.object({ text: z.string(), at: z.string() })

function readLocal(at: string, calendar: OfficeCalendar): Instant {
  const [, day, hour, minute, second = '0'] = localTime.exec(at.trim()) ?? []
  const local = { day: day ?? '', hour: Number(hour), minute: Number(minute), second: Number(second) }
  const instant = day === undefined ? Number.NaN : calendar.toInstant(local)
  const isReal =
    !Number.isNaN(instant) && local.hour < 24 && local.minute < 60 && local.second < 60 && calendar.addDays(local.day, 0) === day
  if (!isReal) throw new Error(`"at" is no local ISO time: ${at}`)
  return instant
}

function printLocal(at: Instant, calendar: OfficeCalendar): string {
  const { day, ...clock } = calendar.toLocal(at)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${day}T${two(clock.hour)}:${two(clock.minute)}:${two(clock.second)}`
}

function printReading(reading: DeadlineReading, calendar: OfficeCalendar): Record<string, unknown> {
  const local = (at: Instant): string => printLocal(at, calendar)
  if (reading.kind === 'recurring') {
    const { rule, first } = reading
    const end = rule.clock === undefined ? `${calendar.dayOf(first.due)}T00:00:00` : local(first.due)
    return { end, grain: rule.clock === undefined ? 'day' : 'minute', due: local(first.due), recurring: rule }
  }
  if (reading.kind === 'asap') return { asap: true }
  const { named } = reading
  const times =
    named === undefined
      ? {}
      : { ...(named.start === undefined ? {} : { start: local(named.start) }), end: local(named.end), grain: named.grain }
  if (reading.kind === 'due') return { ...times, due: local(reading.due) }
  if (reading.kind === 'none') return times
  const readings = reading.readings.map(({ label, due }) => ({ label, due: local(due) }))
  return { ...times, ask: { reason: reading.reason, readings } }
}

async function answerLines(settings: OfficeSettings): Promise<number> {
  const calendar = createCalendar(settings)
  let number = 0
  let failures = 0
  for await (const raw of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    if (raw.trim() === '') continue
    try {
      const { text, at } = line.parse(JSON.parse(raw))
      const reading = parseDeadline(text, { sentAt: readLocal(at, calendar), calendar, settings })
      process.stdout.write(`${JSON.stringify(printReading(reading, calendar))}\n`)
    } catch (error) {
      failures += 1
      const why = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error)
      process.stderr.write(`line ${number}: ${why.replaceAll('\n', ' ')}\n`)
    }
  }
  return failures === 0 ? 0 : 2
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { zone: { type: 'string' }, help: { type: 'boolean', short: 'h' } } })
  if (values.help === true) {
    process.stdout.write(help)
    return 0
  }
  const settings = officeSettingsSchema.safeParse(values.zone === undefined ? {} : { timezone: values.zone })
  if (!settings.success) throw new Error(`--zone: no such time zone: ${values.zone ?? ''}`)
  return await answerLines(settings.data)
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
