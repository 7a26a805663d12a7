import { In, IsNull } from 'typeorm'
import { z } from 'zod'
import { Matter, MatterParty, Recurrence, Todo } from '../../entities/index.ts'
import { marksFor, selectRows } from '../../entities/select-rows.ts'
import type { MemberCard } from '../../rules/directory.ts'
import { confidentialKinds, leadersKinds } from '../../rules/lifecycles/index.ts'
import { memberParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { describeDutiesReceived, describeTransfer } from '../../wording/hand-over.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { today, type UseCaseContext } from '../context.ts'
import { appendEvents } from '../matters/append-event.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { withdrawDecline } from '../tasks/decide-decline.ts'
import { recountSupervisions } from '../supervision/note-supervision.ts'
import { moveParties, moveTodos } from './move-duties.ts'
import { moveSteps } from './move-steps.ts'
import { askAnew, passOnOwnDecisions } from './settle-moved.ts'

export const handOverMemberSchema = z.strictObject({
  fromId: z.string().length(26).describe('移交人'),
  toId: z.string().length(26).describe('接任人'),
  reason: z.string().trim().max(200).default('').describe('说明'),
})

export type HandOverMember = z.output<typeof handOverMemberSchema>

export interface HandedOver {
  /** Matters that changed hands, and of these the ones on which the successor now stands as issuer. */
  matters: number
  issued: number
  /** Open todos that moved. */
  todos: number
  /** Open `sign` todos that moved to somebody who may not sign: the role is an administrator's to grant. */
  withoutRole: number
  /** Recurring tasks whose next occurrence will name the successor. */
  series: number
}

/** How many matters are moved by one set of statements; all of them stand in one transaction. */
const batch = 500

/** What is over stays whose it was; a draft is its author's alone. */
const over = "('closed', 'cancelled', 'draft')"

/** What one opened for oneself alone, and what others are not to read for having taken over a desk: an absence, a suggestion. */
const personal = `(${[...confidentialKinds, ...leadersKinds].map((kind) => `'${kind}'`).join(', ')})`
const isPersonal = ({ kind }: Pick<Matter, 'kind'>): boolean => [...confidentialKinds, ...leadersKinds].includes(kind)

/** Matters on which a person owes, is a party or is the issuer, and that are not over; by id. What is personal goes with nobody. */
const listDutiful = async ({ tx }: UseCaseContext, memberId: string): Promise<string[]> => {
  const rows = await tx.query<{ id: string }[]>(
    `SELECT id FROM (
        SELECT m.id AS id FROM matters AS m WHERE m.issuer_id = ? AND m.state NOT IN ${over} AND m.kind NOT IN ${personal}
        UNION SELECT t.matter_id AS id FROM todos AS t WHERE t.member_id = ? AND t.closed_at IS NULL
        UNION SELECT p.matter_id AS id FROM matter_parties AS p INNER JOIN matters AS m ON m.id = p.matter_id
          WHERE p.member_id = ? AND p.removed_at IS NULL AND m.state NOT IN ${over}
      ) AS found ORDER BY id`,
    [memberId, memberId, memberId],
  )
  return rows.map(({ id }) => id)
}

/** Who may: the security administrator, the office's supervisors, and the unit_head of both; the command line on the machine itself. */
const checkMay = (ctx: UseCaseContext, from: MemberCard, to: MemberCard): void => {
  const { actor } = ctx
  const { directory } = ctx.office
  const day = today(ctx)
  if (!actor || directory.holdsAtRoot(actor.id, 'security_admin', day) || directory.holdsAtRoot(actor.id, 'supervisor', day)) return
  if (!directory.holds(actor.id, 'unit_head', from.unitId, day))
    throw new Problem('forbidden', `只有${from.name}的单位负责人、督查科或安全管理员可以移交`)
  if (!directory.holds(actor.id, 'unit_head', to.unitId, day)) throw new Problem('forbidden', '只能移交给本单位及下属人员')
}

const checkPeople = (ctx: UseCaseContext, input: HandOverMember): { from: MemberCard; to: MemberCard } => {
  const { directory } = ctx.office
  const [from, to] = [directory.findMember(input.fromId), directory.findMember(input.toId)]
  if (!from) throw new Problem('not_found', '没有这个人')
  if (!to || !directory.isActive(to, today(ctx))) throw new Problem('bad_request', '没有这个接任人,或已离岗')
  if (from.id === to.id) throw new Problem('bad_request', '不能移交给本人')
  checkMay(ctx, from, to)
  return { from, to }
}

/** A 退办 of theirs that waits is over: the successor begins anew. */
const endDeclines = async (ctx: UseCaseContext, matters: readonly Matter[], from: string): Promise<void> => {
  const asked = matters.filter(({ kind, state }) => kind === 'task' && state === 'open')
  const reviews = await ctx.tx.findBy(Todo, { matterId: In(asked.map(({ id }) => id)), duty: 'review', closedAt: IsNull() })
  for (const matter of asked.filter(({ id }) => reviews.some(({ matterId }) => matterId === id))) {
    const parties = await ctx.tx.findBy(MatterParty, { matterId: matter.id })
    await withdrawDecline(ctx, { matter, parties }, from, { follows: true })
  }
}

/** One set of matters: first the rows are taken, so that whoever acts on one at this moment looks again; then what stands on them is moved. */
const moveSome = async (
  ctx: UseCaseContext,
  ids: readonly string[],
  { from, to, reason }: { from: MemberCard; to: MemberCard; reason: string },
): Promise<Pick<HandedOver, 'issued' | 'todos'>> => {
  await ctx.tx.query(`UPDATE matters SET version = version + 1 WHERE id IN (${marksFor(ids)})`, [...ids])
  const matters = await ctx.tx.findBy(Matter, { id: In([...ids]) })
  const issued = matters
    .filter((matter) => matter.issuerId === from.id && matter.state !== 'closed' && matter.state !== 'cancelled' && !isPersonal(matter))
    .map(({ id }) => id)
  if (issued.length > 0) await ctx.tx.update(Matter, { id: In(issued) }, { issuerId: to.id })
  await endDeclines(ctx, matters, memberParty(from.id))
  await recountSupervisions(
    ctx,
    matters.map(({ id }) => id),
  )
  const percents = await moveParties(ctx, matters, memberParty(from.id), memberParty(to.id))
  await moveSteps(ctx, matters, from.id, to.id)
  const todos = await moveTodos(ctx, matters, { from: memberParty(from.id), to: memberParty(to.id), percents })
  const now = matters.map((matter): Matter => (issued.includes(matter.id) ? { ...matter, issuerId: to.id } : matter))
  await passOnOwnDecisions(ctx, now, to.id)
  await askAnew(ctx, now, to.id)
  await appendEvents(
    ctx,
    matters.map(({ id }) => ({
      matterId: id,
      action: 'transfer',
      text: describeTransfer(from.name, to.name, reason),
      data: { from: memberParty(from.id), to: memberParty(to.id), issuer: issued.includes(id) },
    })),
  )
  return { issued: issued.length, todos }
}

/** Recurring tasks that still open occurrences: the next one names the successor. */
const moveSeries = async (ctx: UseCaseContext, fromId: string, toId: string): Promise<number> => {
  const [from, to] = [memberParty(fromId), memberParty(toId)]
  const where = 'WHERE t.ended_at IS NULL AND (t.issuer_id = ? OR t.parties LIKE ?)'
  const series = await selectRows(ctx.tx, Recurrence, where, [fromId, `%${from}%`])
  for (const { id, issuerId, parties } of series) {
    const moved = parties.map((party) => (party.party === from ? { ...party, party: to } : party))
    const unique = moved.filter((party, index) => moved.findIndex((each) => each.party === party.party) === index)
    await ctx.tx.update(Recurrence, { id }, { issuerId: issuerId === fromId ? toId : issuerId, parties: unique })
  }
  return series.length
}

const mayEverSign = (ctx: UseCaseContext, memberId: string): boolean =>
  (['director', 'deputy_director'] as const).some((role) => ctx.office.directory.holdsAtRoot(memberId, role, today(ctx)))

/**
 * Hands everything a person has to do over to a successor in one act: parties and open todos, the issuer's side of what they issued, and
 * their recurring tasks; what is over stays theirs (docs/rules.md, Hand-over). All or nothing, however much it is. The successor is told
 * privately.
 */
export const handOverMember = async (ctx: UseCaseContext, input: HandOverMember): Promise<HandedOver> => {
  const { from, to } = checkPeople(ctx, input)
  const ids = await listDutiful(ctx, from.id)
  const done: HandedOver = { matters: ids.length, issued: 0, todos: 0, withoutRole: 0, series: await moveSeries(ctx, from.id, to.id) }
  for (let at = 0; at < ids.length; at += batch) {
    const { issued, todos } = await moveSome(ctx, ids.slice(at, at + batch), { from, to, reason: input.reason })
    done.issued += issued
    done.todos += todos
  }
  if (!mayEverSign(ctx, to.id)) done.withoutRole = await ctx.tx.countBy(Todo, { memberId: to.id, duty: 'sign', closedAt: IsNull() })
  if (done.matters + done.series === 0) throw new Problem('wrong_state', `${from.name}没有需要移交的事项`)
  await enqueueMessages(ctx, [
    {
      to: { memberId: to.id },
      text: describeDutiesReceived(from.name, done),
      purpose: 'notice',
      lane: 0,
      dedupeKey: `transfer:${ctx.newId()}`,
    },
  ])
  await appendAudit(ctx, { action: 'members.hand_over', subject: from.id, detail: { to: to.id, ...done } })
  return done
}

/** What still hangs on a person: open todos in their own name, and matters they issued that are not over. */
export const countDuties = async ({ tx }: UseCaseContext, memberId: string): Promise<{ todos: number; issued: number }> => {
  const [row] = await tx.query<{ todos: number | string; issued: number | string }[]>(
    `SELECT (SELECT COUNT(*) FROM todos WHERE member_id = ? AND closed_at IS NULL) AS todos,
      (SELECT COUNT(*) FROM matters WHERE issuer_id = ? AND state NOT IN ${over} AND kind NOT IN ${personal}) AS issued`,
    [memberId, memberId],
  )
  return { todos: Number(row?.todos ?? 0), issued: Number(row?.issued ?? 0) }
}
