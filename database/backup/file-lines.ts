import { createHash } from 'node:crypto'
import type { DataSource, EntityManager } from 'typeorm'
import { Problem } from '../../rules/problems.ts'
import type { FileStore } from '../../storage/file-store.ts'
import type { FileLine } from './backup-format.ts'

export interface KeptFile {
  id: string
  /** Bytes. */
  size: number
  sha256: string
}

/** Bytes a line carries: a multiple of three, so that a piece of base64 ends without padding. */
const pieceBytes = 192 * 1024

/** The attachments that stand in a snapshot. */
export const listKeptFiles = (tx: EntityManager): Promise<KeptFile[]> =>
  tx.query<KeptFile[]>("SELECT id, size, sha256 FROM attachments WHERE state = 'kept' ORDER BY id")

const lineOf = (line: FileLine): string => `${JSON.stringify(line)}\n`

/** Taken away since the snapshot, or lost? */
const isStillKept = async (dataSource: DataSource, id: string): Promise<boolean> => {
  const rows = await dataSource.query<unknown[]>("SELECT id FROM attachments WHERE id = ? AND state = 'kept'", [id])
  return rows.length > 0
}

async function* pieces(store: FileStore, id: string): AsyncGenerator<Buffer> {
  let waiting = Buffer.alloc(0)
  for await (const chunk of await store.get(id)) {
    waiting = Buffer.concat([waiting, chunk as Buffer])
    while (waiting.length >= pieceBytes) {
      yield waiting.subarray(0, pieceBytes)
      waiting = waiting.subarray(pieceBytes)
    }
  }
  if (waiting.length > 0) yield waiting
}

/** The lines of one attachment, and what became of it. Throws `unavailable` when the storage does not answer: half a backup is none. */
export async function* writeFileLines(
  dataSource: DataSource,
  store: FileStore,
  { id, size, sha256 }: KeptFile,
): AsyncGenerator<string, 'written' | 'removed' | 'lost'> {
  const head: FileLine = { file: id, size, sha256 }
  const stream = pieces(store, id)
  let first: IteratorResult<Buffer, unknown>
  try {
    first = await stream.next()
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'gone')) throw error
    yield lineOf({ ...head, gone: true })
    return (await isStillKept(dataSource, id)) ? 'lost' : 'removed'
  }
  yield lineOf(head)
  const hash = createHash('sha256')
  for (let next = first; next.done !== true; next = await stream.next()) {
    hash.update(next.value)
    yield `${JSON.stringify(next.value.toString('base64'))}\n`
  }
  if (hash.digest('hex') === sha256) return 'written'
  yield lineOf({ ...head, damaged: true })
  return 'lost'
}
