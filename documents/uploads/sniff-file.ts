import { open } from 'node:fs/promises'
import { refuseType, type AttachmentType } from '../../rules/attachment-files.ts'
import { checkOfficeFile } from './check-office-file.ts'

const headBytes = 64
/** Where a PDF's last line stands, trailing blanks and signatures allowed for. */
const tailBytes = 4_096

const startsWith = (head: Buffer, ...bytes: readonly number[]): boolean => bytes.every((byte, at) => head[at] === byte)
const text = (head: Buffer, from: number, to: number): string => head.toString('latin1', from, to)

const heicBrands: readonly string[] = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx']

/** An ISO media file whose brands say that it holds a HEIC picture (not AVIF, not a film). */
const isHeic = (head: Buffer): boolean => {
  if (text(head, 4, 8) !== 'ftyp') return false
  const length = Math.min(head.readUInt32BE(0), head.length)
  const brands = [text(head, 8, 12)]
  for (let at = 16; at + 4 <= length; at += 4) brands.push(text(head, at, at + 4))
  const [major = ''] = brands
  return heicBrands.includes(major) || (major === 'mif1' && brands.some((brand) => heicBrands.includes(brand)))
}

const isPng = (head: Buffer): boolean => startsWith(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) && text(head, 12, 16) === 'IHDR'

/** By its first bytes alone; null when they say a zip or a PDF, which have to be looked at further. */
const byHead = (head: Buffer): AttachmentType | undefined => {
  if (isPng(head)) return 'png'
  if (startsWith(head, 0xff, 0xd8, 0xff)) return 'jpg'
  if (text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP') return 'webp'
  return isHeic(head) ? 'heic' : undefined
}

const readEnds = async (path: string): Promise<{ head: Buffer; tail: Buffer }> => {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const read = async (from: number, length: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from)
      return buffer.subarray(0, bytesRead)
    }
    return { head: await read(0, headBytes), tail: await read(Math.max(0, size - tailBytes), tailBytes) }
  } finally {
    await file.close()
  }
}

/**
 * What a file on disk is by its content, whatever it is called. Throws `bad_request` for everything outside the closed list, for macros
 * and for what is damaged, `too_large` for a zip bomb (docs/rules.md, Attachments).
 */
export const sniffFile = async (path: string): Promise<AttachmentType> => {
  const { head, tail } = await readEnds(path)
  if (head.length === 0) throw refuseType('文件是空的')
  const type = byHead(head)
  if (type) return type
  if (text(head, 0, 5) === '%PDF-') {
    if (!tail.includes('%%EOF')) throw refuseType('PDF 不完整')
    return 'pdf'
  }
  if (text(head, 0, 4) === 'PK\u0003\u0004') return checkOfficeFile(path)
  throw refuseType('不支持这种文件')
}
