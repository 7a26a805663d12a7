import { createHash, randomBytes } from 'node:crypto'

/** What the database keeps of a token or ticket: SHA-256, hex. A random 32-byte secret needs no salt. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** A new opaque secret: 32 random bytes, base64url. */
export const createToken = (): string => randomBytes(32).toString('base64url')
