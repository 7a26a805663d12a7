import { createHash, getHashes } from 'node:crypto'

/** SM3 where this Node's OpenSSL has it, else SHA-256; both are 64 letters of hex. */
const algorithm = (): string => (getHashes().includes('sm3') ? 'sm3' : 'sha256')

/** The digest of a text in its parts: what a signature names, and what changes when a letter does. */
export const digestText = (...parts: readonly string[]): string =>
  createHash(algorithm()).update(JSON.stringify(parts), 'utf8').digest('hex')
