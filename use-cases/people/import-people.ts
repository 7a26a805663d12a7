import { In } from 'typeorm'
import type { PeopleRow } from '../../documents/people/people-columns.ts'
import { Member, RoleGrant, Unit } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { maskMobile } from '../../rules/mobile.ts'
import { requireAdministrator } from '../administration/require-administrator.ts'
import { appendAudit } from '../audit/append-audit.ts'
import type { UseCaseContext } from '../context.ts'
import { bumpDirectory } from '../office/load-office.ts'
import { openMobile, sealMobile } from './mobile-cipher.ts'
import { planImport, type ImportPlan, type RowProblem } from './plan-import.ts'
import { readPersonRow, type PersonDraft } from './read-person-row.ts'

export interface ImportOptions {
  /** Import the rows that are right even when others are not. */
  partial?: boolean
  /** Only say what would happen. */
  dryRun?: boolean
  /** Seals mobile numbers; null: this office keeps none, and rows that have one are refused. */
  mobileKey: Buffer | null
  onProgress?: (done: number, total: number) => void
}

export interface ImportResult {
  /** False when nothing was written: a row was wrong and `partial` was not asked for, or it was a dry run. */
  applied: boolean
  created: number
  updated: number
  unchanged: number
  newUnits: number
  problems: RowProblem[]
}

const progressEvery = 200

const understand = (rows: readonly PeopleRow[], options: ImportOptions): { drafts: PersonDraft[]; problems: RowProblem[] } => {
  const drafts: PersonDraft[] = []
  const problems: RowProblem[] = []
  for (const row of rows) {
    const read = readPersonRow(row)
    if ('reasons' in read) problems.push({ line: row.line, reasons: read.reasons })
    else if (read.draft.mobile && !options.mobileKey) problems.push({ line: row.line, reasons: ['没有配置加密密钥,不能保存手机号'] })
    else drafts.push(read.draft)
  }
  return { drafts, problems }
}

const keepOr = <T>(given: T | undefined, kept: T): T => (given === undefined ? kept : given)

const sameMobile = (member: Member, mobile: string, key: Buffer): boolean => {
  if (member.mobileMasked !== maskMobile(mobile) || member.mobileEncrypted === null) return false
  try {
    return openMobile(key, member.mobileEncrypted) === mobile
  } catch {
    return false
  }
}

const mobileColumns = (member: Pick<Member, 'mobileEncrypted' | 'mobileMasked'>, mobile: string | null | undefined, key: Buffer | null) => {
  if (mobile === null) return { mobileEncrypted: null, mobileMasked: null }
  const isKept = mobile === undefined || !key || sameMobile(member as Member, mobile, key)
  if (isKept) return { mobileEncrypted: member.mobileEncrypted, mobileMasked: member.mobileMasked }
  return { mobileEncrypted: sealMobile(key, mobile), mobileMasked: maskMobile(mobile) }
}

const blank = (id: string): Member => ({
  id,
  unitId: '',
  name: '',
  staffNo: null,
  post: null,
  mobileEncrypted: null,
  mobileMasked: null,
  officer: null,
  endsOn: null,
  leftAt: null,
  snoozedUntil: null,
})

/** The member's row with the draft laid over it. */
const written = (before: Member, draft: PersonDraft, unitId: string, key: Buffer | null): Member => ({
  ...before,
  name: draft.name,
  unitId,
  staffNo: keepOr(draft.staffNo, before.staffNo),
  post: keepOr(draft.post, before.post),
  officer: keepOr(draft.officer, before.officer),
  endsOn: keepOr(draft.endsOn, before.endsOn),
  ...mobileColumns(before, draft.mobile, key),
})

const isSame = (a: Member, b: Member): boolean => (Object.keys(a) as (keyof Member)[]).every((key) => a[key] === b[key])

/** Inserts the new units and returns the id of every unit by its code. */
const layUnits = async (ctx: UseCaseContext, plan: ImportPlan, existing: readonly Unit[]): Promise<Map<string, string>> => {
  const ids = new Map(existing.map((unit) => [unit.code, unit.id]))
  const rows = plan.units.map(({ code, name, parentCode }): Unit => {
    const id = ctx.newId()
    ids.set(code, id)
    return {
      id,
      code,
      name,
      aliases: [],
      parentId: parentCode === null ? null : (ids.get(parentCode) ?? null),
      unitClass: null,
      directReporting: false,
      closedAt: null,
    }
  })
  await insertRows(ctx.tx, Unit, rows)
  return ids
}

const grantKey = (role: string, unitId: string): string => `${role}@${unitId}`

/** Roles written in the table stand for the whole of that person's roles. Returns whose roles changed. */
const layGrants = async (
  ctx: UseCaseContext,
  people: readonly { memberId: string; roles: NonNullable<PersonDraft['roles']> }[],
  unitIds: ReadonlyMap<string, string>,
): Promise<Set<string>> => {
  const existing = people.length === 0 ? [] : await ctx.tx.find(RoleGrant)
  const byMember = new Map<string, RoleGrant[]>()
  for (const grant of existing) byMember.set(grant.memberId, [...(byMember.get(grant.memberId) ?? []), grant])
  const changed = new Set<string>()
  const fresh: RoleGrant[] = []
  const gone: string[] = []
  for (const { memberId, roles } of people) {
    const wanted = new Map(
      roles.map(({ role, unitCode }) => [grantKey(role, unitIds.get(unitCode) ?? ''), { role, unitId: unitIds.get(unitCode) ?? '' }]),
    )
    const held = byMember.get(memberId) ?? []
    const dropped = held.filter((grant) => !wanted.has(grantKey(grant.role, grant.unitId)))
    for (const grant of held) wanted.delete(grantKey(grant.role, grant.unitId))
    gone.push(...dropped.map((grant) => grant.id))
    for (const { role, unitId } of wanted.values()) {
      fresh.push({ id: ctx.newId(), memberId, role, unitId, endsOn: null, grantedAt: ctx.now, grantedById: ctx.actor?.id ?? null })
    }
    if (dropped.length > 0 || wanted.size > 0) changed.add(memberId)
  }
  for (let from = 0; from < gone.length; from += 500) await ctx.tx.delete(RoleGrant, { id: In(gone.slice(from, from + 500)) })
  await insertRows(ctx.tx, RoleGrant, fresh)
  return changed
}

const applyPlan = async (ctx: UseCaseContext, plan: ImportPlan, units: readonly Unit[], options: ImportOptions) => {
  const unitIds = await layUnits(ctx, plan, units)
  const fresh: Member[] = []
  const touched = new Set<string>()
  const withRoles: { memberId: string; roles: NonNullable<PersonDraft['roles']> }[] = []
  for (const [index, { draft, member }] of plan.people.entries()) {
    const before = member ?? blank(ctx.newId())
    const after = written(before, draft, unitIds.get(draft.unitCode) ?? '', options.mobileKey)
    if (!member) fresh.push(after)
    else if (!isSame(before, after)) {
      const { id, ...columns } = after
      await ctx.tx.update(Member, { id }, columns)
      touched.add(id)
    }
    if (draft.roles) withRoles.push({ memberId: before.id, roles: draft.roles })
    if ((index + 1) % progressEvery === 0) options.onProgress?.(index + 1, plan.people.length)
  }
  await insertRows(ctx.tx, Member, fresh)
  const freshIds = new Set(fresh.map((member) => member.id))
  for (const id of await layGrants(ctx, withRoles, unitIds)) if (!freshIds.has(id)) touched.add(id)
  options.onProgress?.(plan.people.length, plan.people.length)
  return {
    created: fresh.length,
    updated: touched.size,
    unchanged: plan.people.length - fresh.length - touched.size,
    newUnits: plan.units.length,
  }
}

/**
 * Brings people in, with their units and roles. Nothing is written unless every row is right, or `partial` is asked for; every wrong
 * row comes back with its line and reasons. Somebody known (staff number, else unit and name) is updated; blank cells keep what is there.
 * For the system administrator, and the security administrator too when the table gives roles (`forbidden`).
 */
export const importPeople = async (ctx: UseCaseContext, rows: readonly PeopleRow[], options: ImportOptions): Promise<ImportResult> => {
  requireAdministrator(ctx, 'system_admin')
  if (rows.some(({ values }) => values.roles !== undefined)) requireAdministrator(ctx, 'security_admin')
  const units = await ctx.tx.find(Unit)
  const members = await ctx.tx.find(Member)
  const { drafts, problems: unread } = understand(rows, options)
  const plan = planImport(drafts, { units, members })
  const problems = [...unread, ...plan.problems].toSorted((a, b) => a.line - b.line)
  const isWritten = !options.dryRun && (problems.length === 0 || options.partial === true) && plan.people.length > 0
  if (!isWritten) {
    const known = plan.people.filter(({ member }) => member !== null).length
    return { applied: false, created: plan.people.length - known, updated: known, unchanged: 0, newUnits: plan.units.length, problems }
  }
  const counts = await applyPlan(ctx, plan, units, options)
  await bumpDirectory(ctx.tx)
  await appendAudit(ctx, { action: 'people.import', detail: { ...counts, refused: problems.length } })
  return { applied: true, ...counts, problems }
}
