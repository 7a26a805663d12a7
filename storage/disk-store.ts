import { constants, mkdirSync } from 'node:fs'
import { access, mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { fileKey, type FileStore } from './file-store.ts'
import { asStorageProblem, fileGone, isAbsent } from './storage-faults.ts'

/** A rename is kept by its folder: without this a power cut may undo it after we have said that it is done. */
const syncPath = async (target: string): Promise<void> => {
  const handle = await open(target, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Files in a folder of this machine, which is made when it is missing: `ab/<id>` for what is kept, `incoming/<id>` for what is being
 * received. Both on one file system, so that a file appears whole or not at all. Only the account that runs the program may read it.
 */
export const createDiskStore = (folder: string): FileStore => {
  const root = path.resolve(folder)
  const incoming = path.join(root, 'incoming')
  mkdirSync(incoming, { recursive: true, mode: 0o700 })
  const placeOf = (id: string): string => path.join(root, fileKey(id))

  return {
    incoming,
    put: async (id, file) => {
      const place = placeOf(id)
      const shelf = path.dirname(place)
      try {
        await syncPath(file.path)
        if ((await mkdir(shelf, { recursive: true, mode: 0o700 })) !== undefined) await syncPath(root)
        await rename(file.path, place)
        await syncPath(shelf)
      } catch (error) {
        throw asStorageProblem(error)
      }
    },
    get: async (id) => {
      try {
        return (await open(placeOf(id))).createReadStream()
      } catch (error) {
        throw isAbsent(error) ? fileGone() : error
      }
    },
    remove: async (id) => {
      await Promise.all([rm(placeOf(id), { force: true }), rm(path.join(incoming, id), { force: true })])
    },
    exists: async (id) => {
      try {
        await access(placeOf(id))
        return true
      } catch (error) {
        if (isAbsent(error)) return false
        throw error
      }
    },
  }
}
