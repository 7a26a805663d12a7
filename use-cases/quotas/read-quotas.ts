import { z } from 'zod'
import type { Day } from '../../rules/instant.ts'
import { isRealDay } from '../../rules/calendar/civil-day.ts'
import { today, type UseCaseContext } from '../context.ts'
import { memberName, unitName, type Named } from '../matters/names.ts'
import { statisticsScope } from '../statistics/statistics-scope.ts'
import { judgeOfficeQuotas } from './judge-office-quotas.ts'
import { listQuotaPeople } from './quota-parties.ts'

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/u, '日期写成 YYYY-MM-DD')
  .refine((text) => isRealDay(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))), '没有这一天')

export const readQuotasSchema = z.strictObject({
  kind: z.enum(['unit', 'officer']).optional().describe('单位或信息员,默认都看'),
  on: day.optional().describe('看包含这一天的周期,默认今天'),
  year: z.coerce.number().int().min(2000).max(2199).optional().describe('看全年各周期;与 on 二选一'),
  unitId: z.string().length(26).optional(),
})

export type ReadQuotasInput = z.output<typeof readQuotasSchema>

/** A task and how far it is done. */
export interface QuotaLine {
  kind: 'unit' | 'officer'
  who: Named
  unit: Named
  label: string
  per: string
  period: string
  from: Day
  to: Day
  isOver: boolean
  /** What is counted; points in hundredths. */
  measure: 'item' | 'point'
  required: number
  done: number
  missing: number
  /** Not capped; null where nothing is required. */
  percent: number | null
  isMet: boolean
  isBinding: boolean
}

/** Progress of tasks: everybody's for the office's own, else of one's units and of oneself. Who owes nothing is not there. */
export const readQuotas = async (ctx: UseCaseContext, { kind, on, year, unitId }: ReadQuotasInput): Promise<QuotaLine[]> => {
  const { directory } = ctx.office
  const scope = statisticsScope(ctx)
  const people = listQuotaPeople(ctx)
  const seesUnit = (id: string): boolean => (scope.everything || scope.unitIds.includes(id)) && (unitId === undefined || id === unitId)
  const asked = {
    officers: people.officers.filter((officer) =>
      unitId === undefined
        ? scope.everything || scope.unitIds.includes(officer.unitId) || officer.id === scope.self
        : seesUnit(officer.unitId),
    ),
    unitIds: people.unitIds.filter(seesUnit),
  }
  const at = on ?? today(ctx)
  const judged = await judgeOfficeQuotas(ctx, {
    year: year ?? Number(at.slice(0, 4)),
    kinds: kind === undefined ? ['unit', 'officer'] : [kind],
    people: asked,
    ...(year === undefined ? { on: at } : {}),
  })
  // Each field by name, as in rules/points/judge-quotas.ts: there is a line for every officer.
  return judged.map((quota): QuotaLine => {
    const isUnit = quota.kind === 'unit'
    return {
      kind: quota.kind,
      who: isUnit ? unitName(directory, quota.partyId) : memberName(directory, quota.partyId),
      unit: unitName(directory, isUnit ? quota.partyId : (directory.findMember(quota.partyId)?.unitId ?? '')),
      label: quota.label,
      per: quota.per,
      period: quota.period,
      from: quota.from,
      to: quota.to,
      isOver: quota.isOver,
      measure: quota.unit,
      required: quota.required,
      done: quota.done,
      missing: quota.missing,
      percent: quota.percent,
      isMet: quota.isMet,
      isBinding: quota.isBinding,
    }
  })
}
