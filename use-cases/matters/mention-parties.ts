import { today, type UseCaseContext } from '../context.ts'
import { listPartiesOf } from './find-matter.ts'

/** Whom to mention for a party: the member, or the unit's officers. */
export const memberIdsOfParty = (ctx: UseCaseContext, party: string): string[] =>
  party.startsWith('m:') ? [party.slice(2)] : ctx.office.directory.mentionedFor(party.slice(2), today(ctx)).map((member) => member.id)

/** Everybody who has to do with a matter, the speaker left out. */
export const memberIdsOfParties = async (ctx: UseCaseContext, matterId: string): Promise<string[]> => {
  const parties = (await listPartiesOf(ctx, [matterId])).get(matterId) ?? []
  return [...new Set(parties.flatMap(({ party }) => memberIdsOfParty(ctx, party)))].filter((id) => id !== ctx.actor?.id)
}

/** Each party with the names of those mentioned for it, as words need them. */
export const nameMentioned = (ctx: UseCaseContext, parties: readonly string[]): { party: string; names: string[] }[] =>
  parties.map((party) => ({
    party,
    names: memberIdsOfParty(ctx, party).map((id) => ctx.office.directory.findMember(id)?.name ?? ''),
  }))
