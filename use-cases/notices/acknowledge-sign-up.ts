import { createHash } from 'node:crypto'
import { SignUp } from '../../entities/index.ts'
import type { SignUpEntry } from '../../entities/sign-up.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { bareText } from '../../rules/bare-text.ts'
import { Problem } from '../../rules/problems.ts'
import { isPlainHead } from '../../rules/sign-up-head.ts'
import { describeSignUpRemoved } from '../../wording/notices.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { appendEvents } from '../matters/append-event.ts'
import { listEventsOfMessage } from '../matters/find-message-matters.ts'
import { acknowledgeOn, acknowledgeRecent, type Signer } from '../tasks/acknowledge-tasks.ts'
import { findSignUpMatters } from './find-sign-up-matters.ts'
import { readSignUpNames } from './read-sign-up-names.ts'

/** A 接龙 in a group as it was read. */
export interface SignUpInput {
  groupId: string
  head: string
  numbers: readonly number[]
  entries: readonly string[]
}

/** People whose recent todos one statement looks for. */
const mostAtOnce = 50

const stale = (): Problem => new Problem('stale', '接龙刚被更新,请重试')

const membersOf = (entries: readonly SignUpEntry[]): string[] => [...new Set(entries.map(([, id]) => id).filter((id) => id !== null))]

const signersOf = (ctx: UseCaseContext, memberIds: readonly string[]): Signer[] =>
  memberIds.flatMap((id) => {
    const member = ctx.office.directory.findMember(id)
    return member ? [{ ctx: { ...ctx, actor: member }, data: { signUp: true, writtenById: actorOf(ctx).id } }] : []
  })

/** What stands in the list is counted as if each had said 收到 to what it is about. */
const countEntries = async (
  ctx: UseCaseContext,
  input: SignUpInput,
  memberIds: readonly string[],
  seen: SignUp | null,
): Promise<number> => {
  const signers = signersOf(ctx, memberIds)
  if (signers.length === 0) return 0
  const about = await findSignUpMatters(ctx, input)
  if (about.length > 0) return acknowledgeOn(signers, about)
  if (seen) return acknowledgeOn(signers, seen.matterIds)
  if (!isPlainHead(input.head)) return 0
  let total = 0
  for (let from = 0; from < signers.length; from += mostAtOnce) {
    const some = signers.slice(from, from + mostAtOnce).map((signer) => ({ ...signer, groupId: input.groupId }))
    total += (await acknowledgeRecent(some)).reduce((sum, each) => sum + each, 0)
  }
  return total
}

/** Somebody took entries out again: nothing that was counted is lost, and the timelines say so. */
const noteRemoved = async (ctx: UseCaseContext, seen: SignUp, removed: readonly string[]): Promise<void> => {
  const text = describeSignUpRemoved(removed.map((id) => ctx.office.directory.findMember(id)?.name ?? ''))
  await appendEvents(
    ctx,
    seen.matterIds.map((matterId) => ({ matterId, action: 'sign_up_removed', text, data: { memberIds: removed } })),
  )
}

const keep = async (ctx: UseCaseContext, seen: SignUp | null, row: Omit<SignUp, 'id' | 'version'>): Promise<void> => {
  if (seen) {
    const changed = await updateRows(ctx.tx, SignUp, { ...row, version: seen.version + 1 }, 'id = ? AND version = ?', [
      seen.id,
      seen.version,
    ])
    if (changed !== 1) throw stale()
    return
  }
  try {
    await insertRows(ctx.tx, SignUp, [{ ...row, id: ctx.newId(), version: 1 }])
  } catch (error) {
    if (isUniqueViolation(error)) throw stale()
    throw error
  }
}

/**
 * A 接龙 comes whole at every entry: who is new in it since it was last seen has read what it is about. An entry is a sign-up, never a
 * completion; one that was taken out again is noted and changes nothing (docs/rules.md, Notices). Says whether it did anything: what
 * hits nothing is not kept.
 */
export const acknowledgeSignUp = async (ctx: UseCaseContext, input: SignUpInput): Promise<boolean> => {
  const { groupId } = input
  const headKey = createHash('sha256').update(bareText(input.head)).digest('hex')
  const seen = await ctx.tx.findOneBy(SignUp, { groupId, headKey })
  const entries = await readSignUpNames(ctx, groupId, input.entries, seen?.entries ?? [])
  const present = membersOf(entries)
  const known = new Set(membersOf(seen?.entries ?? []))
  const fresh = present.filter((id) => !known.has(id))
  const hits = await countEntries(ctx, input, fresh, seen)
  // An older version that comes late takes nothing out.
  const isLate = seen !== null && ctx.sentAt < seen.sentAt
  const removed = isLate ? [] : [...known].filter((id) => !present.includes(id))
  if (hits === 0 && removed.length === 0) return false
  if (seen && removed.length > 0) await noteRemoved(ctx, seen, removed)
  const events = ctx.messageId === null ? [] : await listEventsOfMessage(ctx, ctx.messageId)
  await keep(ctx, seen, {
    groupId,
    headKey,
    entries: isLate ? [...new Map([...entries, ...seen.entries])] : entries,
    matterIds: [...new Set([...(seen?.matterIds ?? []), ...events.map(({ matterId }) => matterId)])],
    sentAt: Math.max(ctx.sentAt, seen?.sentAt ?? 0),
    seenAt: ctx.now,
  })
  return true
}
