import { z } from 'zod'
import { DisclosureItem } from '../../entities/index.ts'
import { nameMode } from '../../rules/disclosure-text.ts'
import { nameUnit } from '../../wording/names.ts'
import type { UseCaseContext } from '../context.ts'

export const listPublishedSchema = z.strictObject({ page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1) })

/** The six fields that the public sees, and nothing else: no numbers of ours, no people. */
export interface PublishedItem {
  name: string
  indexNumber: string
  summary: string
  mode: string
  unit: string
  datedOn: string
}

export interface PublishedPage {
  office: string
  items: PublishedItem[]
  page: number
  pages: number
  total: number
}

/** What is published, the newest first (docs/rules.md, Disclosure). */
export const listPublished = async (ctx: UseCaseContext, raw: { page?: unknown } = {}): Promise<PublishedPage> => {
  const { page } = listPublishedSchema.parse({ page: raw.page })
  const { directory, settings } = ctx.office
  const size = settings.disclosure.pageSize
  const total = await ctx.tx.countBy(DisclosureItem, { shown: 1 })
  const pages = Math.max(1, Math.ceil(total / size))
  const at = Math.min(page, pages)
  const rows = await ctx.tx.find(DisclosureItem, {
    where: { shown: 1 },
    order: { datedOn: 'DESC', matterId: 'DESC' },
    take: size,
    skip: (at - 1) * size,
  })
  return {
    office: settings.name,
    page: at,
    pages,
    total,
    items: rows.map(({ name, indexNumber, summary, mode, unitId, datedOn }) => ({
      name,
      indexNumber,
      summary,
      mode: nameMode(mode),
      unit: nameUnit(directory, unitId),
      datedOn,
    })),
  }
}
