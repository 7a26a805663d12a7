const END = 0x06054b50
const ENTRY = 0x02014b50
/** 1980-01-01 00:00, the first moment a zip can name. */
const FIRST_DAY = 0x0021

/**
 * Takes the machine's time out of a zip, in place: every entry is dated 1980-01-01. The writers of .docx and .xlsx put their own clock
 * there, and the same paper made twice would have different bytes, which a signature by digest cannot bear.
 */
export const settleZip = (zip: Buffer): Buffer => {
  let end = zip.length - 22
  while (end >= 0 && zip.readUInt32LE(end) !== END) end -= 1
  if (end < 0) throw new Error('not a zip')
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new Error('the directory of the zip is broken')
    const local = zip.readUInt32LE(at + 42)
    for (const time of [at + 12, local + 10]) zip.writeUInt32LE(FIRST_DAY << 16, time)
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return zip
}
