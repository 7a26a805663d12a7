import { In } from 'typeorm'
import { Matter, Submission } from '../../entities/index.ts'
import { foldText } from '../../rules/match-text.ts'
import type { UseCaseContext } from '../context.ts'
import type { AdoptionDraft, Meant } from './read-adoption-row.ts'

export interface MatchedItem {
  matter: Matter
  submission: Submission
}

const chunk = 400

const loadSubmissions = async (ctx: UseCaseContext, matters: readonly Matter[]): Promise<MatchedItem[]> => {
  const found: MatchedItem[] = []
  for (let from = 0; from < matters.length; from += chunk) {
    const some = matters.slice(from, from + chunk)
    const rows = await ctx.tx.findBy(Submission, { matterId: In(some.map(({ id }) => id)) })
    const byId = new Map(rows.map((row) => [row.matterId, row]))
    for (const matter of some) {
      const submission = byId.get(matter.id)
      if (submission) found.push({ matter, submission })
    }
  }
  return found
}

const byNumber = async (ctx: UseCaseContext, numbers: readonly number[]): Promise<MatchedItem[]> => {
  const matters: Matter[] = []
  for (let from = 0; from < numbers.length; from += chunk) {
    matters.push(...(await ctx.tx.findBy(Matter, { number: In(numbers.slice(from, from + chunk)), kind: 'submission' })))
  }
  return loadSubmissions(ctx, matters)
}

/** Submissions of a unit under one of these titles; along the unit's own, which are few beside all there are. */
const byTitle = async (ctx: UseCaseContext, unitId: string, titles: readonly string[]): Promise<MatchedItem[]> => {
  const ids: string[] = []
  for (let from = 0; from < titles.length; from += chunk) {
    const some = titles.slice(from, from + chunk)
    const rows = await ctx.tx.query<{ id: string }[]>(
      `SELECT m.id FROM submissions AS s JOIN matters AS m ON m.id = s.matter_id
        WHERE s.unit_id = ? AND m.state <> 'cancelled' AND m.title IN (${some.map(() => '?').join(', ')})`,
      [unitId, ...some],
    )
    ids.push(...rows.map(({ id }) => id))
  }
  const matters: Matter[] = []
  for (let from = 0; from < ids.length; from += chunk)
    matters.push(...(await ctx.tx.findBy(Matter, { id: In(ids.slice(from, from + chunk)) })))
  return loadSubmissions(ctx, matters)
}

const isNumbered = (meant: Meant): meant is { number: number } => 'number' in meant

/** The unit that a name, alias or code means. */
const unitFinder = (ctx: UseCaseContext): ((text: string) => string | null) => {
  const ids = new Map<string, string>()
  for (const { id, name, aliases, code } of ctx.office.directory.units) {
    for (const word of [code, ...aliases, name]) ids.set(foldText(word), id)
  }
  return (text) => ids.get(foldText(text)) ?? null
}

/** Finds which submission each row means, or says why none or more than one. A few queries, however long the table is. */
export const matchItems = async (
  ctx: UseCaseContext,
  drafts: readonly AdoptionDraft[],
): Promise<(draft: AdoptionDraft) => MatchedItem | { reason: string }> => {
  const findUnit = unitFinder(ctx)
  const numbers = [...new Set(drafts.flatMap(({ meant }) => (isNumbered(meant) ? [meant.number] : [])))]
  const numbered = new Map((await byNumber(ctx, numbers)).map((item) => [item.matter.number, item]))
  const titlesOf = new Map<string, Set<string>>()
  for (const { meant } of drafts) {
    const unitId = isNumbered(meant) ? null : findUnit(meant.unit)
    if (unitId !== null && !isNumbered(meant)) titlesOf.set(unitId, (titlesOf.get(unitId) ?? new Set()).add(meant.title))
  }
  const titled = new Map<string, MatchedItem[]>()
  for (const [unitId, titles] of titlesOf) titled.set(unitId, await byTitle(ctx, unitId, [...titles]))
  return ({ meant }) => {
    if (isNumbered(meant)) return numbered.get(meant.number) ?? { reason: `没有编号为〔${meant.number}〕的信息` }
    const unitId = findUnit(meant.unit)
    if (unitId === null) return { reason: `没有单位“${meant.unit}”` }
    const found = (titled.get(unitId) ?? []).filter(({ matter }) => matter.title === meant.title)
    const [only, another] = found
    if (!only) return { reason: `“${meant.unit}”没有标题为“${meant.title}”的信息` }
    if (another)
      return {
        reason: `“${meant.unit}”有 ${found.length} 条同名信息(${found.map(({ matter }) => `〔${matter.number}〕`).join('')}),请写编号`,
      }
    return only
  }
}
