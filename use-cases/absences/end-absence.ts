import { LessThanOrEqual } from 'typeorm'
import { z } from 'zod'
import { Absence, Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { rowChange } from '../matters/write-beside.ts'
import { parseSaid } from '../parse-input.ts'

/** How many absences one transaction ends. */
export const absenceBatch = 100

export const comeBackSchema = z.strictObject({
  number: z.int().positive(),
  text: z.string().trim().max(500, '销假说明不超过 500 字').default(''),
})

/** 销假: the person is back. */
export const comeBack = async (ctx: UseCaseContext, raw: z.input<typeof comeBackSchema>): Promise<Matter> => {
  const input = parseSaid(comeBackSchema, raw)
  const target = await getMatter(ctx, input.number)
  if (target.matter.kind !== 'absence') throw new Problem('wrong_state', `〔${input.number}〕不是外出报备`)
  const row = await ctx.tx.findOneByOrFail(Absence, { matterId: target.matter.id })
  return changeState(ctx, target, {
    action: 'come_back',
    text: input.text,
    beside: [rowChange(Absence, row, { returnedAt: ctx.sentAt, endsAt: null })],
  })
}

/** What is over by the calendar ends without anybody's word, agreed to or not. Returns how many. */
export const endAbsences = async (ctx: UseCaseContext): Promise<number> => {
  const over = await ctx.tx.find(Absence, {
    where: { endsAt: LessThanOrEqual(ctx.now) },
    order: { endsAt: 'ASC', matterId: 'ASC' },
    take: absenceBatch,
  })
  for (const row of over) {
    const { number } = await ctx.tx.findOneByOrFail(Matter, { id: row.matterId })
    const target = await getMatter(ctx, number)
    const { state } = target.matter
    const ends = state === 'open' || state === 'signed'
    if (ends) {
      await changeState(ctx, target, { action: 'come_back', text: '到期,自动销假', beside: [rowChange(Absence, row, { endsAt: null })] })
    } else await ctx.tx.update(Absence, { matterId: row.matterId }, { endsAt: null })
  }
  return over.length
}
