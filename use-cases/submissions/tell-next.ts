import { isQuiet, nextMorning } from '../../rules/reminder-policy.ts'
import { describeAwaiting } from '../../wording/submissions.ts'
import type { UseCaseContext } from '../context.ts'
import { listOpenTodos } from '../matters/todos.ts'
import { editorsOf, headsOf, rootHolders, signersOf } from '../matters/office-roles.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import type { FoundSubmission } from './find-submission.ts'
import { listAuthorUnits } from './write-authors.ts'

/** Whose word a submission waits for. */
export interface NextStep {
  step: 'head' | 'editors' | 'signer'
  memberIds: string[]
}

/** Who is to act on a submission in this state. */
export const nextStepOf = (ctx: UseCaseContext, { matter, submission }: Pick<FoundSubmission, 'matter' | 'submission'>): NextStep => {
  if (matter.state === 'submitted') return { step: 'head', memberIds: headsOf(ctx, submission.unitId).map(({ id }) => id) }
  if (matter.state === 'signing') return { step: 'signer', memberIds: signersOf(ctx).map(({ id }) => id) }
  return { step: 'editors', memberIds: editorsOf(ctx).map(({ id }) => id) }
}

/** Deputies who were asked to sign in the director's place. */
const listAsked = async (ctx: UseCaseContext, { id, state }: FoundSubmission['matter']): Promise<string[]> =>
  state === 'signing'
    ? (await listOpenTodos(ctx, id)).flatMap(({ duty, memberId }) => (duty === 'sign' && memberId !== null ? [memberId] : []))
    : []

/**
 * Tells in private whose word a submission waits for: heads and signers; of 报忧 its editors too. Editors have their list for everything
 * else. What is not urgent waits out the quiet hours. `isChanged`: they have been told before, and the text is another one now.
 */
export const tellNext = async (
  ctx: UseCaseContext,
  found: Pick<FoundSubmission, 'matter' | 'submission'>,
  { isChanged = false }: { isChanged?: boolean } = {},
): Promise<NextStep> => {
  const { matter, submission } = found
  const { calendar, settings, directory } = ctx.office
  const next = nextStepOf(ctx, found)
  const isProblem = submission.tone === 'problem'
  if (next.step === 'editors' && !isProblem) return next
  const told = [
    ...next.memberIds,
    ...(await listAsked(ctx, matter)),
    ...(isProblem ? rootHolders(ctx, 'editor').map(({ id }) => id) : []),
  ].filter((id) => id !== ctx.actor?.id)
  const waits = !isProblem && isQuiet(calendar, settings.reminders, ctx.now)
  const text = describeAwaiting(
    { directory, calendar, now: ctx.now, botMention: '' },
    {
      number: matter.number,
      title: matter.title,
      body: matter.body,
      authorId: submission.authorId,
      unitIds: await listAuthorUnits(ctx, matter.id),
      tone: submission.tone,
      changedTo: isChanged ? submission.version : null,
      next,
    },
  )
  await enqueueMessages(
    ctx,
    [...new Set(told)].map((memberId) => ({
      to: { memberId },
      text,
      purpose: 'notice' as const,
      dedupeKey: `awaits:${matter.id}:${matter.version}:${memberId}`,
      ...(waits ? { notBefore: nextMorning(calendar, settings.reminders, ctx.now) } : {}),
    })),
  )
  return next
}
