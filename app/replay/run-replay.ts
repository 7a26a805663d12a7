import { openDatabase } from '../../database/open-database.ts'
import { consult } from '../../database/stage.ts'
import { settleFigures } from '../../jobs/count-items.ts'
import { createCalendar } from '../../rules/calendar/create-calendar.ts'
import { defaultSettings } from '../../rules/office-settings.ts'
import { officePlanSchema, type OfficePlan } from '../../use-cases/office/lay-office.ts'
import { mergeSettings } from '../../use-cases/office/merge-settings.ts'
import { dumpOffice } from './dump-office.ts'
import { formatIso } from './format-iso.ts'
import { createCast, readInstant, readTranscript, TranscriptError, type Cast } from './read-transcript.ts'
import { createVirtualOffice, type Speech, type VirtualOffice } from './virtual-office.ts'

export interface ReplayOptions {
  transcript: string
  plan: OfficePlan
  /** Until when the clock runs; absent: the last message. */
  until?: string
  dump: boolean
  print: (line: string) => void
  /** Faults of ours on the way (standard error); a replay goes on. */
  report: (line: string) => void
  /** Called with the number of lines done, for a progress line. */
  progress?: (done: number, all: number) => void
}

/** What the bot said, as the replay prints it. */
const printer = (office: VirtualOffice, print: (line: string) => void): (() => void) => {
  let printed = 0
  const nicknames = (ids: readonly string[]): string[] => ids.map((id) => office.personOf(id)?.name ?? id)
  return () => {
    for (; printed < office.sent.length; printed += 1) {
      const message = office.sent[printed]
      if (!message) continue
      const { chat, text, mentionIds } = message
      const to = chat.kind === 'private' ? (office.personOf(chat.id)?.name ?? chat.id) : undefined
      const line = {
        at: isoOf(office, message.at),
        chat: chat.kind === 'group' ? (office.groupOf(chat.id)?.name ?? chat.id) : 'private',
        ...(to === undefined ? {} : { to }),
        text,
        mentions: nicknames(mentionIds),
      }
      print(JSON.stringify(line))
    }
  }
}

const isoOf = (office: VirtualOffice, at: number): string => formatIso(createCalendar(office.laid.settings), at)

/** The cast of a plan that is not laid yet: enough to read the transcript and find where the clock must begin. */
const castOfPlan = (plan: OfficePlan): Cast =>
  createCast({
    settings: defaultSettings(),
    units: [],
    people: (plan.people ?? []).map((person) => ({ id: '', name: person.name, unitCode: person.unit })),
    groups: (plan.groups ?? []).map((group) => ({ id: '', name: group.name })),
    publications: [],
  })

/** Runs a transcript through the whole bot on a virtual clock. Throws `TranscriptError` for unknown people, groups and bad lines. */
export const runReplay = async ({ transcript, plan, until, dump, print, report, progress }: ReplayOptions): Promise<void> => {
  const { office: head } = officePlanSchema.parse(plan)
  const calendar = createCalendar(mergeSettings(mergeSettings(defaultSettings(), head.settings ?? {}), { timezone: head.timezone }))
  const rough = readTranscript(transcript, castOfPlan(plan), calendar)
  const [first] = rough
  if (!first) throw new TranscriptError('记录是空的')
  const end = until === undefined ? null : readInstant(until, calendar)
  const runner = await openDatabase({ kind: 'sqlite', file: ':memory:' })
  try {
    const office = await createVirtualOffice({
      runner,
      plan,
      startsAt: first.at,
      report: (what, detail) => report(`${what}: ${detail instanceof Error ? (detail.stack ?? detail.message) : JSON.stringify(detail)}`),
    })
    const speeches: Speech[] = readTranscript(transcript, createCast(office.laid), calendar)
    const printNew = printer(office, print)
    for (const [index, speech] of speeches.entries()) {
      await office.says(speech)
      printNew()
      progress?.(index + 1, speeches.length)
    }
    if (end !== null) await office.passTo(end)
    printNew()
    if (dump) {
      await settleFigures(office.stage)
      print(JSON.stringify(await consult(office.stage, { memberId: null }, dumpOffice)))
    }
  } finally {
    await runner.close()
  }
}
