import path from 'node:path'
import { createDiskStore } from './disk-store.ts'
import type { FileStore } from './file-store.ts'
import type { S3Config } from './s3-store.ts'

/** Where attachments are kept, as app/config.ts reads it. */
export interface FileStoreConfig {
  /** The folder itself, or with a bucket the folder in which uploads are collected. */
  folder: string
  /** Null: on disk. */
  s3: S3Config | null
}

/** The configured store. Throws in the system's words when the folder cannot be made or written. */
export const openFileStore = async ({ folder, s3 }: FileStoreConfig): Promise<FileStore> => {
  if (!s3) return createDiskStore(folder)
  const { createS3Store } = await import('./s3-store.ts')
  return createS3Store(s3, path.join(path.resolve(folder), 'incoming'))
}
