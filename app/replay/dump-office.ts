import type { Instant } from '../../rules/instant.ts'
import { nameStage } from '../../rules/matter-stage.ts'
import { Matter, MatterEvent, MatterParty, Todo } from '../../entities/index.ts'
import { groupBy } from '../../rules/group-by.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { listStages } from '../../use-cases/matters/stages.ts'
import { shortParty } from '../../wording/names.ts'
import { dumpInformation } from './dump-information.ts'
import { formatIso } from './format-iso.ts'

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
export type OfficeDump = { matters: DumpedMatter[] } & Awaited<ReturnType<typeof dumpInformation>>

/** The whole of it as one document (docs/replay.md). */
export const dumpOffice = async (ctx: UseCaseContext): Promise<OfficeDump> => {
  const matters = await ctx.tx.find(Matter, { order: { number: 'ASC' } })
  return { matters: await dumpMatters(ctx, matters), ...(await dumpInformation(ctx, matters)) }
}

/** Every matter with parties, todos and timeline. */
export const dumpMatters = async (ctx: UseCaseContext, matters: readonly Matter[]): Promise<DumpedMatter[]> => {
  const { tx, office } = ctx
  const { calendar, directory } = office
  const iso = (at: Instant | null): string | null => (at === null ? null : formatIso(calendar, at))
  const nameOf = (id: string | null): string | null => (id === null ? null : (directory.findMember(id)?.name ?? id))
  const order = { id: 'ASC' } as const
  const parties = groupBy(await tx.find(MatterParty, { order }), (row) => row.matterId)
  const todos = groupBy(await tx.find(Todo, { order }), (row) => row.matterId)
  const events = groupBy(await tx.find(MatterEvent, { order: { at: 'ASC', id: 'ASC' } }), (row) => row.matterId)
  const stages = await listStages(
    ctx,
    matters.map((matter) => matter.id),
  )
  return matters.map((matter) => {
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
  })
}
