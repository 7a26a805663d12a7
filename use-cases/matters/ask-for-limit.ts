import type { Matter } from '../../entities/index.ts'
import { memberParty } from '../../rules/party.ts'
import { nextWorkingMorning, type UseCaseContext } from '../context.ts'
import { openTodos } from './todos.ts'

/** Asks these people for a limit that the words left open: `set_due` by the next working morning, never filled by itself (docs/rules.md, Deadline policy). */
export const askForLimit = async (ctx: UseCaseContext, matter: Matter, memberIds: readonly string[]): Promise<void> => {
  await openTodos(ctx, matter, { duty: 'set_due', parties: memberIds.map(memberParty), dueAt: nextWorkingMorning(ctx) }, [])
}
