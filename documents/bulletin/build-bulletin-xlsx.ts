import { buildListXlsx } from '../sheets/build-list-xlsx.ts'
import { annexTables } from './bulletin-tables.ts'
import type { Bulletin } from './bulletin.ts'

/** The tables of a bulletin as .xlsx, a sheet each, with the same columns and figures as the annexes of {@link Bulletin} on paper. */
export const buildBulletinXlsx = async (bulletin: Bulletin): Promise<Buffer> =>
  buildListXlsx({
    sheets: annexTables(bulletin).map((table) => ({
      ...table,
      note: bulletin.draft === true ? `${bulletin.issuer}（送审稿）` : bulletin.issuer,
    })),
    exported: bulletin.exported,
  })
