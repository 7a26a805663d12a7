import { deflateSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { shrinkPng } from '../../scripts/take-pictures/shrink-png.ts'

type Pixel = readonly [number, number, number]

const part = (type: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length)
  head.write(type, 4, 'latin1')
  // Readers of ours do not look at the sums; the last four bytes only keep their place.
  return Buffer.concat([head, data, Buffer.alloc(4)])
}

/** A picture as a browser writes it: `filter` says how each row is told from its neighbours. */
const png = (rows: readonly (readonly Pixel[])[], { filter = 0, alpha = false, depth = 8 } = {}): Buffer => {
  const size = alpha ? 4 : 3
  const plain = rows.map((row) => Buffer.from(row.flatMap((pixel) => (alpha ? [...pixel, 255] : [...pixel]))))
  const lines = plain.map((row, y) => {
    const up = (i: number): number => (i < 0 ? 0 : (plain[y - 1]?.[i] ?? 0))
    const left = (i: number): number => (i < size ? 0 : row[i - size]!)
    const guess = (i: number): number => {
      if (filter === 1) return left(i)
      if (filter === 2) return up(i)
      if (filter === 3) return (left(i) + up(i)) >> 1
      if (filter === 0) return 0
      const corner = i < size ? 0 : up(i - size)
      const far = (value: number): number => Math.abs(left(i) + up(i) - corner - value)
      return [left(i), up(i), corner].reduce((best, value) => (far(value) < far(best) ? value : best))
    }
    return Buffer.from([filter, ...row.map((byte, i) => (byte - guess(i)) & 255)])
  })
  const head = Buffer.alloc(13)
  head.writeUInt32BE(rows[0]!.length, 0)
  head.writeUInt32BE(rows.length, 4)
  head.set([depth, alpha ? 6 : 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = part('IDAT', deflateSync(Buffer.concat(lines)))
  return Buffer.concat([signature, part('IHDR', head), data, part('IEND', Buffer.alloc(0))])
}

/** The pixels of a picture with a palette, and how many colours it names. */
const read = (file: Buffer): { rows: Pixel[][]; colours: number } => {
  const parts = new Map<string, Buffer>()
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12)
    parts.set(file.toString('latin1', at + 4, at + 8), file.subarray(at + 8, at + 8 + file.readUInt32BE(at)))
  const [head, palette] = [parts.get('IHDR')!, parts.get('PLTE')!]
  const width = head.readUInt32BE(0)
  const raw = inflateSync(parts.get('IDAT')!)
  const colour = (index: number): Pixel => [...palette.subarray(index * 3, index * 3 + 3)] as unknown as Pixel
  const rows = Array.from({ length: head.readUInt32BE(4) }, (_, y) =>
    [...raw.subarray(y * (width + 1) + 1, (y + 1) * (width + 1))].map((index) => colour(index)),
  )
  return { rows, colours: palette.length / 3 }
}

const wheel = (x: number, y: number): Pixel => [(x * 37) & 255, (y * 91) & 255, ((x + y) * 53) & 255]
const picture = Array.from({ length: 6 }, (_, y) => Array.from({ length: 8 }, (_, x) => wheel(x, y)))

describe('shrinkPng', () => {
  it.each([0, 1, 2, 3, 4])('keeps every pixel where the palette holds its colours (rows filtered by %i)', (filter) => {
    expect(read(shrinkPng(png(picture, { filter }), 64)).rows).toEqual(picture)
    expect(read(shrinkPng(png(picture, { filter, alpha: true }), 64)).rows).toEqual(picture)
  })

  it('names no more colours than allowed, and gives each pixel the nearest of them', () => {
    const greys = [
      [...Array.from({ length: 100 }, (): Pixel => [200, 200, 200]), ...Array.from({ length: 64 }, (_, x): Pixel => [x, x, x])],
    ]
    const { rows, colours } = read(shrinkPng(png(greys), 20))
    expect(colours).toBe(20)
    expect(rows[0]!.slice(0, 100)).toEqual(greys[0]!.slice(0, 100))
    for (const [x, [grey]] of rows[0]!.slice(100).entries()) expect(Math.abs(grey - x)).toBeLessThan(50)
  })

  it('refuses what no browser of ours writes', () => {
    expect(() => shrinkPng(png(picture, { depth: 16 }))).toThrow('not a PNG')
  })
})
