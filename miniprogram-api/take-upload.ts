import path from 'node:path'
import { createHash } from 'node:crypto'
import { perform } from '../database/stage.ts'
import { sniffFile } from '../documents/uploads/sniff-file.ts'
import { cleanFileName, fitFileName, type AttachmentType } from '../rules/attachment-files.ts'
import { Problem } from '../rules/problems.ts'
import type { LocalFile } from '../storage/file-store.ts'
import { FileTooLarge, measureStream, receiveFile } from '../storage/receive-file.ts'
import { fileTooLarge, reserveAttachment } from '../use-cases/attachments/reserve-attachment.ts'
import { discardAttachment, settleSwept } from '../use-cases/attachments/sweep-attachments.ts'
import type { Call } from './define-route.ts'
import { drainUpload, openUpload, type OpenedUpload, type Upload } from './middleware/read-upload.ts'
import { refuseMarked } from './refuse-secrets.ts'

/** An upload whose bytes are in the storage; null `kept` for a repeat, whose bytes were only compared. */
export interface TakenUpload {
  digest: string
  kept: { id: string; name: string; type: AttachmentType; size: number; sha256: string } | null
}

interface Wanted {
  number: number
  /** Stands over the form's own file name: some clients send temporary ones. */
  name: string | undefined
}

/** Boundaries and headers of a form, which are not bytes of the file. */
const formOverhead = 16 * 1024
const bytesOfMegabyte = 1024 * 1024

/** Gives up an upload's place and bytes; whatever fails here is found by the sweep. */
export const dropUpload = async ({ stage, config, machineNow }: Call, id: string): Promise<void> => {
  if (!(await stage.runner.transaction((tx) => discardAttachment(tx, id, machineNow)))) return
  await config.files.remove(id)
  await stage.runner.transaction((tx) => settleSwept(tx, id))
}

const digestOf = (name: string, sha256: string): string => createHash('sha256').update(`${name}\n${sha256}`).digest('hex')

/** Bytes → local file → what it is → storage. */
const store = async (call: Call, id: string, name: string, { bytes }: OpenedUpload, limitBytes: number): Promise<TakenUpload> => {
  const { files } = call.config
  const file: LocalFile = await receiveFile(bytes, path.join(files.incoming, id), limitBytes)
  const type = await sniffFile(file.path)
  const fitting = fitFileName(name, type)
  await files.put(id, file)
  const { size, sha256 } = file
  return { digest: digestOf(name, sha256), kept: { id, name: fitting, type, size, sha256 } }
}

const take = async (wanted: Wanted, upload: Upload, call: Call, maxBytes: number): Promise<TakenUpload> => {
  const announced = Math.max(0, upload.announced - (upload.isForm ? formOverhead : 0))
  const opened = await openUpload(upload)
  const given = wanted.name ?? opened.fileName ?? ''
  await refuseMarked([given], call)
  const name = cleanFileName(given)
  if (call.isRepeat) return { digest: digestOf(name, (await measureStream(opened.bytes, maxBytes)).sha256), kept: null }
  const { machineNow, session } = call
  const { id, limitBytes } = await perform(call.stage, { memberId: session?.memberId ?? null }, (ctx) =>
    reserveAttachment(ctx, { number: wanted.number, name, announced, machineNow }),
  )
  try {
    return await store(call, id, name, opened, limitBytes)
  } catch (error) {
    await dropUpload(call, id).catch(() => undefined)
    throw error
  }
}

/**
 * Takes a file off the request into the storage, under a place reserved for it; before any byte is read whoever may not see the matter has
 * got their 404. Whatever refuses it, the caller hears the answer: the rest of the body is read first and dropped.
 */
export const takeUpload = async (wanted: Wanted, upload: Upload, call: Call): Promise<TakenUpload> => {
  const maxMegabytes = call.office?.settings.attachments.maxMegabytes ?? 1
  const maxBytes = maxMegabytes * bytesOfMegabyte
  try {
    return await take(wanted, upload, call, maxBytes)
  } catch (error) {
    const isHeard = await drainUpload(upload)
    throw error instanceof FileTooLarge || !isHeard ? fileTooLarge(maxMegabytes) : error
  }
}

/** What a repeat that lost its answer meanwhile is told. */
export const keptOf = ({ kept }: TakenUpload): NonNullable<TakenUpload['kept']> => {
  if (kept === null) throw new Problem('conflict', '请重新上传')
  return kept
}
