import { createReadStream } from 'node:fs'
import { createHash } from 'node:crypto'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { PassThrough } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Problem } from '../../rules/problems.ts'
import {
  createDigest,
  formatName,
  formatVersion,
  type BackupEnd,
  type BackupHeader,
  type Cell,
  type FileLine,
  type TableLine,
} from './backup-format.ts'

export type BackupLine =
  | { kind: 'header'; header: BackupHeader }
  | { kind: 'table'; head: TableLine }
  | { kind: 'row'; row: Cell[] }
  /** The pieces behind it are its bytes. */
  | { kind: 'file'; head: FileLine }
  | { kind: 'piece'; bytes: Buffer }

const broken = (why: string): Problem => new Problem('bad_request', `备份文件不可用:${why}`)

const parseLine = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw broken('内容损坏')
  }
}

const readHeader = (text: string): BackupHeader => {
  const header = parseLine(text) as Partial<BackupHeader> | null
  if (header?.format !== formatName) throw broken('不是群办的备份')
  if (header.version !== formatVersion) throw broken(`格式版本 ${String(header.version)} 不认识`)
  return header as BackupHeader
}

const unreadable: readonly unknown[] = ['ENOENT', 'EACCES', 'EISDIR']

/** The lines of the gzipped file; a damaged or cut archive is `bad_request`. */
async function* readText(file: string): AsyncGenerator<string> {
  const text = new PassThrough()
  // Its failure reaches the reader through `text`.
  const pumping = pipeline(createReadStream(file), createGunzip(), text).catch(() => undefined)
  try {
    for await (const line of createInterface({ input: text, crlfDelay: Infinity })) yield line
    if (text.errored) throw text.errored
  } catch (error) {
    throw unreadable.includes((error as { code?: unknown }).code) ? broken('文件打不开') : broken('内容损坏或不完整')
  } finally {
    text.destroy()
    await pumping
  }
}

interface FileMeter {
  id: string | null
  add(bytes: Buffer): void
  /** Throws when the bytes that came are not those of the file. */
  close(): void
}

const noFile: FileMeter = {
  id: null,
  add: () => {
    throw broken('有不属于任何附件的内容')
  },
  close: () => undefined,
}

const meterOf = ({ file, size, sha256, gone, damaged }: FileLine): FileMeter => {
  if (gone || damaged) return noFile
  const hash = createHash('sha256')
  let seen = 0
  return {
    id: file,
    add: (bytes) => {
      seen += bytes.length
      hash.update(bytes)
    },
    close: () => {
      if (seen !== size || hash.digest('hex') !== sha256) throw broken(`附件 ${file} 的内容对不上`)
    },
  }
}

/**
 * The lines of a backup in order. The digest is checked at its end, so nothing read may be kept when this throws
 * (`bad_request`: not a backup, cut, or changed).
 */
export async function* readBackup(file: string): AsyncGenerator<BackupLine> {
  const digest = createDigest()
  let isFirst = true
  let end: BackupEnd | undefined
  let openFile = noFile
  for await (const text of readText(file)) {
    if (end) throw broken('结尾之后还有内容')
    if (isFirst) {
      isFirst = false
      yield { kind: 'header', header: readHeader(text) }
      continue
    }
    const line = parseLine(text) as Cell[] | string | TableLine | FileLine | BackupEnd
    if (typeof line === 'string') {
      const bytes = Buffer.from(line, 'base64')
      openFile.add(bytes)
      yield { kind: 'piece', bytes }
      continue
    }
    if (!Array.isArray(line) && 'file' in line) {
      if (line.damaged !== true || line.file !== openFile.id) openFile.close()
      openFile = meterOf(line)
      yield { kind: 'file', head: line }
      continue
    }
    if (!Array.isArray(line) && 'end' in line) {
      openFile.close()
      end = line
      continue
    }
    digest.add(text)
    yield Array.isArray(line) ? { kind: 'row', row: line } : { kind: 'table', head: line }
  }
  if (!end) throw broken('不完整')
  if (end.digest !== digest.hex()) throw broken('摘要不符,内容被改过')
}

/** Reads a backup through once and returns its header; throws what `readBackup` throws. */
export const checkBackup = async (file: string): Promise<BackupHeader> => {
  let header: BackupHeader | undefined
  for await (const line of readBackup(file)) if (line.kind === 'header') ({ header } = line)
  if (!header) throw broken('是空的')
  return header
}
