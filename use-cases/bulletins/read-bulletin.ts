import { IsNull, Not } from 'typeorm'
import type { BulletinShows } from '../../entities/bulletin.ts'
import { BulletinChange, BulletinItem, BulletinOfficer, BulletinQuota, BulletinUnit } from '../../entities/index.ts'
import type { Instant } from '../../rules/instant.ts'
import type { MatterState } from '../../rules/lifecycles/index.ts'
import { percentOf, splitPercent } from '../../rules/percentages.ts'
import { rankUnits } from '../../rules/points/index.ts'
import { readyTexts, type FieldName } from '../../wording/bulletins.ts'
import type { UseCaseContext } from '../context.ts'
import { memberName, type Named } from '../matters/names.ts'
import { bulletinFigures } from './bulletin-figures.ts'
import { changesBySubject, effectiveRows, type EffectiveRows, type ShownClass } from './effective-rows.ts'
import { getReadableBulletin, type FoundBulletin, type ReadableBulletin } from './find-bulletin.ts'
import { hideFromUnits, hidePlaces, ownUnits } from './hide-places.ts'
import { isOutdated, readShows } from './read-shows.ts'

export interface ChangeLine {
  subject: Named
  field: FieldName
  /** Points in hundredths. */
  value: number
  reason: string
  by: Named
  at: Instant
}

export interface QuotaRow {
  unit: Named
  label: string
  measure: 'item' | 'point'
  required: number
  done: number
  /** Not capped; null where nothing is required. */
  percent: number | null
}

export interface ProposedUnit {
  unit: Named
  className: string
  points: number
  adopted: number
  /** Struck off by a person. */
  struck: string | null
}

export interface ProposedOfficer extends Omit<ProposedUnit, 'unit'> {
  member: Named
  unit: string
  reported: number
}

export interface BulletinView extends EffectiveRows {
  number: number
  title: string
  state: MatterState
  version: number
  period: FoundBulletin['period']
  byClock: boolean
  shows: BulletinShows
  situation: string
  problems: string
  demands: string
  addressees: string
  figures: Record<string, string | number>
  /** The columns of shares add up to 100.0. */
  categories: { name: string; reported: number; reportedShare: number; adopted: number; adoptedShare: number }[]
  zeroReport: { unitId: string; unit: string; className: string }[]
  /** Uses listed in the annex; the lines themselves are read page by page. */
  adoptedItems: number
  quotas: QuotaRow[]
  /** Proposed for people to decide, with ranking on only. */
  excellentUnits: ProposedUnit[]
  excellentOfficers: ProposedOfficer[]
  changes: ChangeLine[]
  /** Its figures are being counted. */
  isCounting: boolean
  countedAt: Instant | null
  /** Rules or switches changed since; count anew before issuing. */
  isOutdated: boolean
  issuedOn: string | null
  issuedBy: Named | null
  /** As units read it, see `forUnits` of find-bulletin.ts. */
  forUnits: boolean
  /** The units of whoever reads it; empty for who draws it up or oversees it. */
  ownUnitIds: string[]
}

const struckBy = (changes: readonly BulletinChange[], subjectId: string): string | null =>
  changes.find((change) => change.subjectId === subjectId && change.field === 'excellent' && change.value === 0)?.reason ?? null

/** The units with the most points of their class, ties included, where the director has switched ranking on. */
const proposeUnits = (classes: readonly ShownClass[], shows: BulletinShows, changes: readonly BulletinChange[]): ProposedUnit[] => {
  if (!shows.ranking || !shows.points || shows.excellentUnits === 0) return []
  const rows = classes.flatMap(({ name, rows: own }) => own.map((row) => ({ ...row, className: name })))
  const byId = new Map(rows.map((row) => [row.unitId, row]))
  const totals = rows.map(({ unitId, className, period }) => ({
    unitId,
    unitClass: className,
    points: period.points,
    reported: period.reported,
  }))
  return rankUnits(totals, { ranking: true, top: shows.excellentUnits }).flatMap(({ unitClass, top }) =>
    top.map(({ unitId, points }) => ({
      unit: { id: unitId, name: byId.get(unitId)?.unit ?? '' },
      className: unitClass,
      points,
      adopted: byId.get(unitId)?.period.adopted ?? 0,
      struck: struckBy(changes, unitId),
    })),
  )
}

const shares = (categories: readonly { name: string; reported: number; adopted: number }[]): BulletinView['categories'] => {
  const reported = splitPercent(categories.map((each) => each.reported))
  const adopted = splitPercent(categories.map((each) => each.adopted))
  return categories.map((each, at) => ({ ...each, reportedShare: reported[at] ?? 0, adoptedShare: adopted[at] ?? 0 }))
}

interface YearParts {
  quotas: QuotaRow[]
  excellentUnits: ProposedUnit[]
  excellentOfficers: ProposedOfficer[]
}

const readYear = async (
  ctx: UseCaseContext,
  { matter, bulletin }: FoundBulletin,
  units: readonly BulletinUnit[],
  view: { classes: readonly ShownClass[]; shows: BulletinShows; changes: readonly BulletinChange[] },
): Promise<YearParts> => {
  if (bulletin.length !== 'year') return { quotas: [], excellentUnits: [], excellentOfficers: [] }
  const names = new Map(units.map(({ unitId, unitName }) => [unitId, unitName]))
  const excluded = new Set(view.changes.filter(({ field }) => field === 'excluded').map(({ subjectId }) => subjectId))
  const quotas = await ctx.tx.find(BulletinQuota, { where: { matterId: matter.id }, order: { position: 'ASC' } })
  const officers = view.shows.ranking ? await ctx.tx.find(BulletinOfficer, { where: { matterId: matter.id }, order: { id: 'ASC' } }) : []
  return {
    quotas: quotas
      .filter(({ unitId }) => !excluded.has(unitId))
      .map(({ unitId, label, measure, required, done }) => ({
        unit: { id: unitId, name: names.get(unitId) ?? '' },
        label,
        measure,
        required,
        done,
        percent: percentOf(Math.max(0, done), required),
      })),
    excellentUnits: proposeUnits(view.classes, view.shows, view.changes),
    excellentOfficers: officers.map(({ memberId, name, unitName, className, points, adopted, reported }) => ({
      member: { id: memberId, name },
      unit: unitName,
      className,
      points,
      adopted,
      reported,
      struck: struckBy(view.changes, memberId),
    })),
  }
}

/** A bulletin that one has in hand, as it would be printed now, or was issued. */
export const viewBulletin = async (ctx: UseCaseContext, found: FoundBulletin & Partial<ReadableBulletin>): Promise<BulletinView> => {
  const { matter, bulletin, period } = found
  const { directory, settings } = ctx.office
  const where = { matterId: matter.id }
  const units = await ctx.tx.find(BulletinUnit, { where })
  const changes = await ctx.tx.find(BulletinChange, { where: { ...where, activeKey: Not(IsNull()) }, order: { id: 'ASC' } })
  const shows = await readShows(ctx, bulletin)
  const isYear = bulletin.length === 'year'
  const bySubject = changesBySubject(changes)
  const ranked = effectiveRows(units, bySubject, { shows, isYear })
  const own = found.forUnits ? ownUnits(ctx) : null
  const rows = own ? hidePlaces(ranked, effectiveRows(units, bySubject, { shows: { ...shows, ranking: false }, isYear }), own) : ranked
  const zeroReport = rows.classes.flatMap(({ name, rows: own }) =>
    own.filter(({ period: { reported } }) => reported === 0).map(({ unitId, unit }) => ({ unitId, unit, className: name })),
  )
  const figures = bulletinFigures(period.label, rows.classes, shows)
  const ready = readyTexts(figures['报送'] !== 0, isYear, zeroReport.length > 0)
  const nameOf = (id: string): Named => {
    const unit = units.find(({ unitId }) => unitId === id)
    return unit ? { id, name: unit.unitName } : memberName(directory, id)
  }
  const view: BulletinView = {
    number: matter.number,
    title: matter.title,
    state: matter.state,
    version: matter.version,
    period,
    byClock: bulletin.byClock,
    shows,
    situation: bulletin.situation ?? ready.situation,
    problems: bulletin.problems ?? ready.problems,
    demands: bulletin.demands ?? ready.demands,
    addressees: bulletin.addressees ?? settings.bulletins.addressees,
    figures,
    ...rows,
    zeroReport,
    categories: shares(bulletin.categories ?? []),
    adoptedItems: await ctx.tx.countBy(BulletinItem, where),
    ...(await readYear(ctx, found, units, { classes: ranked.classes, shows, changes })),
    changes: changes.map(({ subjectId, field, value, reason, changedById, changedAt }) => ({
      subject: nameOf(subjectId),
      field,
      value,
      reason,
      by: memberName(directory, changedById),
      at: changedAt,
    })),
    isCounting: bulletin.wantCountAt !== null,
    countedAt: bulletin.countedAt,
    isOutdated: matter.state === 'open' && (await isOutdated(ctx, bulletin)),
    issuedOn: bulletin.issuedOn,
    issuedBy: bulletin.issuedById === null ? null : memberName(directory, bulletin.issuedById),
    forUnits: false,
    ownUnitIds: [],
  }
  return own ? hideFromUnits(view, own) : view
}

/** A bulletin by number; units read what was issued. `not_found` for who may not see it. */
export const readBulletin = async (ctx: UseCaseContext, number: number): Promise<BulletinView> =>
  viewBulletin(ctx, await getReadableBulletin(ctx, number))
