/** One side of a matter: a member or a whole unit, as one comparable key. */
export type PartyKey = `m:${string}` | `u:${string}`

export const memberParty = (memberId: string): PartyKey => `m:${memberId}`
export const unitParty = (unitId: string): PartyKey => `u:${unitId}`

/** The key split into the two columns rows carry. */
export const partyColumns = (party: string): { party: PartyKey; memberId: string | null; unitId: string | null } => {
  const id = party.slice(2)
  return party.startsWith('m:')
    ? { party: memberParty(id), memberId: id, unitId: null }
    : { party: unitParty(id), memberId: null, unitId: id }
}
