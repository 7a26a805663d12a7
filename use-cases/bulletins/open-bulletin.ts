import { z } from 'zod'
import { Bulletin, Matter } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { findBulletinPeriod, type BulletinPeriod } from '../../rules/bulletin-period.ts'
import { Problem } from '../../rules/problems.ts'
import { bulletinFaults, bulletinTitle, freshBody } from '../../wording/bulletins.ts'
import { today, type UseCaseContext } from '../context.ts'
import { openMatter } from '../matters/open-matter.ts'
import { rootHolders } from '../matters/office-roles.ts'
import { requirePress } from '../publications/require-press.ts'

/** Somebody has drawn it up already, with its number where that is known. */
const refuseSecond = async (ctx: UseCaseContext, period: BulletinPeriod): Promise<Problem> => {
  const there = await ctx.tx.findOneBy(Bulletin, { activeKey: period.key })
  const matter = there && (await ctx.tx.findOneBy(Matter, { id: there.matterId }))
  return new Problem('conflict', bulletinFaults.known(period.label, matter?.number ?? null))
}

/**
 * A draft for that period, in the hands of the editors. Its figures are filled in by the next sweep (jobs/draw-bulletins.ts).
 * Throws `conflict` when there is one that is not cancelled, `wrong_state` when nobody is there to edit it.
 */
export const openBulletin = async (ctx: UseCaseContext, period: BulletinPeriod): Promise<Matter> => {
  const [editor] = [...rootHolders(ctx, 'editor'), ...rootHolders(ctx, 'director')]
  const issuer = ctx.actor ?? editor
  if (!issuer) throw new Problem('wrong_state', bulletinFaults.nobody)
  if (await ctx.tx.existsBy(Bulletin, { activeKey: period.key })) throw await refuseSecond(ctx, period)
  const { calendar, settings } = ctx.office
  const dueDay = calendar.addWorkingDays(today(ctx), settings.bulletins.issueWithinWorkingDays)
  const { matter } = await openMatter(ctx, {
    kind: 'bulletin',
    title: bulletinTitle(period.label, settings.bulletins.subject),
    body: freshBody(period.label),
    urgency: 'normal',
    dueAt: calendar.closeOfWork(dueDay),
    dueText: null,
    groupId: null,
    unitId: issuer.unitId,
    issuerId: issuer.id,
    parties: [],
    data: { period: period.key, byClock: ctx.actor === null },
  })
  const row: Bulletin = {
    matterId: matter.id,
    length: period.length,
    period: period.key,
    activeKey: period.key,
    byClock: ctx.actor === null,
    situation: null,
    problems: null,
    demands: null,
    addressees: null,
    wantCountAt: ctx.now,
    countedAt: null,
    ruleKey: null,
    categories: null,
    shows: null,
    issuedOn: null,
    issuedById: null,
  }
  try {
    await insertRows(ctx.tx, Bulletin, [row])
  } catch (error) {
    if (isUniqueViolation(error)) throw await refuseSecond(ctx, period)
    throw error
  }
  return matter
}

export const requestBulletinSchema = z.strictObject({
  period: z
    .string()
    .regex(/^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/u, '时段写成 2026-11、2026-Q4 或 2026')
    .describe('月 2026-11、季 2026-Q4、年 2026'),
})

/** 通报 on request: for the information section and the office's director, of a period that has begun. */
export const requestBulletin = async (ctx: UseCaseContext, input: z.output<typeof requestBulletinSchema>): Promise<Matter> => {
  requirePress(ctx)
  const period = findBulletinPeriod(input.period)
  if (!period) throw new Problem('bad_request', bulletinFaults.noPeriod)
  if (period.from > today(ctx)) throw new Problem('bad_request', bulletinFaults.ahead(period.label))
  return openBulletin(ctx, period)
}
