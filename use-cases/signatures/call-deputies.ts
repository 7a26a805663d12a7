import { In, IsNull } from 'typeorm'
import { Issue, Matter, Publication, Submission, Todo } from '../../entities/index.ts'
import { afterWorking } from '../../rules/calendar/after-working.ts'
import { groupBy } from '../../rules/group-by.ts'
import { HOUR_MS, type Instant } from '../../rules/instant.ts'
import { memberParty } from '../../rules/party.ts'
import { isQuiet, nextMorning } from '../../rules/reminder-policy.ts'
import { describeIssueTurn } from '../../wording/issues.ts'
import { describeAwaiting, describeCalled } from '../../wording/submissions.ts'
import { nextWorkingMorning, type UseCaseContext } from '../context.ts'
import { turnAt } from '../issues/chain-turn.ts'
import { listItems } from '../issues/list-items.ts'
import { itemWords } from '../issues/tell-turn.ts'
import { changeState } from '../matters/change-state.ts'
import { listPartiesOf } from '../matters/find-matter.ts'
import { calledToSign, rootHolders, signersOf } from '../matters/office-roles.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { listAuthorUnits } from '../submissions/write-authors.ts'

/** What waits for a signature and the people who have been asked for it. */
interface Waiting {
  matter: Matter
  asked: ReadonlySet<string>
}

const kinds = ['submission', 'issue'] as const

/** Everything that waits for a signature: as many as lie on the director's desk, found by the index of kinds and states. */
const listWaiting = async (ctx: UseCaseContext): Promise<Waiting[]> => {
  const matters = await ctx.tx.find(Matter, { where: { kind: In([...kinds]), state: 'signing' }, order: { id: 'ASC' } })
  if (matters.length === 0) return []
  const todos = await ctx.tx.find(Todo, {
    select: { matterId: true, memberId: true },
    where: { matterId: In(matters.map(({ id }) => id)), duty: 'sign', closedAt: IsNull() },
  })
  const asked = groupBy(todos, ({ matterId }) => matterId)
  return matters.map((matter) => ({ matter, asked: new Set((asked.get(matter.id) ?? []).map(({ memberId }) => memberId ?? '')) }))
}

/** Whether the director's word is what it waits for; an issue may wait for another role of its chain. */
const isDirectors = async (ctx: UseCaseContext, { id, kind }: Matter): Promise<boolean> => {
  if (kind === 'submission') return true
  const issue = await ctx.tx.findOneByOrFail(Issue, { matterId: id })
  const publication = await ctx.tx.findOneByOrFail(Publication, { id: issue.publicationId })
  return turnAt({ publication }, issue.step).role === 'director'
}

const wordsFor = async (ctx: UseCaseContext, matter: Matter, memberIds: string[]): Promise<string> => {
  const { directory, calendar } = ctx.office
  if (matter.kind === 'submission') {
    const { authorId, tone } = await ctx.tx.findOneByOrFail(Submission, { matterId: matter.id })
    const { number, title, body } = matter
    const unitIds = await listAuthorUnits(ctx, matter.id)
    const line = { number, title, body, authorId, unitIds, tone, changedTo: null, next: { step: 'signer' as const, memberIds } }
    return describeAwaiting({ directory, calendar, now: ctx.now, botMention: '' }, line)
  }
  const issue = await ctx.tx.findOneByOrFail(Issue, { matterId: matter.id })
  const publication = await ctx.tx.findOneByOrFail(Publication, { id: issue.publicationId })
  const items = itemWords(ctx, await listItems(ctx, matter.id))
  return describeIssueTurn({ ...issue, number: matter.number, name: publication.name, items }, turnAt({ publication }, issue.step))
}

/** Asks them, tells them privately; what is not urgent waits out the quiet hours. */
const call = async (ctx: UseCaseContext, matter: Matter, memberIds: string[]): Promise<void> => {
  const { settings, calendar, directory } = ctx.office
  const parties = (await listPartiesOf(ctx, [matter.id])).get(matter.id) ?? []
  const targets = memberIds.map(memberParty)
  // What counts by the hour does not become due later because somebody else is asked.
  const dueAt = matter.urgency === 'normal' ? nextWorkingMorning(ctx) : matter.dueAt
  const dues = Object.fromEntries(targets.map((party) => [party, dueAt]))
  const next = await changeState(ctx, { matter, parties }, { action: 'call_deputies', targets, dues })
  const signers = signersOf(ctx).map(({ id }) => id)
  const words = await wordsFor(ctx, matter, memberIds)
  const waits = matter.urgency === 'normal' && isQuiet(calendar, settings.reminders, ctx.now)
  await enqueueMessages(
    ctx,
    memberIds.map((memberId) => ({
      to: { memberId },
      text: signers.includes(memberId) ? words : describeCalled(directory, signers, words),
      purpose: 'notice' as const,
      dedupeKey: `called:${matter.id}:${next.version}:${memberId}`,
      ...(waits ? { notBefore: nextMorning(calendar, settings.reminders, ctx.now) } : {}),
    })),
  )
}

/**
 * Asks for a signature whoever is to give it by now and has not been asked: the deputies once the director has let it lie for the
 * configured working hours or is away, a director who came into office meanwhile. Each is asked and told once. Returns how many matters
 * it passed on (docs/rules.md, Signing).
 */
export const callDeputies = async (ctx: UseCaseContext): Promise<number> => {
  let called = 0
  for (const { matter, asked } of await listWaiting(ctx)) {
    const missing = calledToSign(ctx, matter)
      .map(({ id }) => id)
      .filter((id) => !asked.has(id))
    if (missing.length === 0 || !(await isDirectors(ctx, matter))) continue
    await call(ctx, matter, missing)
    called += 1
  }
  return called
}

/** When the next signature falls to somebody who was not asked, strictly after `after`; null when none will. */
export const nextDeputyCall = async (ctx: UseCaseContext, after: Instant): Promise<Instant | null> => {
  const waiting = await listWaiting(ctx)
  for (const { matter, asked } of waiting) {
    // Somebody is to be asked already.
    if (calledToSign(ctx, matter).some(({ id }) => !asked.has(id)) && (await isDirectors(ctx, matter))) return after + 1
  }
  const deputies = rootHolders(ctx, 'deputy_director').map(({ id }) => id)
  if (deputies.length === 0) return null
  const { calendar, settings } = ctx.office
  const waitMs = settings.submissions.deputySignsAfterHours * HOUR_MS
  const instants = waiting
    .filter(({ matter, asked }) => matter.submittedAt !== null && !deputies.every((id) => asked.has(id)))
    .map(({ matter }) => afterWorking(calendar, matter.submittedAt ?? 0, waitMs))
    .filter((at) => at > after)
  return instants.length === 0 ? null : Math.min(...instants)
}
