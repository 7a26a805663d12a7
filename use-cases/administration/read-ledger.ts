import { IsNull, MoreThan } from 'typeorm'
import { z } from 'zod'
import { Binding, Member, RoleGrant, Unit, WorkGroup } from '../../entities/index.ts'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import { Problem } from '../../rules/problems.ts'
import { today, type UseCaseContext } from '../context.ts'
import type { MemberView } from './members.ts'

/** Either administrator may read the ledger; each changes only their own part of it. */
const requireEither = (ctx: UseCaseContext): void => {
  const { actor, office } = ctx
  const may =
    actor && (['system_admin', 'security_admin'] as const).some((role) => office.directory.holdsAtRoot(actor.id, role, today(ctx)))
  if (!may) throw new Problem('forbidden', '只有系统管理员、安全管理员可以查看')
}

const view = ({ mobileEncrypted: _sealed, ...rest }: Member): MemberView => rest

/** Every unit, closed ones too, by code. */
export const listUnits = async (ctx: UseCaseContext): Promise<Unit[]> => {
  requireEither(ctx)
  return ctx.tx.find(Unit, { order: { code: 'ASC' } })
}

/** Every chat group the bot has seen, registered or not, closed ones too, in the order they were seen. */
export const listAllGroups = async (ctx: UseCaseContext): Promise<WorkGroup[]> => {
  requireEither(ctx)
  return ctx.tx.find(WorkGroup, { order: { id: 'ASC' } })
}

export const listMembersSchema = pageSchema.extend({
  unitId: z.string().length(26).optional(),
  /** Those who left, too. */
  includeLeft: z.boolean().optional(),
})

export type ListMembersInput = z.input<typeof listMembersSchema>

const cursors = createCursor('members', z.object({ id: z.string().length(26) }))

/** People as administrators see them, mobile numbers masked, in the order they came in. */
export const listMembers = async (ctx: UseCaseContext, input: ListMembersInput = {}): Promise<Page<MemberView>> => {
  requireEither(ctx)
  const { cursor, limit: _limit, ...filters } = input
  const after = cursors.read(cursor, filters)
  const limit = pageSize(input)
  const rows = await ctx.tx.find(Member, {
    where: {
      id: MoreThan(after?.id ?? ''),
      ...(filters.unitId === undefined ? {} : { unitId: filters.unitId }),
      ...(filters.includeLeft === true ? {} : { leftAt: IsNull() }),
    },
    order: { id: 'ASC' },
    take: limit + 1,
  })
  return cutPage(rows, limit, view, (last) => cursors.write({ id: last.id }, filters))
}

/** A chat contact or openid of a member; external ids stay inside. */
export interface BindingView {
  id: string
  channel: string
  name: string
  boundAt: number
  confirmed: boolean
}

export interface MemberDetail {
  member: MemberView
  grants: RoleGrant[]
  bindings: BindingView[]
}

/** One person with roles and bindings. Throws `not_found`. */
export const readMember = async (ctx: UseCaseContext, id: string): Promise<MemberDetail> => {
  requireEither(ctx)
  const member = await ctx.tx.findOneBy(Member, { id })
  if (!member) throw new Problem('not_found', '没有这个人')
  const grants = await ctx.tx.find(RoleGrant, { where: { memberId: id }, order: { id: 'ASC' } })
  const bindings = await ctx.tx.find(Binding, { where: { memberId: id }, order: { id: 'ASC' } })
  return {
    member: view(member),
    grants,
    bindings: bindings.map((row) => ({
      id: row.id,
      channel: row.channel,
      name: row.lastSeenName,
      boundAt: row.boundAt,
      confirmed: row.confirmedAt !== null,
    })),
  }
}
