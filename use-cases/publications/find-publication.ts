import { Publication } from '../../entities/index.ts'
import { foldText } from '../../rules/match-text.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'

/** Every publication by name, the open ones first. */
export const listPublications = async (ctx: UseCaseContext): Promise<Publication[]> => {
  const rows = await ctx.tx.find(Publication, { order: { name: 'ASC' } })
  return [...rows.filter(({ closedAt }) => closedAt === null), ...rows.filter(({ closedAt }) => closedAt !== null)]
}

/** The publication of an id. Throws `not_found`. */
export const getPublication = async (ctx: UseCaseContext, id: string): Promise<Publication> => {
  const publication = await ctx.tx.findOneBy(Publication, { id })
  if (!publication) throw new Problem('not_found', '没有这个刊物')
  return publication
}

/** One that still appears. Throws `not_found`, `gone` when it was closed. */
export const getOpenPublication = async (ctx: UseCaseContext, id: string): Promise<Publication> => {
  const publication = await getPublication(ctx, id)
  if (publication.closedAt !== null) throw new Problem('gone', `《${publication.name}》已停刊`)
  return publication
}

const bare = (text: string): string => foldText(text).replaceAll(/[《》〈〉<>]/gu, '')

/** The publication a text begins with, in 《》 or not, with what follows it. Throws `not_found` with the names there are. */
export const readPublication = async (ctx: UseCaseContext, text: string): Promise<{ publication: Publication; rest: string }> => {
  const open = (await listPublications(ctx)).filter(({ closedAt }) => closedAt === null)
  const marked = /^\s*[《〈](?<name>[^》〉]*)[》〉]/u.exec(text)
  const exact = marked && open.find(({ name }) => bare(name) === bare(marked.groups?.['name'] ?? ''))
  if (marked && exact) return { publication: exact, rest: text.slice(marked[0].length) }
  const plain = text.trimStart()
  const [longest] = open.filter(({ name }) => plain.startsWith(name)).toSorted((a, b) => b.name.length - a.name.length)
  if (!marked && longest) return { publication: longest, rest: plain.slice(longest.name.length) }
  const names = open.map(({ name }) => `《${name}》`).join('、')
  throw new Problem('not_found', names === '' ? '还没有刊物,请先在小程序新建' : `请写明刊物,可用:${names}`)
}
