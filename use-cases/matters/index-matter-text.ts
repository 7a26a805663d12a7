import { In } from 'typeorm'
import { MatterTerm, type Matter } from '../../entities/index.ts'
import { wholeText } from '../../entities/matter-term.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { searchableWords, textTerms } from '../../rules/text-terms.ts'
import type { UseCaseContext } from '../context.ts'

type Words = Pick<Matter, 'number' | 'title' | 'body'>

/** The newline keeps a phrase from reaching out of the title into the body. */
const textOf = ({ title, body }: Words): string => `${title}\n${body}`

const rowsOf = (number: number, terms: readonly string[]): MatterTerm[] => terms.map((term) => ({ term, number, words: null }))

/** Makes a new matter's title and body findable, in the transaction that opens it. */
export const indexMatterText = (ctx: UseCaseContext, matter: Words): Promise<void> => {
  const text = textOf(matter)
  const { number } = matter
  return insertRows(ctx.tx, MatterTerm, [{ term: wholeText, number, words: searchableWords(text) }, ...rowsOf(number, textTerms(text))])
}

/** Follows a change of title or body; only the pairs that went or came are touched. */
export const reindexMatterText = async (ctx: UseCaseContext, before: Words, after: Words): Promise<void> => {
  const [old, fresh] = [textTerms(textOf(before)), textTerms(textOf(after))]
  const gone = old.filter((term) => !fresh.includes(term))
  const { number } = after
  await ctx.tx.update(MatterTerm, { term: wholeText, number }, { words: searchableWords(textOf(after)) })
  if (gone.length > 0) await ctx.tx.delete(MatterTerm, { number, term: In(gone) })
  await insertRows(
    ctx.tx,
    MatterTerm,
    rowsOf(
      number,
      fresh.filter((term) => !old.includes(term)),
    ),
  )
}
