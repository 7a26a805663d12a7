import { expect } from 'vitest'
import { ItemInstruction, Matter, MatterEvent, MatterParty, Signature, Todo } from '../../entities/index.ts'
import { isOpening, lifecycles } from '../../rules/lifecycles/index.ts'
import type { Scene } from './scene.ts'

/** Rows of one matter as they stand in the database. */
export const readFacts = async (scene: Scene, number: number) =>
  scene.runner.read(async (tx) => {
    const matter = await tx.findOneByOrFail(Matter, { number })
    const where = { matterId: matter.id }
    return {
      matter,
      parties: await tx.find(MatterParty, { where, order: { id: 'ASC' } }),
      todos: await tx.find(Todo, { where, order: { id: 'ASC' } }),
      events: await tx.find(MatterEvent, { where, order: { at: 'ASC', id: 'ASC' } }),
      signatures: await tx.find(Signature, { where, order: { id: 'ASC' } }),
      items: await tx.findBy(ItemInstruction, { instructionId: matter.id }),
    }
  })

export type Facts = Awaited<ReturnType<typeof readFacts>>

export const openOf = ({ todos }: Facts): Todo[] => todos.filter(({ closedAt }) => closedAt === null)
export const liveOf = ({ parties }: Facts): MatterParty[] => parties.filter(({ removedAt }) => removedAt === null)

/** What must hold of a matter of any kind, whatever was done. */
export const checkFacts = (facts: Facts): void => {
  const { matter, todos, events } = facts
  const open = openOf(facts)
  const { kind, state } = matter
  if (state === 'closed' || state === 'cancelled') {
    expect(open.map(({ duty }) => duty)).toEqual([])
    expect(matter.closedAt).not.toBeNull()
  } else {
    expect(matter.closedAt).toBeNull()
    expect(open).not.toEqual([])
  }
  for (const todo of open) {
    expect(todo.openKey).toBe(`${matter.id}|${todo.party}|${todo.duty}`)
    expect(todo.dueAt === null || todo.nextReminderAt !== null).toBe(true)
  }
  for (const todo of todos) if (todo.closedAt !== null) expect([todo.openKey, todo.nextReminderAt]).toEqual([null, null])
  const known = [...Object.keys(lifecycles[kind].actions), 'undo', 'transfer']
  for (const { action } of events) if (!isOpening(kind, action)) expect(known).toContain(action)
}

/** What 撤回 has to put back: everything but the clock's figures, the version and the timeline. */
export const restorable = (facts: Facts) => {
  const { matter, items } = facts
  const { version: _version, level: _level, levelChangesAt: _changes, ...columns } = matter
  return {
    columns,
    parties: facts.parties.map(({ party, role, percent, removedAt }) => ({ party, role, percent, isOff: removedAt !== null })),
    owed: openOf(facts)
      .map(({ party, duty, dueAt, acknowledgedAt }) => ({ party, duty, dueAt, isRead: acknowledgedAt !== null }))
      .toSorted((a, b) => `${a.party}${a.duty}`.localeCompare(`${b.party}${b.duty}`)),
    counts: items.filter(({ revokedAt }) => revokedAt === null).length,
  }
}
