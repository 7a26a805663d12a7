import { In } from 'typeorm'
import { MatterParty } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { groupBy } from '../../rules/group-by.ts'
import { partyColumns } from '../../rules/party.ts'
import type { UseCaseContext } from '../context.ts'
import type { MatterWithParties } from './find-matter.ts'
import type { PartyTrace } from './undo-record.ts'

/** How an action changes a party of the matter; a party that is not on it yet is put on it, responsible unless `role` says otherwise. */
export interface PartyChange {
  party: string
  set: Partial<Pick<MatterParty, 'role' | 'percent' | 'removedAt'>>
}

/** Puts a party on the matter, or back on it when it had been taken off. */
export const putOn = (party: string, role: MatterParty['role']): PartyChange => ({ party, set: { role, removedAt: null, percent: null } })

const differs = (row: MatterParty, set: PartyChange['set']): PartyChange['set'] =>
  Object.fromEntries(Object.entries(set).filter(([column, value]) => row[column as keyof MatterParty] !== value))

const before = (row: MatterParty, set: PartyChange['set']): Partial<MatterParty> =>
  Object.fromEntries(Object.keys(set).map((column) => [column, row[column as keyof MatterParty]]))

/** Writes what an action changes in the parties, into the rows of `target` as well. Returns what was there before. */
export const writeParties = async (
  ctx: UseCaseContext,
  { matter, parties }: MatterWithParties,
  changes: readonly PartyChange[],
): Promise<PartyTrace> => {
  const trace: PartyTrace = { parties: [], added: [] }
  const updates: { row: MatterParty; set: PartyChange['set'] }[] = []
  const added: MatterParty[] = []
  for (const { party, set } of changes) {
    const row = parties.find((each) => each.party === party)
    if (!row) {
      const fresh: MatterParty = {
        role: 'responsible',
        percent: null,
        removedAt: null,
        ...set,
        id: ctx.newId(),
        matterId: matter.id,
        ...partyColumns(party),
      }
      added.push(fresh)
      continue
    }
    const changed = differs(row, set)
    if (Object.keys(changed).length > 0) updates.push({ row, set: changed })
  }
  for (const group of groupBy(updates, ({ set }) => JSON.stringify(set)).values()) {
    const [first] = group
    const [only, other] = group.map(({ row }) => row.id)
    if (!first || !only) continue
    if (other === undefined) await updateRows(ctx.tx, MatterParty, first.set, 'id = ?', [only])
    else await ctx.tx.update(MatterParty, { id: In(group.map(({ row }) => row.id)) }, first.set)
  }
  await insertRows(ctx.tx, MatterParty, added)
  for (const { row, set } of updates) {
    trace.parties.push([row.id, before(row, set)])
    Object.assign(row, set)
  }
  trace.added.push(...added.map(({ id }) => id))
  parties.push(...added)
  return trace
}
