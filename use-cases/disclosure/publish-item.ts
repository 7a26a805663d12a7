import { LessThanOrEqual } from 'typeorm'
import { z } from 'zod'
import { DisclosureItem, Matter } from '../../entities/index.ts'
import { addMonths } from '../../rules/disclosure-text.ts'
import type { Day } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { today, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { standingsOf } from '../matters/standing.ts'
import { rowChange } from '../matters/write-beside.ts'
import { parseSaid } from '../parse-input.ts'
import { getItem } from './find-item.ts'

export const publishItemSchema = z.strictObject({
  number: z.int().positive(),
  text: z.string().trim().max(500, '审核意见不超过 500 字').default(''),
})
export const sendBackItemSchema = z.strictObject({
  number: z.int().positive(),
  reason: z.string().trim().min(1, '请写明原因').max(1_000, '原因不超过 1000 字'),
})
export const renewItemSchema = z.strictObject({
  number: z.int().positive(),
  summary: z.string().trim().max(2_000, '内容概述不超过 2000 字').default(''),
})

/** How many items one transaction looks at. */
export const renewalBatch = 100

/** When an item is next renewed, and when its todo is opened for that. */
const renewal = (ctx: UseCaseContext, from: Day, everyMonths: number | null): Pick<DisclosureItem, 'renewsOn' | 'renewsAt'> => {
  if (everyMonths === null) return { renewsOn: null, renewsAt: null }
  const { calendar, settings } = ctx.office
  const renewsOn = addMonths(calendar, from, everyMonths)
  return {
    renewsOn,
    renewsAt: calendar.at(calendar.addWorkingDays(renewsOn, -settings.disclosure.renewWorkingDays), settings.reminders.at),
  }
}

/** 同意公开: the item stands on the public page from now on. */
export const publishItem = async (ctx: UseCaseContext, raw: z.input<typeof publishItemSchema>): Promise<Matter> => {
  const input = parseSaid(publishItemSchema, raw)
  const found = await getItem(ctx, input.number)
  const { item } = found
  return changeState(ctx, found, {
    action: 'publish',
    text: input.text,
    beside: [rowChange(DisclosureItem, item, { shown: 1, ...renewal(ctx, item.datedOn, item.renewsEveryMonths) })],
  })
}

/** 退回: with what is to be changed. */
export const sendBackItem = async (ctx: UseCaseContext, raw: z.input<typeof sendBackItemSchema>): Promise<Matter> => {
  const input = parseSaid(sendBackItemSchema, raw)
  return changeState(ctx, await getItem(ctx, input.number), { action: 'send_back', text: input.reason })
}

/** 撤下: the public page shows it no more. */
export const withdrawItem = async (ctx: UseCaseContext, raw: z.input<typeof sendBackItemSchema>): Promise<Matter> => {
  const input = parseSaid(sendBackItemSchema, raw)
  const found = await getItem(ctx, input.number)
  return changeState(ctx, found, {
    action: 'withdraw',
    text: input.reason,
    beside: [rowChange(DisclosureItem, found.item, { shown: 0, renewsAt: null })],
  })
}

/** 更新: looked through and still right; other words for the public are the information section's to put up. */
export const renewItem = async (
  ctx: UseCaseContext,
  raw: z.input<typeof renewItemSchema>,
): Promise<{ matter: Matter; renewsOn: Day | null }> => {
  const input = parseSaid(renewItemSchema, raw)
  const found = await getItem(ctx, input.number)
  const isEditor = standingsOf(ctx, found.matter, found.parties).all.has('editor')
  const changes = input.summary !== '' && input.summary !== found.item.summary
  if (changes && !isEditor)
    throw new Problem('forbidden', `内容有变的,请把新内容报信息科审核后更新;内容不变请只发 #更新公开 ${input.number}`)
  const day = today(ctx)
  const next = renewal(ctx, day, found.item.renewsEveryMonths)
  const matter = await changeState(ctx, found, {
    action: 'renew',
    text: input.summary,
    set: { dueAt: null, ...(changes ? { body: input.summary } : {}) },
    beside: [rowChange(DisclosureItem, found.item, { datedOn: day, ...next, ...(changes ? { summary: input.summary } : {}) })],
  })
  return { matter, renewsOn: next.renewsOn }
}

/** Opens the todo of every item that is due to be renewed. Returns how many. */
export const askForRenewals = async (ctx: UseCaseContext): Promise<number> => {
  const ready = await ctx.tx.find(DisclosureItem, {
    where: { renewsAt: LessThanOrEqual(ctx.now) },
    order: { renewsAt: 'ASC', matterId: 'ASC' },
    take: renewalBatch,
  })
  for (const item of ready) {
    const { number, state } = await ctx.tx.findOneByOrFail(Matter, { id: item.matterId })
    if (state !== 'open' || item.renewsOn === null) {
      await ctx.tx.update(DisclosureItem, { matterId: item.matterId }, { renewsAt: null })
      continue
    }
    await changeState(ctx, await getMatter(ctx, number), {
      action: 'renew_due',
      set: { dueAt: ctx.office.calendar.closeOfWork(item.renewsOn) },
      beside: [rowChange(DisclosureItem, item, { renewsAt: null })],
    })
  }
  return ready.length
}
