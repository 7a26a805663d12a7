import { z } from 'zod'
import { BulletinChange, BulletinOfficer, BulletinUnit, type Matter } from '../../entities/index.ts'
import { bulletinFields, type BulletinField } from '../../entities/bulletin-change.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { Problem } from '../../rules/problems.ts'
import { bulletinFaults, describeChange, describeFigure, describeRestored } from '../../wording/bulletins.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { reasonSchema } from './edit-bulletin.ts'
import { getBulletin, type FoundBulletin } from './find-bulletin.ts'
import { viewBulletin, type BulletinView } from './read-bulletin.ts'

const subject = {
  number: z.int().positive(),
  subjectId: z.string().length(26).describe('单位,或被推荐的人员'),
  field: z
    .enum(bulletinFields)
    .describe('excluded 不列入统计、reported 报送、adopted 采用、instructed 批示、points 积分,year_ 开头为累计,excellent 推荐优秀'),
}

const largest = 1_000_000_000

const checkValue = ({ field, value }: { field: BulletinField; value?: number | undefined }, ctx: z.RefinementCtx): void => {
  const refuse = (message: string): void => ctx.addIssue({ code: 'custom', path: ['value'], message })
  if (field === 'excluded') return
  if (value === undefined) refuse('请写明数字')
  else if (field === 'excellent' && value !== 0 && value !== 1) refuse('推荐写 1,不推荐写 0')
  else if (!field.endsWith('points') && value < 0) refuse('条数不能是负数')
}

const changeShape = z.strictObject({
  ...subject,
  value: z.int().min(-largest).max(largest).optional().describe('数字;积分以百分之一分计;不列入统计不用写;推荐写 0 或 1'),
  reason: reasonSchema,
})

export const changeFigureSchema = changeShape.superRefine(checkValue)

/** The same without the number, for a door that has it from elsewhere. */
export const changeOfFigureSchema = changeShape.omit({ number: true }).superRefine(checkValue)

export const restoreFigureSchema = z.strictObject({ ...subject, reason: reasonSchema })

interface Subject {
  name: string
  /** The figure as it is shown now. */
  value: number
}

const shownValue = (view: BulletinView, unitId: string, field: BulletinField): number => {
  const row = view.classes.flatMap(({ rows }) => rows).find((each) => each.unitId === unitId)
  if (!row) return 0
  const of = field.startsWith('year_') ? row.toDate : row.period
  const measure = field.replace('year_', '')
  return measure in of ? (of[measure as 'reported' | 'adopted' | 'instructed' | 'points'] ?? 0) : 0
}

/** Whom it is about; what nobody may see is not there to be changed. */
const findSubject = async (
  ctx: UseCaseContext,
  { matter, bulletin }: FoundBulletin,
  view: BulletinView,
  subjectId: string,
  field: BulletinField,
): Promise<Subject> => {
  if (bulletin.countedAt === null) throw new Problem('wrong_state', bulletinFaults.uncounted(matter.number))
  if (field.endsWith('instructed') && !view.shows.instructions) throw new Problem('wrong_state', bulletinFaults.hidden)
  if (field === 'excellent') {
    const units = view.excellentUnits.find(({ unit }) => unit.id === subjectId)
    const officer = view.excellentOfficers.find(({ member }) => member.id === subjectId)
    const name = units?.unit.name ?? officer?.member.name
    if (name === undefined) throw new Problem('wrong_state', bulletinFaults.notProposed(matter.number))
    return { name, value: (units ?? officer)?.struck === null ? 1 : 0 }
  }
  const unit = await ctx.tx.findOneBy(BulletinUnit, { matterId: matter.id, unitId: subjectId })
  if (!unit) throw new Problem('not_found', bulletinFaults.unknownSubject(matter.number))
  return { name: unit.unitName, value: shownValue(view, subjectId, field) }
}

const keyOf = (matterId: string, subjectId: string, field: BulletinField): string => `${matterId}|${subjectId}|${field}`

/** Ends the change that holds; false when there is none. */
const endChange = async (ctx: UseCaseContext, key: string): Promise<boolean> =>
  (await updateRows(ctx.tx, BulletinChange, { activeKey: null }, 'active_key = ?', [key])) === 1

/** Sets a figure of a draft by hand, leaves a unit out, or strikes somebody off the proposals; the reason stands in the timeline. */
export const changeFigure = async (ctx: UseCaseContext, input: z.output<typeof changeFigureSchema>): Promise<Matter> => {
  const { number, subjectId, field, reason } = input
  const found = await getBulletin(ctx, number)
  const view = await viewBulletin(ctx, found)
  const { name, value: before } = await findSubject(ctx, found, view, subjectId, field)
  const value = field === 'excluded' ? 1 : (input.value ?? 0)
  const isSame = field === 'excluded' ? view.excluded.some(({ unitId }) => unitId === subjectId) : value === before
  if (isSame) throw new Problem('bad_request', bulletinFaults.same)
  const matter = await changeState(ctx, found, {
    action: 'change',
    text: describeChange(name, describeFigure(field, before, value), reason),
    data: { subjectId, field, from: before, to: value, reason },
  })
  const activeKey = keyOf(matter.id, subjectId, field)
  await endChange(ctx, activeKey)
  await insertRows(ctx.tx, BulletinChange, [
    {
      id: ctx.newId(),
      matterId: matter.id,
      subjectId,
      field,
      value,
      reason,
      changedById: ctx.actor?.id ?? '',
      changedAt: ctx.now,
      activeKey,
    },
  ])
  return matter
}

/** Takes a change by hand back: the counted figure holds again. `wrong_state` where nothing was changed. */
export const restoreFigure = async (ctx: UseCaseContext, input: z.output<typeof restoreFigureSchema>): Promise<Matter> => {
  const { number, subjectId, field, reason } = input
  const found = await getBulletin(ctx, number)
  const unit = await ctx.tx.findOneBy(BulletinUnit, { matterId: found.matter.id, unitId: subjectId })
  const officer = unit ? null : await ctx.tx.findOneBy(BulletinOfficer, { matterId: found.matter.id, memberId: subjectId })
  const name = unit?.unitName ?? officer?.name
  if (name === undefined) throw new Problem('not_found', bulletinFaults.unknownSubject(number))
  const matter = await changeState(ctx, found, {
    action: 'change',
    text: describeRestored(name, field, reason),
    data: { subjectId, field, restored: true, reason },
  })
  if (!(await endChange(ctx, keyOf(matter.id, subjectId, field)))) throw new Problem('wrong_state', bulletinFaults.noChange(number))
  return matter
}
