import { MatterText, type Matter } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { indexTerms } from '../../rules/text-terms.ts'
import type { UseCaseContext } from '../context.ts'

type Words = Pick<Matter, 'number' | 'title' | 'body'>

/** The newline keeps a phrase from reaching out of the title into the body. */
const termsOf = ({ title, body }: Words): string => indexTerms(`${title}\n${body}`)

/** Makes a new matter's title and body findable. */
export const indexMatterText = (ctx: UseCaseContext, matter: Words): Promise<void> =>
  insertRows(ctx.tx, MatterText, [{ number: matter.number, terms: termsOf(matter) }])

/** Follows a change of title or body. */
export const reindexMatterText = async (ctx: UseCaseContext, matter: Words): Promise<void> => {
  await ctx.tx.update(MatterText, { number: matter.number }, { terms: termsOf(matter) })
}
