import { z } from 'zod'
import { isRealDay } from '../../rules/calendar/civil-day.ts'
import type { OfficeCalendar } from '../../rules/calendar/index.ts'
import type { Instant } from '../../rules/instant.ts'
import type { LaidGroup, LaidOffice, LaidPerson } from '../../use-cases/office/lay-office.ts'
import type { Speech } from './virtual-office.ts'

/** A fault of the transcript, with its line; the replay answers it with exit code 2. */
export class TranscriptError extends Error {}

const lineSchema = z.strictObject({
  at: z.string(),
  /** A group's name, or anything with `private`. */
  chat: z.string().default(''),
  from: z.string(),
  text: z.string(),
  quote: z.union([z.string(), z.strictObject({ from: z.string().optional(), text: z.string() })]).optional(),
  mentions: z.array(z.string()).optional(),
  private: z.boolean().optional(),
})

const dayParts = (day: string): [number, number, number] => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return [year, month, date]
}

/** `2026-11-23T09:00`, with seconds, fraction or offset when given; a missing offset is the office's zone. */
export const readInstant = (text: string, calendar: OfficeCalendar): Instant => {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/u.exec(text.trim())
  // A month 13 or a 30th of February is a slip of the pen, not the day it would roll over to.
  const isReal =
    match !== null &&
    isRealDay(...dayParts(match[1] ?? '')) &&
    Number(match[2] ?? 0) < 24 &&
    Number(match[3] ?? 0) < 60 &&
    Number(match[4] ?? 0) < 60
  const instant =
    isReal && match[5]
      ? Date.parse(text)
      : isReal
        ? calendar.toInstant({
            day: match[1] ?? '',
            hour: Number(match[2] ?? 0),
            minute: Number(match[3] ?? 0),
            second: Number(match[4] ?? 0),
          })
        : Number.NaN
  if (Number.isNaN(instant)) throw new TranscriptError(`“${text}”不是时间,写成 2026-11-23T09:00`)
  return instant
}

/** People and groups of a laid office by the names a transcript uses. */
export interface Cast {
  person(written: string): LaidPerson
  group(name: string): LaidGroup
}

export const createCast = (laid: LaidOffice): Cast => ({
  person: (written) => {
    const [name, unitCode] = written.split('@')
    const found = laid.people.filter((person) => person.name === name && (unitCode === undefined || person.unitCode === unitCode))
    const [only, other] = found
    if (!only) throw new TranscriptError(`没有“${written}”这个人`)
    if (other) throw new TranscriptError(`“${written}”不止一人,写成 名字@单位代码(${found.map((person) => person.unitCode).join('、')})`)
    return only
  },
  group: (name) => {
    const found = laid.groups.find((group) => group.name === name)
    if (!found) throw new TranscriptError(`没有“${name}”这个群`)
    return found
  },
})

const toSpeech = (line: z.infer<typeof lineSchema>, cast: Cast, calendar: OfficeCalendar): Speech => {
  const isPrivate = line.private === true || line.chat === 'private'
  const quote =
    typeof line.quote === 'string'
      ? { text: line.quote }
      : line.quote && { text: line.quote.text, ...(line.quote.from ? { from: line.quote.from } : {}) }
  return {
    at: readInstant(line.at, calendar),
    group: isPrivate ? null : cast.group(line.chat),
    from: cast.person(line.from),
    text: line.text,
    ...(quote ? { quote } : {}),
    mentions: (line.mentions ?? []).map((name) => cast.person(name)),
  }
}

/** Every line of a transcript in order of time (lines at one instant keep their order). Throws `TranscriptError` naming the line. */
export const readTranscript = (text: string, cast: Cast, calendar: OfficeCalendar): Speech[] => {
  const speeches = text.split('\n').flatMap((raw, index): Speech[] => {
    if (raw.trim() === '') return []
    try {
      return [toSpeech(lineSchema.parse(JSON.parse(raw)), cast, calendar)]
    } catch (error) {
      const reason =
        error instanceof z.ZodError
          ? error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')
          : (error as Error).message
      throw new TranscriptError(`第 ${index + 1} 行:${reason}`)
    }
  })
  return speeches.toSorted((a, b) => a.at - b.at)
}
