import { z } from 'zod'
import { Bulletin, type Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { bulletinFaults } from '../../wording/bulletins.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { rowChange } from '../matters/write-beside.ts'
import { reasonSchema } from './edit-bulletin.ts'
import { getBulletin } from './find-bulletin.ts'
import { unknownFigures } from './bulletin-figures.ts'
import { viewBulletin } from './read-bulletin.ts'

export const issueBulletinSchema = z.strictObject({
  number: z.int().positive(),
  version: z.int().positive().optional().describe('看到的版本;之后被改过就拒绝'),
})

/**
 * 印发, always by a person: texts, figures, places and what is printed are kept as they stand (docs/rules.md, Bulletins). `wrong_state` while
 * it is being counted, and when rules or switches changed after the figures were counted.
 */
export const issueBulletin = async (ctx: UseCaseContext, { number, version }: z.output<typeof issueBulletinSchema>): Promise<Matter> => {
  const actor = actorOf(ctx)
  const found = await getBulletin(ctx, number)
  const { bulletin, matter } = found
  if (version !== undefined && version !== matter.version) throw new Problem('stale', `〔${number}〕刚被他人更新,请重新查看`)
  const view = await viewBulletin(ctx, found)
  if (matter.state === 'open') {
    if (view.isCounting || view.countedAt === null) throw new Problem('wrong_state', bulletinFaults.uncounted(number))
    if (view.isOutdated) throw new Problem('wrong_state', bulletinFaults.outdated(number))
    const unknown = unknownFigures([view.situation, view.problems, view.demands], view.figures)
    if (unknown.length > 0) throw new Problem('wrong_state', bulletinFaults.noFigure(unknown))
  }
  const { situation, problems, demands, addressees, shows } = view
  const set: Partial<Bulletin> = { situation, problems, demands, addressees, shows, issuedOn: today(ctx), issuedById: actor.id }
  return changeState(ctx, found, { action: 'issue', beside: [rowChange(Bulletin, bulletin, set)] })
}

export const recountBulletinSchema = z.strictObject({ number: z.int().positive() })

/** Asks for figures of today; the next sweep counts them, what people changed stays. */
export const recountBulletin = async (ctx: UseCaseContext, { number }: z.output<typeof recountBulletinSchema>): Promise<Matter> => {
  const found = await getBulletin(ctx, number)
  return changeState(ctx, found, { action: 'recount', beside: [rowChange(Bulletin, found.bulletin, { wantCountAt: ctx.now })] })
}

export const cancelBulletinSchema = z.strictObject({ number: z.int().positive(), reason: reasonSchema })

/** 撤销 with a reason, of a draft or of what was issued: the period can be drawn up anew by a person; the clock does not do it again. */
export const cancelBulletin = async (ctx: UseCaseContext, { number, reason }: z.output<typeof cancelBulletinSchema>): Promise<Matter> =>
  changeState(ctx, await getBulletin(ctx, number), { action: 'cancel', text: reason })
