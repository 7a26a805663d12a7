import { rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { EntityManager } from 'typeorm'
import type { FileStore } from '../../storage/file-store.ts'
import { receiveFile } from '../../storage/receive-file.ts'
import type { FileLine } from './backup-format.ts'
import { listKeptFiles } from './file-lines.ts'
import { readBackup, type BackupLine } from './read-backup.ts'

/** Bytes of attachments that came out of a backup. */
export interface RestoredFiles {
  /** What the backup says of each attachment. */
  heads: FileLine[]
  /** Takes back what was put, when the rows do not follow. */
  undo(): Promise<void>
}

type Lines = AsyncIterator<BackupLine>

/** The pieces up to the next line that is none; that line is handed over. */
const collectPieces = (lines: Lines): { bytes: Readable; next: Promise<IteratorResult<BackupLine>> } => {
  let settle: (next: IteratorResult<BackupLine>) => void = () => undefined
  let fail: (error: unknown) => void = () => undefined
  const next = new Promise<IteratorResult<BackupLine>>((resolve, reject) => {
    settle = resolve
    fail = reject
  })
  const bytes = async function* (): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        const line = await lines.next()
        if (line.done === true || line.value.kind !== 'piece') return settle(line)
        yield line.value.bytes
      }
    } catch (error) {
      fail(error)
      throw error
    }
  }
  next.catch(() => undefined)
  return { bytes: Readable.from(bytes()), next }
}

/**
 * Puts the bytes of a backup's attachments into the store, one after the other. It has been read through and found sound before. What
 * was there already stays when it is undone.
 */
export const restoreFiles = async (file: string, store: FileStore): Promise<RestoredFiles> => {
  const heads: FileLine[] = []
  const added: string[] = []
  const undo = async (): Promise<void> => {
    for (const id of added) await store.remove(id)
  }
  const lines = readBackup(file)
  try {
    let line = await lines.next()
    while (line.done !== true) {
      if (line.value.kind !== 'file') {
        line = await lines.next()
        continue
      }
      const { head } = line.value
      const { bytes, next } = collectPieces(lines)
      const place = path.join(store.incoming, head.file)
      await rm(place, { force: true })
      const received = await receiveFile(bytes, place, Number.MAX_SAFE_INTEGER)
      line = await next
      const isSound = head.gone !== true && received.sha256 === head.sha256
      heads.push(isSound ? head : { ...head, gone: true })
      if (!isSound) {
        await rm(place, { force: true })
        // The line that says so stands behind the spoilt bytes.
        if (line.done !== true && line.value.kind === 'file' && line.value.head.damaged) line = await lines.next()
        continue
      }
      if (!(await store.exists(head.file))) added.push(head.file)
      await store.put(head.file, received)
    }
    return { heads, undo }
  } catch (error) {
    await undo()
    throw error
  }
}

/** Whether every attachment of the restored rows has its bytes in the backup, in words where not. */
export const compareFiles = async (tx: EntityManager, heads: readonly FileLine[]): Promise<string[]> => {
  const byId = new Map(heads.map((head) => [head.file, head]))
  const rows = await listKeptFiles(tx)
  return rows
    .filter(({ id, size, sha256 }) => byId.get(id)?.sha256 !== sha256 || byId.get(id)?.size !== size)
    .slice(0, 5)
    .map(({ id }) => `附件 ${id} 的内容不在备份里`)
}

/** Attachments that had no (sound) bytes any more when the backup was made are taken away as of then: a row without bytes helps nobody. */
export const removeGone = async (tx: EntityManager, heads: readonly FileLine[], madeAt: number): Promise<number> => {
  const gone = heads.filter((head) => head.gone === true)
  for (const { file } of gone)
    await tx.query("UPDATE attachments SET state = 'removed', removed_at = ? WHERE id = ? AND state = 'kept'", [madeAt, file])
  return gone.length
}
