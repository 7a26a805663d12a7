import type { Instant } from '../../rules/instant.ts'
import { isQuiet, latestReminder, nextMorning, nextReminder, overdueCount, type ReminderSlot } from '../../rules/reminder-policy.ts'
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
  /** Who is told: while whoever owes has 静默, only those it is reported to; when it ends, only whoever owes. */
  tells: 'all' | 'owner' | 'others'
}

/** What becomes of a todo whose reminder is due: said (and moved on to the next slot), or only moved. */
export interface Verdict {
  todo: SweptTodo
  reminder: Reminder | null
  moveTo: { at: Instant; slot: string } | null
}

/** The name of a slot that 静默 holds back from whoever owes; the others heard of it in its time. */
const heldSlot = ({ slot }: ReminderSlot): string => `held_${slot}`
const isHeld = ({ reminderSlot }: SweptTodo, slot: ReminderSlot): boolean => reminderSlot === heldSlot(slot)

/** While whoever owes has 静默 they are left alone until it ends; what is late is reported to the others in its time all the same. */
const holdBack = (ctx: UseCaseContext, reminder: Omit<Reminder, 'groupId' | 'tells'>, next: ReminderSlot, until: Instant): Verdict => {
  const { calendar, settings } = ctx.office
  const { todo, slot, critical } = reminder
  const isHeard = isHeld(todo, slot)
  const isLate = overdueCount(slot.slot) > 0
  if (isLate && !isHeard && !critical && isQuiet(calendar, settings.reminders, ctx.now)) {
    const morning = nextMorning(calendar, settings.reminders, ctx.now)
    return { todo, reminder: null, moveTo: { at: Math.min(morning, until), slot: slot.slot } }
  }
  return {
    todo,
    reminder: isLate && !isHeard ? { ...reminder, groupId: null, tells: 'others' } : null,
    moveTo: next.at <= until ? next : { at: until, slot: heldSlot(slot) },
  }
}

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
  const slot = latestReminder(calendar, policy, input, ctx.now) ?? { at: todo.nextReminderAt, slot: todo.reminderSlot ?? 'due_day' }
  const next = nextReminder(calendar, policy, input, ctx.now)
  const reminder = { todo: { ...todo, dueAt }, matter, slot, critical }
  if (snoozedUntil !== undefined && snoozedUntil > ctx.now) return holdBack(ctx, reminder, next, snoozedUntil)
  if (!critical && isQuiet(calendar, policy, ctx.now)) return wait(nextMorning(calendar, policy, ctx.now))

  // Work that several share is said once a day, not again before each close.
  const isQueue = dutyWords({ ...matter, duty: todo.duty }).isQueue === true
  if (isQueue && slot.slot === 'same_day') return { todo, reminder: null, moveTo: next }
  // What was held back comes to the person alone when it ends: the group was served meanwhile, and the others have heard.
  const wasHeld = isHeld(todo, slot)
  const isPrivate = slot.slot === 'same_day' || wasHeld
  // A whole group owes a notice: hundreds of private messages two hours before would be the burden they remind of.
  if (todo.duty === 'acknowledge' && todo.groupId !== null && slot.slot === 'same_day') return { todo, reminder: null, moveTo: next }
  const groupId = todo.groupId !== null && due.liveGroups.has(todo.groupId) && !isPrivate ? todo.groupId : null
  if (groupId !== null && due.served.has(groupId) && !critical) return wait(nextMorning(calendar, policy, ctx.now))
  return { todo, reminder: { ...reminder, groupId, tells: wasHeld ? 'owner' : 'all' }, moveTo: next }
}
