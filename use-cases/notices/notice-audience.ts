import { WorkGroup } from '../../entities/index.ts'
import type { Role } from '../../rules/roles.ts'
import { memberParty, partyColumns, unitParty } from '../../rules/party.ts'
import { isThere, mayIssueTo } from '../../rules/permissions.ts'
import { Problem } from '../../rules/problems.ts'
import { describeNotHere, describeNoticeRefusal } from '../../wording/notices.ts'
import { today, type UseCaseContext } from '../context.ts'
import { listGroupRoster } from '../groups/list-group-units.ts'

/** Who may post a notice in a group they sit in; its owner may as well (docs/rules.md, Notices). */
const noticeRoles: readonly Role[] = ['leader', 'director', 'deputy_director', 'supervisor', 'unit_head', 'editor']

/** To whom a notice goes: those it names, everybody here, or every unit here. */
export interface Audience {
  kind: 'named' | 'members' | 'units'
  parties: readonly string[]
}

const checkMayPost = async (ctx: UseCaseContext, issuerId: string, groupId: string): Promise<void> => {
  const { directory } = ctx.office
  if (noticeRoles.some((role) => directory.holdsAnywhere(issuerId, role, today(ctx)))) return
  const group = await ctx.tx.findOneBy(WorkGroup, { id: groupId })
  if (group?.ownerId !== issuerId) throw new Problem('forbidden', describeNoticeRefusal())
}

/** Whom the issuer may give work, and for the information section whom they answer for: reached without a group in common. */
const mayReach = (ctx: UseCaseContext, issuerId: string, party: string): boolean => {
  const { directory } = ctx.office
  const columns = partyColumns(party)
  const unitId = columns.unitId ?? directory.findMember(columns.memberId ?? '')?.unitId
  if (unitId === undefined || !isThere(directory, columns, today(ctx))) return false
  return mayIssueTo(directory, issuerId, columns, today(ctx)) || directory.holds(issuerId, 'editor', unitId, today(ctx))
}

/** Everybody bound who sits in the group and is still in office. */
const listSeated = async (ctx: UseCaseContext, groupId: string): Promise<string[]> => {
  const { directory } = ctx.office
  return (await listGroupRoster(ctx, groupId)).flatMap(({ memberId }) => {
    const member = directory.findMember(memberId)
    return member && directory.isActive(member, today(ctx)) ? [member.id] : []
  })
}

/** Units with somebody in the group; neither the issuer's own nor those above it: a section does not write to its own office. */
const unitsOf = (ctx: UseCaseContext, seated: readonly string[], issuerId: string): string[] => {
  const { directory } = ctx.office
  const present = new Set(seated.map((id) => directory.findMember(id)?.unitId))
  const issuerUnit = directory.findMember(issuerId)?.unitId ?? ''
  return directory.units
    .filter(({ id, closed }) => !closed && present.has(id) && !directory.isWithin(issuerUnit, id))
    .map(({ id }) => unitParty(id))
}

/**
 * The parties a notice goes to, after checking that the issuer may address them: those of the group, and whom they may give work.
 * Throws `forbidden` or `bad_request`.
 */
export const resolveAudience = async (
  ctx: UseCaseContext,
  { issuerId, groupId, audience }: { issuerId: string; groupId: string | null; audience: Audience },
): Promise<string[]> => {
  if (groupId === null && audience.kind !== 'named') throw new Problem('bad_request', '不在工作群里发通知,请写明人员或单位')
  if (groupId !== null) await checkMayPost(ctx, issuerId, groupId)
  const seated = groupId === null ? [] : await listSeated(ctx, groupId)
  const self = new Set([issuerId, ctx.actor?.id])
  if (audience.kind === 'members') return seated.filter((id) => !self.has(id)).map(memberParty)
  if (audience.kind === 'units') return unitsOf(ctx, seated, issuerId)
  const here = new Set<string>(seated.flatMap((id) => [memberParty(id), unitParty(ctx.office.directory.findMember(id)?.unitId ?? '')]))
  const refused = audience.parties.filter((party) => !here.has(party) && !mayReach(ctx, issuerId, party))
  if (refused.length > 0) throw new Problem('forbidden', describeNotHere(ctx.office.directory, refused))
  return [...new Set(audience.parties)]
}
