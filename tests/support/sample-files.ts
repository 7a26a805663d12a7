import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipPart {
  name: string
  bytes: Buffer | string
  /** What the directory says of it instead of the truth. */
  claimed?: number
  /** The directory points to the bytes of the part before. */
  sharesBytes?: true
}

const le = (...fields: readonly [bytes: 2 | 4, value: number][]): Buffer =>
  Buffer.concat(
    fields.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes)
      field.writeUIntLE(value, 0, bytes)
      return field
    }),
  )

/** A zip as an office program would write it, or as an attacker would. */
export const zipOf = (parts: readonly ZipPart[]): Buffer => {
  const [bodies, directory]: [Buffer[], Buffer[]] = [[], []]
  let [offset, lastOffset] = [0, 0]
  for (const { name, bytes, claimed, sharesBytes } of parts) {
    const content = Buffer.from(bytes)
    const packed = deflateRawSync(content)
    const label = Buffer.from(name)
    const facts = le(
      [2, 20],
      [2, 0x800],
      [2, 8],
      [4, 0],
      [4, crc32(content)],
      [4, packed.length],
      [4, claimed ?? content.length],
      [2, label.length],
      [2, 0],
    )
    if (!sharesBytes) {
      lastOffset = offset
      const body = Buffer.concat([le([4, 0x04034b50]), facts, label, packed])
      bodies.push(body)
      offset += body.length
    }
    directory.push(le([4, 0x02014b50], [2, 20]), facts, le([2, 0], [2, 0], [2, 0], [4, 0], [4, lastOffset]), label)
  }
  const list = Buffer.concat(directory)
  return Buffer.concat([
    ...bodies,
    list,
    le([4, 0x06054b50], [2, 0], [2, 0], [2, parts.length], [2, parts.length], [4, list.length], [4, offset], [2, 0]),
  ])
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
export const contentTypes = (main = word): ZipPart => ({
  name: '[Content_Types].xml',
  bytes: `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
})

/** The least that is a .docx, with further parts. */
export const docxOf = (...more: readonly ZipPart[]): Buffer =>
  zipOf([contentTypes(), { name: 'word/document.xml', bytes: '<w:document>办理情况</w:document>' }, ...more])

export const pngOf = (size = 200): Buffer =>
  Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(Math.max(0, size - 16), 7)])
export const pdfOf = (size = 200): Buffer =>
  Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(Math.max(0, size - 15), 0x20), Buffer.from('%%EOF\n')])
export const jpgBytes = Buffer.from('ffd8ffe000104a46494600010100', 'hex')
export const webpBytes = Buffer.from('RIFF\u0010\u0000\u0000\u0000WEBPVP8 ', 'latin1')
/** A picture as a telephone writes it. */
export const heicOf = (...brands: readonly string[]): Buffer => {
  const [major = 'heic', ...others] = brands
  const box = Buffer.from(`ftyp${major}\0\0\0\0${others.join('')}`, 'latin1')
  return Buffer.concat([le([4, 0]), box, Buffer.alloc(40)]).fill(Buffer.from([0, 0, 0, box.length + 4]), 0, 4)
}
