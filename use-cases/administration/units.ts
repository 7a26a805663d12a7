import { z } from 'zod'
import { Unit } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { Problem } from '../../rules/problems.ts'
import { today, type UseCaseContext } from '../context.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { bumpDirectory } from '../office/load-office.ts'
import { unitCodeSchema } from '../office/office-plan.ts'
import { requireAdministrator } from './require-administrator.ts'

const name = z.string().trim().min(1).max(80)

export const createUnitSchema = z.strictObject({
  code: unitCodeSchema.describe('单位代码,不重复'),
  name: name.describe('单位名称'),
  aliases: z.array(name).max(20).default([]).describe('简称、旧称'),
  parentId: z.string().length(26).describe('上级单位'),
  unitClass: z.string().trim().min(1).max(20).nullable().default(null).describe('统计类别'),
  directReporting: z.boolean().default(false).describe('信息直报点'),
})

export const updateUnitSchema = z
  .strictObject({
    code: unitCodeSchema,
    name,
    aliases: z.array(name).max(20),
    parentId: z.string().length(26),
    unitClass: z.string().trim().min(1).max(20).nullable(),
    directReporting: z.boolean(),
    closed: z.boolean().describe('撤销单位'),
  })
  .partial()

export type CreateUnit = z.output<typeof createUnitSchema>
export type UpdateUnit = z.output<typeof updateUnitSchema>

const getUnit = async (ctx: UseCaseContext, id: string): Promise<Unit> => {
  const unit = await ctx.tx.findOneBy(Unit, { id })
  if (!unit) throw new Problem('not_found', '没有这个单位')
  return unit
}

const checkParent = (ctx: UseCaseContext, unitId: string | null, parentId: string): void => {
  const parent = ctx.office.directory.findUnit(parentId)
  if (!parent || parent.closed) throw new Problem('bad_request', '没有这个上级单位,或已撤销')
  if (unitId !== null && ctx.office.directory.isWithin(parentId, unitId)) throw new Problem('bad_request', '上级单位不能是自己或自己的下级')
}

const write = async <T>(code: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('conflict', `单位代码“${code}”已被使用`)
    throw error
  }
}

/** Adds a unit below another. `conflict` when the code is taken. For the system administrator. */
export const createUnit = async (ctx: UseCaseContext, input: CreateUnit): Promise<Unit> => {
  requireAdministrator(ctx, 'system_admin')
  checkParent(ctx, null, input.parentId)
  const unit: Unit = { ...input, id: ctx.newId(), closedAt: null }
  await write(unit.code, () => insertRows(ctx.tx, Unit, [unit]))
  await bumpDirectory(ctx.tx)
  await appendAudit(ctx, { action: 'units.create', subject: unit.id, detail: { code: unit.code } })
  return unit
}

const checkClosing = (ctx: UseCaseContext, unit: Unit): void => {
  const { directory } = ctx.office
  if (unit.parentId === null) throw new Problem('bad_request', '不能撤销本办公室')
  if (directory.activeMembersOf(unit.id, today(ctx)).length > 0) throw new Problem('conflict', '单位里还有在岗人员,请先调出')
  const open = directory.unitsBelow(unit.id).filter((id) => id !== unit.id && directory.findUnit(id)?.closed === false)
  if (open.length > 0) throw new Problem('conflict', '还有下级单位,请先撤销或调整')
}

/** Changes a unit; `closed` ends it (no members, no units below) or brings it back. For the system administrator. */
export const updateUnit = async (ctx: UseCaseContext, input: { id: string } & UpdateUnit): Promise<Unit> => {
  requireAdministrator(ctx, 'system_admin')
  const { id, closed, ...given } = input
  const unit = await getUnit(ctx, id)
  const patch = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Unit>
  if (patch.parentId) {
    if (unit.parentId === null) throw new Problem('bad_request', '本办公室没有上级单位')
    checkParent(ctx, id, patch.parentId)
  }
  if (closed && unit.closedAt === null) checkClosing(ctx, unit)
  const after: Unit = { ...unit, ...patch, closedAt: closed === undefined ? unit.closedAt : closed ? (unit.closedAt ?? ctx.now) : null }
  await write(after.code, () => ctx.tx.update(Unit, { id }, after))
  await bumpDirectory(ctx.tx)
  await appendAudit(ctx, {
    action: 'units.update',
    subject: id,
    detail: { changed: [...Object.keys(patch), ...(closed === undefined ? [] : ['closed'])] },
  })
  return after
}
