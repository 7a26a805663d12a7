import type { MemberCard } from '../../rules/directory.ts'
import { groupBy } from '../../rules/group-by.ts'
import { lifecycles, type Duty } from '../../rules/lifecycles/index.ts'
import { isQuiet, nextMorning, overdueCount } from '../../rules/reminder-policy.ts'
import { nameParty } from '../../wording/names.ts'
import { describeGroupDigest, describePrivateDigest, type DigestLine, type PrivateDigest } from '../../wording/reminders.ts'
import { today, type UseCaseContext } from '../context.ts'
import type { NewMessage } from '../outbox/enqueue-message.ts'
import { digestKey, type DueTodos } from './collect-due-todos.ts'
import type { Reminder } from './judge-reminder.ts'
import { ownersOf } from './owners-of.ts'

/** Duties of those who were asked; only these are reported to others when they are late. Of 签收 the organiser hears otherwise (docs/rules.md, Notices). */
const answers: readonly Duty[] = ['handle', 'submit', 'watch']

/** Lines of several todos merged by matter, names in order and once each. */
const linesOf = (items: readonly { reminder: Reminder; names: readonly string[] }[]): DigestLine[] => {
  const byMatter = groupBy(items, ({ reminder }) => reminder.matter.id)
  return [...byMatter.values()].flatMap((group) => {
    const last = group.at(-1)?.reminder
    if (!last) return []
    return {
      number: last.matter.number,
      kind: last.matter.kind,
      title: last.matter.title,
      dueAt: last.todo.dueAt,
      names: [...new Set(group.flatMap(({ names }) => names))],
      duties: [...new Set(group.map(({ reminder }) => reminder.todo.duty))],
    }
  })
}

/** Those who owe and sit in the group; when none of them does, all of them, so that the group still sees who is meant. */
const mentionedIn = (ctx: UseCaseContext, due: DueTodos, groupId: string, { todo }: Reminder): MemberCard[] => {
  const owners = ownersOf(ctx, todo)
  const seated = owners.filter(({ id }) => due.sits(groupId, id))
  return seated.length > 0 ? seated : owners
}

/** One message a group: the day's digest, or, when only 特急 has something to say, a message of its own. */
export const planGroupDigests = (ctx: UseCaseContext, due: DueTodos, reminders: readonly Reminder[]): NewMessage[] => {
  const byGroup = groupBy(
    reminders.filter((reminder) => reminder.groupId !== null),
    (reminder) => reminder.groupId ?? '',
  )
  return [...byGroup].map(([groupId, items]): NewMessage => {
    const isDaily = !due.served.has(groupId) && items.some((reminder) => !reminder.critical)
    const [first] = items
    const owners = items.map((reminder) => ({ reminder, members: mentionedIn(ctx, due, groupId, reminder) }))
    const lines = linesOf(owners.map(({ reminder, members }) => ({ reminder, names: members.map((member) => member.name) })))
    return {
      to: { groupId },
      text: describeGroupDigest(ctx.office.calendar, ctx.now, lines),
      mentionIds: owners.flatMap(({ members }) => members.map((member) => member.id)),
      purpose: 'reminder',
      dedupeKey: isDaily ? digestKey(groupId, today(ctx)) : `critical:${groupId}:${first?.todo.id}:${first?.slot.at}`,
      // Tomorrow's digest says it again: today's is not worth catching up.
      expiresAt: nextMorning(ctx.office.calendar, ctx.office.settings.reminders, ctx.now),
    }
  })
}

type Section = keyof PrivateDigest
const sections: readonly Section[] = ['own', 'issued', 'unit', 'office']

/** Who is told what privately about one reminder. */
const listenersOf = (ctx: UseCaseContext, due: DueTodos, reminder: Reminder): Record<Section, string[]> => {
  const { directory, settings } = ctx.office
  const day = today(ctx)
  const { todo, matter, slot, groupId, tells } = reminder
  const withStandIns = (ids: readonly string[]): string[] => ids.flatMap((id) => [id, ...directory.standInsOf(id, ctx.now)])
  const owners = ownersOf(ctx, todo)
  const unitId = todo.unitId ?? directory.findMember(todo.memberId ?? '')?.unitId ?? ''
  const answerers = owners.length > 0 ? owners : directory.answerersOf(unitId, day)
  const own =
    groupId === null
      ? withStandIns(answerers.map((member) => member.id))
      : // The group's digest reaches those who sit in it; the others and the stand-ins are told privately.
        owners.flatMap((member) => [...(due.sits(groupId, member.id) ? [] : [member.id]), ...directory.standInsOf(member.id, ctx.now)])

  // Where parties owe nothing by being parties, what is late is the office's own work, and its author is not told.
  const isAnswer = lifecycles[matter.kind].duty !== null && answers.includes(todo.duty)
  const late = isAnswer && tells !== 'owner' ? overdueCount(slot.slot) : 0
  const root = directory.findRoot()
  const heads = late >= settings.reminders.unitHeadJoinsAfter ? directory.holders('unit_head', unitId, day) : []
  const supervisors = root && late >= settings.reminders.supervisorJoinsAfter ? directory.holders('supervisor', root.id, day) : []
  const others = (ids: readonly string[]): string[] => ids.filter((id) => id !== todo.memberId)
  return {
    own: tells === 'others' ? [] : own,
    issued: late >= 1 ? others(withStandIns([matter.issuerId])) : [],
    unit: others(heads.map((member) => member.id)),
    office: others(supervisors.map((member) => member.id)),
  }
}

/** Each person's reminders by section; what stands in one section is not said again in a later one. */
const gather = (ctx: UseCaseContext, due: DueTodos, reminders: readonly Reminder[]): Map<string, Record<Section, Reminder[]>> => {
  const { directory } = ctx.office
  const byPerson = new Map<string, Record<Section, Reminder[]>>()
  for (const reminder of reminders) {
    const listeners = listenersOf(ctx, due, reminder)
    const told = new Set<string>()
    for (const section of sections) {
      for (const id of listeners[section]) {
        const member = directory.findMember(id)
        if (told.has(id) || !member || !directory.isActive(member, today(ctx))) continue
        told.add(id)
        const mine = byPerson.get(id) ?? { own: [], issued: [], unit: [], office: [] }
        mine[section].push(reminder)
        byPerson.set(id, mine)
      }
    }
  }
  return byPerson
}

/** When a person may be told: after their own 静默, and then not in quiet hours unless 特急 is among it. */
const earliest = (ctx: UseCaseContext, snoozedUntil: number | undefined, critical: boolean): number => {
  const { calendar, settings } = ctx.office
  if (snoozedUntil === undefined || snoozedUntil <= ctx.now) return ctx.now
  return critical || !isQuiet(calendar, settings.reminders, snoozedUntil)
    ? snoozedUntil
    : nextMorning(calendar, settings.reminders, snoozedUntil)
}

/** The name of the one whose duty it is, when that is somebody else: the reader stands in. */
const standingInFor = (ctx: UseCaseContext, readerId: string, ownerId: string | null): string[] => {
  const owner = ownerId === null || ownerId === readerId ? undefined : ctx.office.directory.findMember(ownerId)
  return owner ? [owner.name] : []
}

/** One private message a person: own duties, and by name what is late of theirs to watch (docs/rules.md, Digests and escalation). */
export const planPrivateDigests = (ctx: UseCaseContext, due: DueTodos, reminders: readonly Reminder[]): NewMessage[] => {
  const { directory, calendar } = ctx.office
  const named = (items: readonly Reminder[]): DigestLine[] =>
    linesOf(items.map((reminder) => ({ reminder, names: [nameParty(directory, reminder.todo.party)] })))
  return [...gather(ctx, due, reminders)].map(([memberId, mine]): NewMessage => {
    const all = sections.flatMap((section) => mine[section])
    const [first] = all
    const own = mine.own.map(({ matter, todo }) => ({
      number: matter.number,
      kind: matter.kind,
      state: matter.state,
      title: matter.title,
      dueAt: todo.dueAt,
      duty: todo.duty,
      names: standingInFor(ctx, memberId, todo.memberId),
    }))
    const digest = { own, issued: named(mine.issued), unit: named(mine.unit), office: named(mine.office) }
    return {
      to: { memberId },
      text: describePrivateDigest(calendar, ctx.now, digest),
      purpose: 'reminder',
      dedupeKey: `private:${memberId}:${first?.todo.id}:${first?.slot.at}`,
      notBefore: earliest(
        ctx,
        due.snoozes.get(memberId),
        all.some((reminder) => reminder.critical),
      ),
    }
  })
}
