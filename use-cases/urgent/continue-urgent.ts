import { z } from 'zod'
import { UrgentReport, type Matter } from '../../entities/index.ts'
import { HOUR_MS, type Instant } from '../../rules/instant.ts'
import { memberParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { missingElements } from '../../rules/urgent-elements.ts'
import { describeAlreadySigned, describeUrgentAddition, followUpName } from '../../wording/urgent.ts'
import type { Wording } from '../../wording/tasks.ts'
import type { UseCaseContext } from '../context.ts'
import { digestText } from '../digest-text.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter, type MatterWithParties } from '../matters/find-matter.ts'
import { rowChange } from '../matters/write-beside.ts'
import { writeSignature, type SignedAs } from '../signatures/write-signature.ts'
import { tellListeners, type Hearing } from './tell-listeners.ts'

interface FoundUrgent extends MatterWithParties {
  report: UrgentReport
}

/** The urgent report by number. Throws `not_found`, or `wrong_state` when the number is of another kind. */
export const getUrgent = async (ctx: UseCaseContext, number: number): Promise<FoundUrgent> => {
  const target = await getMatter(ctx, number)
  if (target.matter.kind !== 'urgent') throw new Problem('wrong_state', `〔${number}〕不是紧急信息`)
  const report = await ctx.tx.findOneByOrFail(UrgentReport, { matterId: target.matter.id })
  return { ...target, report }
}

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
  text: z.string().trim().min(1, '请写明情况').max(4_000),
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

/** Passes words of the chain on to those who follow the event. */
const passOn = (ctx: UseCaseContext, matter: Matter, what: string, text: string, to: Hearing['to']): Promise<string[]> =>
  tellListeners(ctx, {
    matter,
    text: describeUrgentAddition(ctx.office.directory, { number: matter.number, what, reporterId: ctx.actor?.id ?? matter.issuerId, text }),
    key: String(matter.version),
    to,
  })

export interface Continued {
  matter: Matter
  followUps: number
  missing: string[]
}

/** 补充: what the first report lacked. */
export const supplementUrgent = async (ctx: UseCaseContext, input: Words): Promise<Continued> => {
  const found = await getUrgent(ctx, input.number)
  const missing = stillMissing(found, input.text)
  const matter = await changeState(ctx, found, {
    action: 'supplement',
    text: input.text,
    beside: [rowChange(UrgentReport, found.report, { missing })],
  })
  // Who is about to sign signs the report with what it lacked.
  if (found.report.signedAt === null) await passOn(ctx, matter, '补充', input.text, 'signers')
  return { matter, followUps: found.report.followUps, missing }
}

/** 续报, numbered; once the first report is signed, the next one is owed at the office's next hour for them. */
export const followUpUrgent = async (ctx: UseCaseContext, input: Words): Promise<Continued> => {
  const found = await getUrgent(ctx, input.number)
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
  await passOn(ctx, next, followUpName(followUps), input.text, 'everybody')
  return { matter: next, followUps, missing }
}

/** 终报: the last word. What was never signed cannot end: it has not gone up. */
export const endUrgent = async (ctx: UseCaseContext, input: Words): Promise<Continued> => {
  const found = await getUrgent(ctx, input.number)
  if (found.report.signedAt === null)
    throw new Problem('wrong_state', `〔${input.number}〕还没有签发上报,请签发人 #签发 ${input.number},再 #终报`)
  const matter = await changeState(ctx, found, { action: 'final', text: input.text })
  await passOn(ctx, matter, '终报', input.text, 'everybody')
  return { matter, followUps: found.report.followUps, missing: found.report.missing }
}

export const signUrgentSchema = z.strictObject({ number: z.int().positive(), text: z.string().trim().max(1_000).default('') })

/** 签发: it goes up; late is recorded as a fact, and judging it is for people. */
export const signUrgent = async (
  ctx: UseCaseContext,
  input: z.infer<typeof signUrgentSchema>,
): Promise<{ matter: Matter; isLate: boolean; nextAt: Instant } & SignedAs> => {
  const found = await getUrgent(ctx, input.number)
  const { report, matter } = found
  if (report.signedAt !== null)
    throw new Problem(
      'wrong_state',
      describeAlreadySigned(wordsOf(ctx), { number: input.number, at: report.signedAt, byId: report.signedById }),
    )
  const isLate = ctx.sentAt > report.writtenDueAt
  const nextAt = nextFollowUpAt(ctx)
  const next = await changeState(ctx, found, {
    action: 'sign',
    text: input.text,
    data: { late: isLate, due: report.writtenDueAt },
    set: { dueAt: nextAt },
    targets: [memberParty(matter.issuerId)],
    beside: [rowChange(UrgentReport, report, { signedAt: ctx.sentAt, signedById: ctx.actor?.id ?? null })],
  })
  const signed = await writeSignature(ctx, {
    matterId: matter.id,
    version: report.followUps + 1,
    digest: digestText(matter.title, matter.body),
  })
  return { matter: next, isLate, nextAt, ...signed }
}
