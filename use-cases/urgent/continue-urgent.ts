import { z } from 'zod'
import { MatterEvent, UrgentReport, type Matter } from '../../entities/index.ts'
import { selectRows } from '../../entities/select-rows.ts'
import { HOUR_MS, MINUTE_MS, type Instant } from '../../rules/instant.ts'
import { memberParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { missingElements } from '../../rules/urgent-elements.ts'
import { describeAlreadySigned, describeUrgentAddition, followUpName } from '../../wording/urgent.ts'
import { gradedName } from '../../wording/urgent-severity.ts'
import type { Wording } from '../../wording/tasks.ts'
import type { UseCaseContext } from '../context.ts'
import { digestText } from '../digest-text.ts'
import { undoneBy } from '../matters/find-last-event.ts'
import { changeState } from '../matters/change-state.ts'
import { rowChange } from '../matters/write-beside.ts'
import { parseSaid } from '../parse-input.ts'
import { writeSignature, type SignedAs } from '../signatures/write-signature.ts'
import { getUrgent, type FoundUrgent } from './find-urgent.ts'
import { findMissedLimit, gradeBySaying, tellGraded, type Graded } from './grade-urgent.ts'
import { listListeners, listSigning, tellListeners } from './tell-listeners.ts'

/** A 续报 given so shortly before its hour is the one of that hour. */
const countsAheadMs = HOUR_MS

/** The next time a 续报 is due: one of the office's hours on a working day (docs/rules.md, Urgent reports). */
export const nextFollowUpAt = (ctx: UseCaseContext): Instant => {
  const { calendar, settings } = ctx.office
  const today = calendar.dayOf(ctx.now)
  const first = calendar.isWorkingDay(today) ? today : calendar.addWorkingDays(today, 1)
  const second = calendar.addWorkingDays(first, 1)
  for (const day of [first, second, calendar.addWorkingDays(second, 1)]) {
    const at = settings.urgent.followUpAt
      .map((clock) => calendar.at(day, clock))
      .toSorted((a, b) => a - b)
      .find((instant) => instant > ctx.now + countsAheadMs)
    if (at !== undefined) return at
  }
  throw new Error('the next working day has its hours')
}

export const urgentWordsSchema = z.strictObject({
  number: z.int().positive(),
  text: z.string().trim().min(1, '请写明情况').max(4_000, '情况不超过 4000 字'),
})

type Words = z.infer<typeof urgentWordsSchema>

const stillMissing = ({ report }: FoundUrgent, text: string): string[] => {
  const now = new Set<string>(missingElements(text))
  return report.missing.filter((element) => now.has(element))
}

const wordsOf = ({ office, now }: UseCaseContext): Wording => ({
  directory: office.directory,
  calendar: office.calendar,
  now,
  botMention: '',
})

/** Passes words of the chain on to those who follow the event; what is told of a new severity stands in the same message. */
const passOn = async (
  ctx: UseCaseContext,
  { matter, graded }: { matter: Matter; graded: Graded | null },
  { what, text, to }: { what: string; text: string; to: 'everybody' | 'signers' },
): Promise<void> => {
  if (graded) return tellGraded(ctx, graded, { what: `${what}·${gradedName(graded)}`, text })
  const words = describeUrgentAddition(ctx.office.directory, {
    number: matter.number,
    what,
    reporterId: ctx.actor?.id ?? matter.issuerId,
    text,
  })
  const listeners = to === 'everybody' ? await listListeners(ctx, matter) : listSigning(ctx)
  await tellListeners(ctx, listeners, { matter, text: words, key: String(matter.version) })
}

/** The report, raised or lowered first where the words say so. */
const gradeFirst = async (ctx: UseCaseContext, { number, text }: Words): Promise<{ found: FoundUrgent; graded: Graded | null }> => {
  const found = await getUrgent(ctx, number)
  const graded = await gradeBySaying(ctx, found, text)
  return { graded, found: graded === null ? found : { ...found, matter: graded.matter, report: graded.report } }
}

export interface Continued {
  matter: Matter
  followUps: number
  missing: string[]
  /** Set where the words raised or lowered the event. */
  graded: Graded | null
}

/** 补充: what the first report lacked. */
export const supplementUrgent = async (ctx: UseCaseContext, raw: Words): Promise<Continued> => {
  const input = parseSaid(urgentWordsSchema, raw)
  const { found, graded } = await gradeFirst(ctx, input)
  const missing = stillMissing(found, input.text)
  const matter = await changeState(ctx, found, {
    action: 'supplement',
    text: input.text,
    beside: [rowChange(UrgentReport, found.report, { missing })],
  })
  // Who is about to sign signs the report with what it lacked.
  if (graded || found.report.signedAt === null) await passOn(ctx, { matter, graded }, { what: '补充', text: input.text, to: 'signers' })
  return { matter, followUps: found.report.followUps, missing, graded }
}

/** Within this time the same words of the same person are one 续报, sent twice. */
const sameWithinMs = 10 * MINUTE_MS

/** Nobody is alarmed twice by a message that was sent twice. */
const refuseTwice = async (ctx: UseCaseContext, { matter }: FoundUrgent, text: string): Promise<void> => {
  const events = await selectRows(
    ctx.tx,
    MatterEvent,
    "WHERE t.matter_id = ? AND t.action IN ('follow_up', 'undo') AND t.at >= ? ORDER BY t.at, t.id",
    [matter.id, ctx.now - sameWithinMs],
  )
  const undone = new Set(events.flatMap(undoneBy))
  const same = events.some((event) => event.actorId === ctx.actor?.id && event.text === text && !undone.has(event.id))
  if (same) throw new Problem('conflict', `〔${matter.number}〕刚报过同样的续报,没有重复上报`)
}

/** 续报, numbered; once the first report is signed, the next one is owed at the office's next hour for them. */
export const followUpUrgent = async (ctx: UseCaseContext, raw: Words): Promise<Continued> => {
  const input = parseSaid(urgentWordsSchema, raw)
  const { found, graded } = await gradeFirst(ctx, input)
  await refuseTwice(ctx, found, input.text)
  const { report, matter } = found
  const followUps = report.followUps + 1
  const missing = stillMissing(found, input.text)
  const isSigned = report.signedAt !== null
  const next = await changeState(ctx, found, {
    action: 'follow_up',
    text: input.text,
    data: { followUp: followUps },
    ...(isSigned ? { set: { dueAt: nextFollowUpAt(ctx) }, targets: [memberParty(matter.issuerId)] } : {}),
    beside: [rowChange(UrgentReport, report, { followUps, missing })],
  })
  await passOn(ctx, { matter: next, graded }, { what: followUpName(followUps), text: input.text, to: 'everybody' })
  return { matter: next, followUps, missing, graded }
}

/** 终报: the last word. What was never signed cannot end: it has not gone up. */
export const endUrgent = async (ctx: UseCaseContext, raw: Words): Promise<Continued> => {
  const input = parseSaid(urgentWordsSchema, raw)
  const { found, graded } = await gradeFirst(ctx, input)
  if (found.report.signedAt === null)
    throw new Problem('wrong_state', `〔${input.number}〕还没有签发上报,请签发人 #签发 ${input.number},再 #终报`)
  const matter = await changeState(ctx, found, { action: 'final', text: input.text })
  await passOn(ctx, { matter, graded }, { what: '终报', text: input.text, to: 'everybody' })
  return { matter, followUps: found.report.followUps, missing: found.report.missing, graded }
}

export const signUrgentSchema = z.strictObject({
  number: z.int().positive(),
  text: z.string().trim().max(1_000, '签发意见不超过 1000 字').default(''),
})

/** 签发: it goes up; late is recorded as a fact, and judging it is for people. */
export const signUrgent = async (
  ctx: UseCaseContext,
  raw: z.input<typeof signUrgentSchema>,
): Promise<{ matter: Matter; isLate: boolean; dueAt: Instant; nextAt: Instant } & SignedAs> => {
  const input = parseSaid(signUrgentSchema, raw)
  const found = await getUrgent(ctx, input.number)
  const { report, matter } = found
  if (report.signedAt !== null)
    throw new Problem(
      'wrong_state',
      describeAlreadySigned(wordsOf(ctx), { number: input.number, at: report.signedAt, byId: report.signedById }),
    )
  const dueAt = (await findMissedLimit(ctx, matter.id)) ?? report.writtenDueAt
  const isLate = ctx.sentAt > dueAt
  const nextAt = nextFollowUpAt(ctx)
  const next = await changeState(ctx, found, {
    action: 'sign',
    text: input.text,
    data: { late: isLate, due: dueAt },
    set: { dueAt: nextAt },
    targets: [memberParty(matter.issuerId)],
    beside: [rowChange(UrgentReport, report, { signedAt: ctx.sentAt, signedById: ctx.actor?.id ?? null })],
  })
  const signed = await writeSignature(ctx, {
    matterId: matter.id,
    version: report.followUps + 1,
    digest: digestText(matter.title, matter.body),
  })
  return { matter: next, isLate, dueAt, nextAt, ...signed }
}
