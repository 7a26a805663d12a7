import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const ivBytes = 12
const tagBytes = 16
const format = 'v1:'

/** A mobile number sealed with the office's key (32 bytes): AES-256-GCM, `v1:` and base64 of iv, tag and text. */
export const sealMobile = (key: Buffer, mobile: string): string => {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const text = Buffer.concat([cipher.update(mobile, 'utf8'), cipher.final()])
  return format + Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64')
}

/** The number again. Throws when the key is another one or the text was changed. */
export const openMobile = (key: Buffer, sealed: string): string => {
  if (!sealed.startsWith(format)) throw new Error('not a sealed mobile number')
  const bytes = Buffer.from(sealed.slice(format.length), 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes))
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
}
