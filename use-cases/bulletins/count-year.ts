import type { BulletinOfficer, BulletinQuota } from '../../entities/index.ts'
import type { BulletinPeriod } from '../../rules/bulletin-period.ts'
import { groupBy } from '../../rules/group-by.ts'
import { rankUnits } from '../../rules/points/index.ts'
import { officerClassNames } from '../../wording/bulletins.ts'
import { today, type UseCaseContext } from '../context.ts'
import { judgeOfficeQuotas } from '../quotas/judge-office-quotas.ts'
import type { CountedUnit } from './count-units.ts'

/** What each unit had to do in the year and did, task by task: the parts of a yearly task add up, done is not capped. */
export const countQuotas = async (
  ctx: UseCaseContext,
  { to }: BulletinPeriod,
  units: readonly CountedUnit[],
): Promise<Omit<BulletinQuota, 'id' | 'matterId' | 'position'>[]> => {
  const places = new Map(units.map(({ id }, at) => [id, at]))
  const judged = (await judgeOfficeQuotas(ctx, { year: Number(to.slice(0, 4)), kinds: ['unit'] })).filter(
    ({ partyId, isBinding }) => isBinding && places.has(partyId),
  )
  const inOrder = judged.toSorted((a, b) => (places.get(a.partyId) ?? 0) - (places.get(b.partyId) ?? 0))
  const byTask = groupBy(inOrder, ({ partyId, quotaId, unit }) => `${partyId}|${unit}|${quotaId}`)
  return [...byTask.values()].flatMap((parts) => {
    const [first] = parts
    if (!first) return []
    const sum = (of: 'required' | 'done'): number => parts.reduce((all, part) => all + part[of], 0)
    return [{ unitId: first.partyId, label: first.label.slice(0, 80), measure: first.unit, required: sum('required'), done: sum('done') }]
  })
}

interface OfficerRow {
  id: string
  reported: number | string
  adopted: number | string
  points: number | string
}

/** Officers with the most points of the year in their class, ties included: a list for people to decide on. */
export const proposeOfficers = async (
  ctx: UseCaseContext,
  { january, lastMonth }: BulletinPeriod,
): Promise<Omit<BulletinOfficer, 'id' | 'matterId'>[]> => {
  const { directory, settings } = ctx.office
  const most = settings.bulletins.excellentOfficers
  if (most === 0) return []
  const rows = await ctx.tx.query<OfficerRow[]>(
    `SELECT f.subject AS id, SUM(f.reported) AS reported, SUM(f.adopted) AS adopted, SUM(f.points) AS points
      FROM figures AS f WHERE f.dimension = 'officer' AND f.month >= ? AND f.month <= ? GROUP BY f.subject`,
    [january, lastMonth],
  )
  const sums = new Map(rows.map((row) => [row.id, row]))
  const officers = directory.members.filter((member) => member.officer !== null && directory.isActive(member, today(ctx)))
  const totals = officers.flatMap(({ id, officer }) => {
    const own = sums.get(id)
    return own && officer
      ? [{ unitId: id, unitClass: officerClassNames[officer], points: Number(own.points), reported: Number(own.reported) }]
      : []
  })
  return rankUnits(totals, { ranking: true, top: most }).flatMap(({ unitClass, top }) =>
    top.flatMap(({ unitId: memberId, points, reported }) => {
      const member = directory.findMember(memberId)
      if (!member) return []
      const unitName = directory.findUnit(member.unitId)?.name ?? ''
      return [
        {
          memberId,
          name: member.name,
          unitName,
          className: unitClass,
          reported,
          adopted: Number(sums.get(memberId)?.adopted ?? 0),
          points,
        },
      ]
    }),
  )
}
