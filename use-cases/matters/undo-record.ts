import type { Matter, MatterParty, Todo } from '../../entities/index.ts'
import type { MovedTodos } from './todos.ts'

/** Columns of a matter that are figures of the clock or of the row itself: recomputed, never restored. */
const derived: readonly string[] = ['version', 'level', 'levelChangesAt']

/** Another row that belongs to a matter, as it was and as it is now: table, key, columns before, columns after. */
export type RowTrace = [table: string, key: string, before: Record<string, unknown>, after: Record<string, unknown>]

/** How the rows of parties were before an action, and which of them it made. */
export interface PartyTrace {
  parties: [id: string, before: Partial<MatterParty>][]
  added: string[]
}

/** Whether somebody came on, went off or changed role; a report alone moves nobody. */
export const isPartyMoved = ({ parties = [], added = [] }: Partial<PartyTrace>): boolean =>
  added.length > 0 || parties.some(([, before]) => 'role' in before || 'removedAt' in before)

/**
 * What one action changed, kept with its event (`data.undo`): all that 撤回 needs to put back exactly that (docs/rules.md, Corrections).
 * An event without one cannot be taken back.
 */
export interface UndoRecord {
  /** Columns of the matter that changed, as they were. */
  matter?: Partial<Matter>
  /** Todos that were closed, and that were opened. */
  closed?: string[]
  opened?: string[]
  /** Todos whose due was moved, by the due they had. */
  dues?: [due: number | null, ids: string[]][]
  /** Todos that were marked as read. */
  read?: string[]
  parties?: PartyTrace['parties']
  added?: string[]
  beside?: RowTrace[]
}

/** An event's data is a text of at most 64 kB on MariaDB; beside the record it holds what the action itself has to say. */
const longestRecord = 30_000

/** Too much was changed to be kept: said when somebody asks to take it back. */
export const tooLargeToUndo = 'too large'

interface Traces {
  before: Matter
  after: Matter
  /** Open todos before and after. */
  open: { before: readonly Todo[]; after: readonly Todo[] }
  moved: MovedTodos
  parties: PartyTrace
  beside: RowTrace[]
}

const changedColumns = (before: Matter, after: Matter): Partial<Matter> =>
  Object.fromEntries(
    Object.entries(before).filter(([column, value]) => !derived.includes(column) && value !== after[column as keyof Matter]),
  )

/** Those of the first that are not among the second. */
const missing = (from: readonly Todo[], among: readonly Todo[]): string[] => {
  const ids = new Set(among.map((todo) => todo.id))
  return from.filter((todo) => !ids.has(todo.id)).map((todo) => todo.id)
}

const isFilled = (part: object): boolean => (Array.isArray(part) ? part.length > 0 : Object.keys(part).length > 0)

/** No more than this many bytes are certain to fit, without writing the record out: it is written out once, with its event. */
const isSurelyShort = ({ matter, closed, opened, dues, read, parties, added, beside }: Required<UndoRecord>): boolean => {
  const rows =
    closed.length + opened.length + read.length + added.length + parties.length * 4 + dues.reduce((n, [, ids]) => n + ids.length + 1, 0)
  const words = `${matter.title ?? ''}${matter.body ?? ''}${matter.dueText ?? ''}`.length
  return beside.length === 0 && rows * 32 + words * 6 + 500 < longestRecord
}

/** The record without its empty parts; `tooLargeToUndo` when it would not fit. */
export const packRecord = (record: Required<UndoRecord>): UndoRecord | typeof tooLargeToUndo => {
  const packed = Object.fromEntries(Object.entries(record).filter(([, part]) => isFilled(part))) as UndoRecord
  const fits = isSurelyShort(record) || Buffer.byteLength(JSON.stringify(packed)) <= longestRecord
  return fits ? packed : tooLargeToUndo
}

const nothing: Required<UndoRecord> = { matter: {}, closed: [], opened: [], dues: [], read: [], parties: [], added: [], beside: [] }

/** The record of an act that changed only what is named. */
export const recordOf = (record: UndoRecord): UndoRecord | typeof tooLargeToUndo => packRecord({ ...nothing, ...record })

/** What an action changed, from what stood before and after it. */
export const traceChange = ({ before, after, open, moved, parties, beside }: Traces): UndoRecord | typeof tooLargeToUndo =>
  packRecord({
    matter: changedColumns(before, after),
    closed: missing(open.before, open.after),
    opened: missing(open.after, open.before),
    ...moved,
    ...parties,
    beside,
  })

/** The record in an event's data; null when it has none, or one that did not fit. */
export const readRecord = (data: Record<string, unknown> | null): UndoRecord | null => {
  const record = data?.['undo']
  return typeof record === 'object' && record !== null ? record : null
}
