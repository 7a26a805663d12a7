import { Between, LessThan } from 'typeorm'
import { Bulletin, Submission } from '../../entities/index.ts'
import { bulletinLengths, lastPeriodBefore, type BulletinLength, type BulletinPeriod } from '../../rules/bulletin-period.ts'
import { today, type UseCaseContext } from '../context.ts'
import { rootHolders } from '../matters/office-roles.ts'

/** A draft that nobody drew up for so many days after its day is not wanted any more. */
const lateDays = 60

const periodsAtOnce = 3

const isWanted = ({ office }: UseCaseContext, length: BulletinLength): boolean =>
  ({ month: office.settings.bulletins.monthly, quarter: office.settings.bulletins.quarterly, year: office.settings.bulletins.yearly })[
    length
  ]

/** Periods of that length whose day to be drawn up has come, the latest first; those that are long past are left alone. */
const listRecent = (ctx: UseCaseContext, length: BulletinLength): BulletinPeriod[] => {
  const { calendar, settings } = ctx.office
  const day = today(ctx)
  const oldest = calendar.addDays(day, -lateDays)
  const periods: BulletinPeriod[] = []
  for (let before = day; periods.length < periodsAtOnce;) {
    const period = lastPeriodBefore(length, before)
    const drawnOn = calendar.addWorkingDays(period.to, settings.bulletins.workingDay)
    if (drawnOn < oldest) break
    if (drawnOn <= day) periods.push(period)
    before = period.from
  }
  return periods
}

/** An office that has reported nothing for a year keeps no information line. */
const hasReports = (ctx: UseCaseContext, { to }: BulletinPeriod): Promise<boolean> =>
  ctx.tx.existsBy(Submission, { reportMonth: Between(ctx.office.calendar.addDays(to, -365).slice(0, 7), to.slice(0, 7)) })

/** The bulletins that the clock has to draw up today: those of periods that are over, and that nobody has drawn up, cancelled ones included. */
export const listDuePeriods = async (ctx: UseCaseContext): Promise<BulletinPeriod[]> => {
  if (rootHolders(ctx, 'editor').length + rootHolders(ctx, 'director').length === 0) return []
  const due: BulletinPeriod[] = []
  for (const length of bulletinLengths.filter((each) => isWanted(ctx, each))) {
    for (const period of listRecent(ctx, length).toReversed()) {
      const known = await ctx.tx.existsBy(Bulletin, { length, period: period.key })
      if (!known && (await hasReports(ctx, period))) due.push(period)
    }
  }
  return due
}

/** The bulletins whose figures somebody waits for, the first first. */
export const listWaiting = async (ctx: UseCaseContext): Promise<string[]> => {
  const rows = await ctx.tx.find(Bulletin, {
    select: { matterId: true },
    where: { wantCountAt: LessThan(ctx.now + 1) },
    order: { wantCountAt: 'ASC', matterId: 'ASC' },
  })
  return rows.map(({ matterId }) => matterId)
}
