import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { FileStore } from './file-store.ts'
import { isAbsent } from './storage-faults.ts'

/** An upload is over long before this, so an older file was left by a process that died. */
const abandonedMs = 3_600_000

/** Removes what dead processes of this machine left in `incoming`; said at the start of a process. Returns how many files. */
export const clearIncoming = async ({ incoming }: Pick<FileStore, 'incoming'>, now: number): Promise<number> => {
  let removed = 0
  for (const name of await readdir(incoming)) {
    const file = path.join(incoming, name)
    try {
      if (now - (await stat(file)).mtimeMs < abandonedMs) continue
      await rm(file, { force: true })
      removed += 1
    } catch (error) {
      // Its own process has finished with it meanwhile.
      if (!isAbsent(error)) throw error
    }
  }
  return removed
}
