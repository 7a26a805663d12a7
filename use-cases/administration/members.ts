import { IsNull } from 'typeorm'
import { z } from 'zod'
import { Delegation, Member, Session } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { maskMobile } from '../../rules/mobile.ts'
import { Problem } from '../../rules/problems.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { today, type UseCaseContext } from '../context.ts'
import { describeDutiesLeft } from '../../wording/hand-over.ts'
import { countDuties } from '../people/hand-over-member.ts'
import { bumpDirectory } from '../office/load-office.ts'
import { mobileSchema, officerSchema, personNameSchema } from '../office/office-plan.ts'
import { sealMobile } from '../people/mobile-cipher.ts'
import { requireAdministrator } from './require-administrator.ts'

const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '日期写成 YYYY-MM-DD')
const staffNo = z.string().trim().min(1).max(32)
const post = z.string().trim().min(1).max(60)

export const createMemberSchema = z.strictObject({
  name: personNameSchema.describe('姓名'),
  unitId: z.string().length(26).describe('单位'),
  post: post.nullable().default(null).describe('职务'),
  staffNo: staffNo.nullable().default(null).describe('工号,不重复'),
  mobile: mobileSchema.nullable().default(null).describe('手机号,加密保存'),
  officer: officerSchema.nullable().default(null).describe('信息员:专职或兼职'),
  endsOn: day.nullable().default(null).describe('临时账号的最后一天'),
})

export const updateMemberSchema = z
  .strictObject({
    name: personNameSchema,
    unitId: z.string().length(26),
    post: post.nullable(),
    staffNo: staffNo.nullable(),
    mobile: mobileSchema.nullable(),
    officer: officerSchema.nullable(),
    endsOn: day.nullable(),
    left: z.boolean().describe('离岗'),
  })
  .partial()

export type CreateMember = z.output<typeof createMemberSchema>
export type UpdateMember = z.output<typeof updateMemberSchema>

/** A member as the administrator sees it: the number masked. */
export type MemberView = Omit<Member, 'mobileEncrypted'>

const view = ({ mobileEncrypted: _sealed, ...rest }: Member): MemberView => rest

const checkUnit = (ctx: UseCaseContext, unitId: string): void => {
  const unit = ctx.office.directory.findUnit(unitId)
  if (!unit || unit.closed) throw new Problem('bad_request', '没有这个单位,或已撤销')
}

const mobileColumns = (mobile: string | null, key: Buffer | null): Pick<Member, 'mobileEncrypted' | 'mobileMasked'> => {
  if (mobile === null) return { mobileEncrypted: null, mobileMasked: null }
  if (!key) throw new Problem('unavailable', '没有配置加密密钥,不能保存手机号')
  return { mobileEncrypted: sealMobile(key, mobile), mobileMasked: maskMobile(mobile) }
}

const write = async <T>(staffNumber: string | null, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('conflict', `工号“${staffNumber ?? ''}”已被使用`)
    throw error
  }
}

/** Adds a person without roles; those are the security administrator's. `conflict` when the staff number is taken. */
export const createMember = async (ctx: UseCaseContext, input: CreateMember, keys: { mobileKey: Buffer | null }): Promise<MemberView> => {
  requireAdministrator(ctx, 'system_admin')
  checkUnit(ctx, input.unitId)
  const { mobile, ...columns } = input
  const member: Member = { ...columns, ...mobileColumns(mobile, keys.mobileKey), id: ctx.newId(), leftAt: null, snoozedUntil: null }
  await write(member.staffNo, () => insertRows(ctx.tx, Member, [member]))
  await bumpDirectory(ctx.tx)
  await appendAudit(ctx, { action: 'members.create', subject: member.id })
  return view(member)
}

/** Somebody leaves with nothing open in their own name and nothing they issued; hand-over-member.ts sees to that. They take sessions and delegations along. */
const letGo = async (ctx: UseCaseContext, member: Member): Promise<void> => {
  const duties = await countDuties(ctx, member.id)
  if (duties.todos + duties.issued > 0) throw new Problem('conflict', describeDutiesLeft(member.name, duties), duties)
  await ctx.tx.update(Session, { memberId: member.id, revokedAt: IsNull() }, { revokedAt: ctx.now })
  await ctx.tx.update(Delegation, { fromId: member.id, revokedAt: IsNull() }, { revokedAt: ctx.now })
  await ctx.tx.update(Delegation, { toId: member.id, revokedAt: IsNull() }, { revokedAt: ctx.now })
}

const checkNotLast = (ctx: UseCaseContext, member: Member): void => {
  const { directory } = ctx.office
  const root = directory.findRoot()
  if (!root) return
  for (const role of ['system_admin', 'security_admin'] as const) {
    const holders = directory.holders(role, root.id, today(ctx))
    if (holders.length === 1 && holders[0]?.id === member.id)
      throw new Problem('conflict', '这是最后一名系统管理员或安全管理员,请先指定接任者')
  }
}

/** Changes a person; `left` ends their account (sessions revoked, nothing open may remain) or brings it back. For the system administrator. */
export const updateMember = async (
  ctx: UseCaseContext,
  input: { id: string } & UpdateMember,
  keys: { mobileKey: Buffer | null },
): Promise<MemberView> => {
  requireAdministrator(ctx, 'system_admin')
  const { id, left, mobile, ...given } = input
  const member = await ctx.tx.findOneBy(Member, { id })
  if (!member) throw new Problem('not_found', '没有这个人')
  const patch = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Member>
  if (patch.unitId) checkUnit(ctx, patch.unitId)
  if (left && member.leftAt === null) {
    checkNotLast(ctx, member)
    await letGo(ctx, member)
  }
  const after: Member = {
    ...member,
    ...patch,
    ...(mobile === undefined ? {} : mobileColumns(mobile, keys.mobileKey)),
    leftAt: left === undefined ? member.leftAt : left ? (member.leftAt ?? ctx.now) : null,
  }
  await write(after.staffNo, () => ctx.tx.update(Member, { id }, after))
  await bumpDirectory(ctx.tx)
  const changed = [...Object.keys(patch), ...(mobile === undefined ? [] : ['mobile']), ...(left === undefined ? [] : ['left'])]
  await appendAudit(ctx, { action: 'members.update', subject: id, detail: { changed } })
  return view(after)
}
