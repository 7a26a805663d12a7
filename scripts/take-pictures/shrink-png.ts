import { deflateSync, inflateSync } from 'node:zlib'

/**
 * A screenshot again as a PNG with a palette of at most `colours`: the page has few colours, and a third of the bytes is enough.
 * Takes what Chromium writes (8 bits a channel, with or without alpha, not interlaced); throws on anything else.
 */
export const shrinkPng = (png: Buffer, colours = 48): Buffer => {
  const { width, height, pixels } = decode(png)
  const palette = choosePalette(pixels, colours)
  const rows = Buffer.alloc((width + 1) * height)
  const known = new Map<number, number>()
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = pixels[y * width + x] ?? 0
      let index = known.get(colour)
      if (index === undefined) known.set(colour, (index = nearest(palette, colour)))
      rows[y * (width + 1) + 1 + x] = index
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  const table = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))
  const data = deflateSync(rows, { level: 9, memLevel: 9 })
  return Buffer.concat([signature, chunk('IHDR', head), chunk('PLTE', table), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let sum = byte
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  return sum
})

const crc = (bytes: Buffer): number => {
  let sum = 0xffffffff
  for (const byte of bytes) sum = (crcTable[(sum ^ byte) & 255] ?? 0) ^ (sum >>> 8)
  return (sum ^ 0xffffffff) >>> 0
}

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc(body))
  return Buffer.concat([length, body, check])
}

/** The pixels of a PNG as 0xRRGGBB, row by row. */
const decode = (png: Buffer): { width: number; height: number; pixels: Uint32Array } => {
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  const [width, height, depth, type, interlaced] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25], png[28]]
  if (depth !== 8 || (type !== 2 && type !== 6) || interlaced !== 0) throw new Error('not a PNG as Chromium writes it')
  const size = type === 6 ? 4 : 3
  const stride = width * size
  const raw = inflateSync(Buffer.concat(parts))
  const pixels = new Uint32Array(width * height)
  let above: Buffer = Buffer.alloc(stride)
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1)
    const row = unfilter(raw[start] ?? 0, raw.subarray(start + 1, start + 1 + stride), above, size)
    for (let x = 0; x < width; x += 1) pixels[y * width + x] = row.readUIntBE(x * size, 3)
    above = row
  }
  return { width, height, pixels }
}

/** One row without the PNG filter it was written with. */
const unfilter = (filter: number, row: Buffer, above: Buffer, size: number): Buffer => {
  const out = Buffer.from(row)
  for (let i = 0; i < out.length; i += 1) {
    const left = i < size ? 0 : (out[i - size] ?? 0)
    const up = above[i] ?? 0
    const corner = i < size ? 0 : (above[i - size] ?? 0)
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
    out[i] = ((out[i] ?? 0) + guess) & 255
  }
  return out
}

const paeth = (left: number, up: number, corner: number): number => {
  const [byLeft, byUp, byCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  if (byLeft <= byUp && byLeft <= byCorner) return left
  return byUp <= byCorner ? up : corner
}

const distance = (a: number, b: number): number =>
  ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2

const nearest = (palette: readonly number[], colour: number): number => {
  let best = 0
  palette.forEach((each, index) => {
    if (distance(each, colour) < distance(palette[best] ?? 0, colour)) best = index
  })
  return best
}

/** The surfaces (the most frequent colours, however alike), then colours that are well apart, then less well apart, until the palette is full. */
const choosePalette = (pixels: Uint32Array, size: number): number[] => {
  const counts = new Map<number, number>()
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const frequent = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour)
  const chosen = frequent.slice(0, Math.min(16, size))
  for (const apart of [48, 24, 8, 0]) {
    for (const colour of frequent) {
      if (chosen.length >= size) return chosen
      if (!chosen.some((each) => distance(each, colour) <= apart ** 2)) chosen.push(colour)
    }
  }
  return chosen
}
