import type { Readable } from 'node:stream'

/** A finished file of this machine, whole on its disk. */
export interface LocalFile {
  path: string
  /** Bytes. */
  size: number
  /** SHA-256 of the content, hexadecimal. */
  sha256: string
}

/**
 * Where the bytes of attachments live: a folder or an S3-compatible bucket. A file is named by the 26-character id of its row and by
 * nothing that people wrote; it is written once and never changed. Whoever puts a file has a row for it first, so that what a crash
 * leaves behind is found by its row.
 */
export interface FileStore {
  /** Folder of this machine in which uploads are collected before they are put. It exists. */
  readonly incoming: string
  /**
   * Takes over a finished file from `incoming`; when it resolves the bytes outlive a power cut and the local file is gone. Throws `unavailable` when there is no room or the storage does not answer.
   */
  put(id: string, file: LocalFile): Promise<void>
  /** The bytes as a stream, opened. Throws `gone` when there are none under this id, `unavailable` when the storage does not answer. */
  get(id: string): Promise<Readable>
  /** Removes the bytes, and what is left of an unfinished upload of that id on this machine; does nothing when there are none. */
  remove(id: string): Promise<void>
  exists(id: string): Promise<boolean>
}

/** `8Z/01J…8Z`: the last letters of an id are spread evenly, so no folder grows without end. */
export const fileKey = (id: string): string => {
  if (!/^[0-9A-HJKMNP-TV-Z]{26}$/.test(id)) throw new Error('a stored file is named by an id of ours')
  return `${id.slice(-2)}/${id}`
}
