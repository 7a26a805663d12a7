import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitText } from '../../../../bot/channels/wechaty/split-text.ts'

describe('splitting a long text', () => {
  it('leaves alone what fits', () => {
    expect(splitText('〔128〕已立项\n牵头 李四', 100)).toEqual(['〔128〕已立项\n牵头 李四'])
  })

  it('cuts at line ends', () => {
    expect(splitText('甲甲\n乙乙\n丙丙', 13)).toEqual(['甲甲\n乙乙', '丙丙'])
  })

  it('cuts a line that is too long by itself, and goes on with the next', () => {
    expect(splitText('甲甲甲甲甲\n乙', 10)).toEqual(['甲甲甲', '甲甲\n乙'])
  })

  it('does not cut through a character as people see it', () => {
    const family = '👨‍👩‍👧'
    expect(splitText(`${family}${family}`, 20)).toEqual([family, family])
  })

  it('keeps every character and every limit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('甲', 'a', ' ', '\n', '〔', '👌'), maxLength: 300 }),
        fc.integer({ min: 8, max: 60 }),
        (text, limit) => {
          const pieces = splitText(text, limit)
          const bare = (some: string): string => some.replaceAll('\n', '')
          expect(bare(pieces.join(''))).toBe(bare(text))
          for (const piece of pieces) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(limit)
        },
      ),
    )
  })
})
