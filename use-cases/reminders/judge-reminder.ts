import type { Instant } from '../../rules/instant.ts'
import { isQuiet, latestReminder, nextMorning, nextReminder, type ReminderSlot } from '../../rules/reminder-policy.ts'
import { dutyWords } from '../../wording/duty-words.ts'
import type { UseCaseContext } from '../context.ts'
import { reminderInput } from '../matters/todos.ts'
import type { DueTodos, SweptMatter, SweptTodo } from './collect-due-todos.ts'

/** A reminder to be said now. */
export interface Reminder {
  todo: SweptTodo & { dueAt: Instant }
  matter: SweptMatter
  /** The latest slot that has come: several missed ones are one reminder. */
  slot: ReminderSlot
  critical: boolean
  /** Null: privately. */
  groupId: string | null
}

/** What becomes of a todo whose reminder is due: said (and moved on to the next slot), or only moved. */
export interface Verdict {
  todo: SweptTodo
  reminder: Reminder | null
  moveTo: { at: Instant; slot: string } | null
}

/** A reminder that 静默 held back comes to the person alone when it ends, not to the group that was served meanwhile. */
const isReleased = (todo: SweptTodo, snoozedUntil: Instant | undefined): boolean =>
  snoozedUntil !== undefined && todo.nextReminderAt === snoozedUntil

/** Decides about one due todo by the office's policy (docs/rules.md, Reminder slots, Quiet hours and snooze). */
export const judgeReminder = (ctx: UseCaseContext, due: DueTodos, todo: SweptTodo): Verdict => {
  const { calendar, settings } = ctx.office
  const policy = settings.reminders
  const matter = due.matters.get(todo.matterId)
  const { dueAt } = todo
  if (!matter || dueAt === null) return { todo, reminder: null, moveTo: null }

  const critical = matter.urgency === 'critical'
  const input = reminderInput(ctx, { duty: todo.duty, openedAt: todo.openedAt, dueAt }, matter)
  const wait = (at: Instant): Verdict => ({ todo, reminder: null, moveTo: { at, slot: todo.reminderSlot ?? 'due_day' } })
  const snoozedUntil = todo.memberId === null ? undefined : due.snoozes.get(todo.memberId)
  if (snoozedUntil !== undefined && snoozedUntil > ctx.now) return wait(snoozedUntil)
  if (!critical && isQuiet(calendar, policy, ctx.now)) return wait(nextMorning(calendar, policy, ctx.now))

  // Work that several share is said once a day, not again before each close.
  const isQueue = dutyWords({ ...matter, duty: todo.duty }).isQueue === true
  const slot = latestReminder(calendar, policy, input, ctx.now) ?? { at: todo.nextReminderAt, slot: todo.reminderSlot ?? 'due_day' }
  if (isQueue && slot.slot === 'same_day') return { todo, reminder: null, moveTo: nextReminder(calendar, policy, input, ctx.now) }
  const isPrivate = slot.slot === 'same_day' || isReleased(todo, snoozedUntil)
  // A whole group owes a notice: hundreds of private messages two hours before would be the burden they remind of.
  if (todo.duty === 'acknowledge' && todo.groupId !== null && slot.slot === 'same_day')
    return { todo, reminder: null, moveTo: nextReminder(calendar, policy, input, ctx.now) }
  const groupId = todo.groupId !== null && due.liveGroups.has(todo.groupId) && !isPrivate ? todo.groupId : null
  if (groupId !== null && due.served.has(groupId) && !critical) return wait(nextMorning(calendar, policy, ctx.now))
  return {
    todo,
    reminder: { todo: { ...todo, dueAt }, matter, slot, critical, groupId },
    moveTo: nextReminder(calendar, policy, input, ctx.now),
  }
}
