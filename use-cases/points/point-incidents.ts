import { z } from 'zod'
import { IsNull } from 'typeorm'
import { Matter, PointIncident, Submission, SubmissionAuthor, Unit } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { isRealDay } from '../../rules/calendar/civil-day.ts'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import { judgeIncidentPoints, labelOf, recommendedIncidents } from '../../rules/points/index.ts'
import { Problem } from '../../rules/problems.ts'
import { incidentFaults } from '../../wording/bulletins.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { memberName, unitName, type Named } from '../matters/names.ts'
import { getSubmission } from '../submissions/find-submission.ts'
import { requirePress, requirePressReader } from '../publications/require-press.ts'
import { itemChanged } from '../statistics/item-changed.ts'
import { noClass } from '../statistics/read-item-facts.ts'
import { readPointsRules } from './rule-documents.ts'

const id = z.string().length(26)
const reason = z.string().trim().min(1, '请写明原因').max(200)

export const recordPointIncidentSchema = z.strictObject({
  unitId: id.describe('单位'),
  memberId: id.optional().describe('信息员'),
  kind: z
    .string()
    .regex(/^[a-z][a-z_]{1,31}$/u, '情形写代码,例如 late、false')
    .describe('情形的代码,与积分规则一致:late 迟报、false 失实 …'),
  day: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/u, '日期写成 YYYY-MM-DD')
    .refine((text) => isRealDay(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))), '没有这一天')
    .optional()
    .describe('日期,默认今天'),
  points: z.int().min(-1_000_000).max(1_000_000).optional().describe('规则给出范围时录入的分值,以百分之一分计'),
  number: z.int().positive().optional().describe('与哪条信息有关'),
  reason: reason.describe('原因'),
})

export interface IncidentLine {
  id: string
  unit: Named
  member: Named | null
  kind: string
  name: string
  day: string
  /** Hundredths; null where the rule sets the figure. */
  points: number | null
  reason: string
  number: number | null
  recordedBy: Named | null
  revoked: boolean
}

const lineOf = (ctx: UseCaseContext, row: PointIncident, number: number | null): IncidentLine => {
  const { directory } = ctx.office
  return {
    id: row.id,
    unit: unitName(directory, row.unitId),
    member: row.memberId === null ? null : memberName(directory, row.memberId),
    kind: row.kind,
    name: labelOf(recommendedIncidents, row.kind),
    day: row.day,
    points: row.points,
    reason: row.reason,
    number,
    recordedBy: row.recordedById === null ? null : memberName(directory, row.recordedById),
    revoked: row.revokedAt !== null,
  }
}

/**
 * The next sweep judges the unit's year anew, by way of one of its items of that year; where it has none, the night does it
 * (use-cases/points/judge-unit-years.ts).
 */
const judgeAgain = async (ctx: UseCaseContext, { unitId, day, matterId }: PointIncident): Promise<void> => {
  if (matterId !== null && (await ctx.tx.existsBy(Submission, { matterId }))) return itemChanged(ctx, matterId)
  const year = day.slice(0, 4)
  const item = await ctx.tx
    .createQueryBuilder(SubmissionAuthor, 'author')
    .where('author.unitId = :unitId AND author.reportedOn BETWEEN :from AND :to', { unitId, from: `${year}-01-01`, to: `${year}-12-31` })
    .orderBy('author.reportedOn', 'DESC')
    .addOrderBy('author.id', 'DESC')
    .limit(1)
    .getOne()
  if (item) await itemChanged(ctx, item.matterId)
}

const checkUnit = async (ctx: UseCaseContext, unitId: string, memberId: string | undefined): Promise<Unit> => {
  const unit = await ctx.tx.findOneBy(Unit, { id: unitId })
  if (!unit) throw new Problem('not_found', incidentFaults.unknownUnit)
  if (memberId !== undefined && ctx.office.directory.findMember(memberId)?.unitId !== unitId)
    throw new Problem('not_found', incidentFaults.unknownMember)
  return unit
}

/**
 * Records what costs or gives points without being a use of an item, as the points rules of its day name it, with the reason.
 * `bad_request` when the rules have no such thing, or the figure is not within their range; `conflict` when it is recorded already.
 */
export const recordPointIncident = async (
  ctx: UseCaseContext,
  input: z.output<typeof recordPointIncidentSchema>,
): Promise<IncidentLine> => {
  requirePress(ctx)
  const { unitId, memberId, kind, number, points = null, day = today(ctx) } = input
  const unit = await checkUnit(ctx, unitId, memberId)
  if (day > today(ctx)) throw new Problem('bad_request', incidentFaults.future)
  const party = { unitId, unitCode: unit.code, unitClass: unit.unitClass ?? noClass }
  const fault = judgeIncidentPoints(await readPointsRules(ctx), party, { kind, on: day, points })
  if (fault !== undefined) throw new Problem('bad_request', fault)
  const item = number === undefined ? null : (await getSubmission(ctx, number)).matter
  const row: PointIncident = {
    id: ctx.newId(),
    unitId,
    memberId: memberId ?? null,
    kind,
    day,
    points,
    reason: input.reason,
    matterId: item?.id ?? null,
    recordedById: actorOf(ctx).id,
    recordedAt: ctx.now,
    activeKey: [kind, unitId, item?.id ?? `${day}|${memberId ?? ''}`].join('|'),
    revokedAt: null,
  }
  try {
    await insertRows(ctx.tx, PointIncident, [row])
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('conflict', incidentFaults.known)
    throw error
  }
  await appendAudit(ctx, { action: 'points.incident', subject: row.id, detail: { unitId, kind, day, points, reason: input.reason } })
  await judgeAgain(ctx, row)
  return lineOf(ctx, row, item?.number ?? null)
}

export const revokePointIncidentSchema = z.strictObject({ reason })

/** Takes an incident back that was recorded by mistake; it is kept and counts no longer. `not_found` when it is none, or was taken back. */
export const revokePointIncident = async (
  ctx: UseCaseContext,
  incidentId: string,
  input: z.output<typeof revokePointIncidentSchema>,
): Promise<void> => {
  requirePress(ctx)
  const row = await ctx.tx.findOneBy(PointIncident, { id: incidentId, revokedAt: IsNull() })
  const set = { revokedAt: ctx.now, activeKey: null }
  const changed = row ? await updateRows(ctx.tx, PointIncident, set, 'id = ? AND revoked_at IS NULL', [incidentId]) : 0
  if (!row || changed !== 1) throw new Problem('not_found', incidentFaults.unknown)
  await appendAudit(ctx, { action: 'points.incident_revoke', subject: row.id, detail: { reason: input.reason } })
  await judgeAgain(ctx, row)
}

export const listPointIncidentsSchema = pageSchema.extend({ unitId: id.optional() })

const cursors = createCursor('point-incidents', id)

/** Incidents of a unit or of all, the latest recorded first. For who reads everything of the information line. */
export const listPointIncidents = async (
  ctx: UseCaseContext,
  { cursor, limit: asked, unitId }: z.output<typeof listPointIncidentsSchema>,
): Promise<Page<IncidentLine>> => {
  requirePressReader(ctx)
  const filters = { unitId }
  const after = cursors.read(cursor, filters)
  const limit = pageSize({ limit: asked })
  const query = ctx.tx
    .createQueryBuilder(PointIncident, 'incident')
    .orderBy('incident.id', 'DESC')
    .take(limit + 1)
  if (unitId !== undefined) query.andWhere('incident.unitId = :unitId', { unitId })
  if (after !== null) query.andWhere('incident.id < :after', { after })
  const rows = await query.getMany()
  const items = rows.flatMap(({ matterId }) => (matterId === null ? [] : [matterId]))
  const matters = items.length === 0 ? [] : await ctx.tx.createQueryBuilder(Matter, 'm').where('m.id IN (:...items)', { items }).getMany()
  const numbers = new Map(matters.map(({ id: matterId, number }) => [matterId, number]))
  return cutPage(
    rows,
    limit,
    (row) => lineOf(ctx, row, row.matterId === null ? null : (numbers.get(row.matterId) ?? null)),
    (row) => cursors.write(row.id, filters),
  )
}
