import type { RosterKey } from '../../documents/tables/roster-columns.ts'
import type { ColumnedRow } from '../../documents/tables/read-columned-table.ts'
import { isRealDay, makeDay } from '../../rules/calendar/civil-day.ts'
import { clock } from '../../rules/clock.ts'
import { Problem } from '../../rules/problems.ts'
import { rosterWords } from '../../wording/roster-faults.ts'
import { today, type UseCaseContext } from '../context.ts'
import { getWatch } from './find-watch.ts'
import { refuseFaults, type LineFault } from './judge-roster.ts'
import { judgeLines, type PlanLine } from './plan-watch.ts'
import { writePlan, type PlannedWatch } from './write-plan.ts'

type Line = PlanLine & { line: number }

const mostRows = 1_000

/** A cell that a spreadsheet made of 8:30. */
const timeOf = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .replace(/^(\d:)/u, '0$1')
    .replace(/^(\d\d:\d\d):00$/u, '$1')

const dayOf = (text: string): string | null => {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s|T|$)/u.exec(text.normalize('NFKC'))
  const [year, month, day] = (found?.slice(1) ?? []).map(Number)
  return year !== undefined && month !== undefined && day !== undefined && isRealDay(year, month, day) ? makeDay(year, month, day) : null
}

const readRow = (ctx: UseCaseContext, { line, values, faults }: ColumnedRow<RosterKey>): { wrong: string[]; row: Line | null } => {
  const { directory } = ctx.office
  const { day: dayText = '', name = '', unitCode, shift, from, to } = values
  const day = dayOf(dayText)
  const named = directory.membersNamed(name, today(ctx))
  const [member, other] = named.filter(({ unitId }) => unitCode === undefined || directory.findUnit(unitId)?.code === unitCode)
  const wrong = [
    ...faults,
    ...(day === null ? [rosterWords.wrongDay(dayText)] : []),
    ...(member === undefined ? [rosterWords.unknown(name)] : other ? [rosterWords.sameName(name)] : []),
    ...[from, to]
      .filter((time) => time !== undefined && !clock.safeParse(timeOf(time)).success)
      .map((time) => rosterWords.wrongTime(time ?? '')),
  ]
  if (wrong.length > 0 || day === null || member === undefined) return { wrong, row: null }
  const row: Line = {
    line,
    day,
    memberId: member.id,
    ...(shift === undefined ? {} : { shift }),
    ...(from === undefined ? {} : { from: timeOf(from) }),
    ...(to === undefined ? {} : { to: timeOf(to) }),
  }
  return { wrong, row }
}

/** A roster out of a table, all of it or nothing; every wrong line is named by its line in the file. */
export const importRoster = async (ctx: UseCaseContext, number: number, rows: readonly ColumnedRow<RosterKey>[]): Promise<PlannedWatch> => {
  const found = await getWatch(ctx, number)
  if (rows.length === 0) throw new Problem('bad_request', rosterWords.empty)
  if (rows.length > mostRows) throw new Problem('too_large', rosterWords.tooManyRows(mostRows))
  const read = rows.map((row) => ({ line: row.line, ...readRow(ctx, row) }))
  const wrong = read.filter((row) => row.wrong.length > 0).map((row): LineFault => ({ line: row.line, text: row.wrong.join(';') }))
  const { shares, faults } = judgeLines(
    ctx,
    found,
    read.flatMap(({ row }) => row ?? []),
  )
  refuseFaults([...wrong, ...faults])
  return writePlan(ctx, found, shares)
}
