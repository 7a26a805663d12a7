import type { RosterKey } from '../../documents/tables/roster-columns.ts'
import type { ColumnedRow } from '../../documents/tables/read-columned-table.ts'
import { Problem } from '../../rules/problems.ts'
import { today, type UseCaseContext } from '../context.ts'
import { planWatch, type PlanWatchInput, type PlannedWatch } from './plan-watch.ts'

type Line = PlanWatchInput['lines'][number]

const dayOf = (text: string): string | null => {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s|T|$)/u.exec(text.normalize('NFKC'))
  return found ? `${found[1]}-${(found[2] ?? '').padStart(2, '0')}-${(found[3] ?? '').padStart(2, '0')}` : null
}

const readRow = (ctx: UseCaseContext, { line, values, faults }: ColumnedRow<RosterKey>, problems: string[]): Line | null => {
  const { directory } = ctx.office
  const { day: dayText = '', name = '', unitCode, shift, from, to } = values
  const day = dayOf(dayText)
  const people = directory
    .membersNamed(name, today(ctx))
    .filter(({ unitId }) => unitCode === undefined || directory.findUnit(unitId)?.code === unitCode)
  const [member, other] = people
  const wrong = [
    ...faults,
    ...(day === null ? [`日期“${dayText}”写成 2026-11-24`] : []),
    ...(member === undefined ? [`没有“${name}”这个人`] : other ? [`有几位“${name}”,请填单位代码`] : []),
  ]
  if (wrong.length > 0 || day === null || member === undefined) {
    problems.push(`第 ${line} 行:${wrong.join(';')}`)
    return null
  }
  return {
    day,
    memberId: member.id,
    ...(shift === undefined ? {} : { shift }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
}

/** A roster out of a table, all of it or nothing; every wrong line is named. */
export const importRoster = (ctx: UseCaseContext, number: number, rows: readonly ColumnedRow<RosterKey>[]): Promise<PlannedWatch> => {
  const problems: string[] = []
  const lines = rows.map((row) => readRow(ctx, row, problems)).filter((line) => line !== null)
  if (problems.length > 0) throw new Problem('bad_request', problems.slice(0, 20).join('\n'), problems)
  if (lines.length === 0) throw new Problem('bad_request', '排班表是空的')
  return planWatch(ctx, { number, lines })
}
