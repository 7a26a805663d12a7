import type { OfficeCalendar } from '../../rules/calendar/index.ts'
import type { Instant } from '../../rules/instant.ts'
import { nameStage } from '../../rules/matter-stage.ts'
import { Matter, MatterEvent, MatterParty, Todo } from '../../entities/index.ts'
import { groupBy } from '../../rules/group-by.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { listStages } from '../../use-cases/matters/stages.ts'
import { shortParty } from '../../wording/names.ts'

/** Local ISO time of the office with its offset: what a person reads and a program can compare. */
export const formatIso = (calendar: OfficeCalendar, at: Instant): string => {
  const { day, hour, minute, second } = calendar.toLocal(at)
  const two = (n: number): string => String(n).padStart(2, '0')
  const offset = Math.round(
    (Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8)), hour, minute, second) - at) / 60_000,
  )
  const sign = offset < 0 ? '-' : '+'
  return `${day}T${two(hour)}:${two(minute)}:${two(second)}${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
}

interface DumpedMatter {
  number: number
  kind: string
  title: string
  state: string
  stage: string
  due: string | null
  issuer: string
  parties: { name: string; role: string }[]
  todos: { duty: string; party: string; due: string | null; acknowledgedAt: string | null; closedAt: string | null; level: number }[]
  events: { at: string; actor: string | null; action: string; text: string }[]
}

/** Everything an office holds, by number; for the replay's `--dump`. */
export const dumpOffice = async (ctx: UseCaseContext): Promise<{ matters: DumpedMatter[] }> => {
  const { tx, office } = ctx
  const { calendar, directory } = office
  const iso = (at: Instant | null): string | null => (at === null ? null : formatIso(calendar, at))
  const nameOf = (id: string | null): string | null => (id === null ? null : (directory.findMember(id)?.name ?? id))
  const order = { id: 'ASC' } as const
  const parties = groupBy(await tx.find(MatterParty, { order }), (row) => row.matterId)
  const todos = groupBy(await tx.find(Todo, { order }), (row) => row.matterId)
  const events = groupBy(await tx.find(MatterEvent, { order: { at: 'ASC', id: 'ASC' } }), (row) => row.matterId)
  const matters = await tx.find(Matter, { order: { number: 'ASC' } })
  const stages = await listStages(
    ctx,
    matters.map((matter) => matter.id),
  )
  return {
    matters: matters.map((matter) => {
      const [myParties, myTodos, myEvents] = [parties.get(matter.id) ?? [], todos.get(matter.id) ?? [], events.get(matter.id) ?? []]
      const live = myParties.filter((party) => party.removedAt === null)
      return {
        number: matter.number,
        kind: matter.kind,
        title: matter.title,
        state: matter.state,
        stage: nameStage(matter.kind, stages.get(matter.id) ?? 'registered'),
        due: iso(matter.dueAt),
        issuer: nameOf(matter.issuerId) ?? '',
        parties: live.map((party) => ({ name: shortParty(directory, party.party), role: party.role })),
        todos: myTodos.map((todo) => ({
          duty: todo.duty,
          party: shortParty(directory, todo.party),
          due: iso(todo.dueAt),
          acknowledgedAt: iso(todo.acknowledgedAt),
          closedAt: iso(todo.closedAt),
          level: todo.level,
        })),
        events: myEvents.map((event) => ({
          at: formatIso(calendar, event.at),
          actor: nameOf(event.actorId),
          action: event.action,
          text: event.text,
        })),
      }
    }),
  }
}
