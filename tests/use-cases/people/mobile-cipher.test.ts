import { describe, expect, test } from 'vitest'
import { maskMobile } from '../../../rules/mobile.ts'
import { deriveKeys } from '../../../use-cases/people/derive-keys.ts'
import { openMobile, sealMobile } from '../../../use-cases/people/mobile-cipher.ts'

const key = Buffer.alloc(32, 1)

describe('a sealed mobile number', () => {
  test('opens with the same key, and two seals differ', () => {
    const sealed = sealMobile(key, '13812345678')
    expect(openMobile(key, sealed)).toBe('13812345678')
    expect(sealMobile(key, '13812345678')).not.toBe(sealed)
  })

  test('opens with no other key', () => {
    expect(() => openMobile(Buffer.alloc(32, 2), sealMobile(key, '13812345678'))).toThrow(/authenticate/)
  })

  test('shows when it was changed', () => {
    const bytes = Buffer.from(sealMobile(key, '13812345678').slice(3), 'base64')
    bytes[bytes.length - 1]! ^= 1
    expect(() => openMobile(key, `v1:${bytes.toString('base64')}`)).toThrow(/authenticate/)
    expect(() => openMobile(key, '13812345678')).toThrow('not a sealed mobile number')
  })
})

test('lists show 138****5678', () => {
  expect(maskMobile('13812345678')).toBe('138****5678')
})

test('one secret gives two keys that are not each other, the same every time', () => {
  const { mobile, codes } = deriveKeys(Buffer.alloc(32, 3))
  expect(mobile).not.toEqual(codes)
  expect(deriveKeys(Buffer.alloc(32, 3))).toEqual({ mobile, codes })
})
