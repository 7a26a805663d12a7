import { z } from 'zod'
import type { Page } from '../../rules/cursor.ts'

/** An instant in answers. */
export const instant = z.int().describe('时刻,Unix 毫秒')

export const levelSchema = z.int().min(0).max(3).describe('灯:0 正常、1 临近、2 滞后、3 逾期')

/** Something known by name. */
export const namedSchema = z.strictObject({ id: z.string(), name: z.string() }).meta({ id: 'Named' })

/** The same or null; a union, for a nullable reference would come out as one that null does not satisfy. */
export const namedOrNull = z.union([namedSchema, z.null()])

/** A page of a list. */
export const pageOf = <Item extends z.ZodType>(
  item: Item,
): z.ZodObject<{ items: z.ZodArray<Item>; nextCursor: z.ZodNullable<z.ZodString> }, z.core.$strict> =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable().describe('下一页的 cursor;为空即到底') })

/** A page of a use-case as the API says it. */
export const presentPage = <Item, Shown>(
  page: Page<Item>,
  present: (item: Item) => Shown,
): { items: Shown[]; nextCursor: string | null } => ({
  items: page.items.map(present),
  nextCursor: page.next,
})
