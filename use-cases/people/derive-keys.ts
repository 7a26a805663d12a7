import { hkdfSync } from 'node:crypto'

/** Keys for separate uses, all from the office's one secret: losing one use's key says nothing about another's. */
export interface OfficeKeys {
  /** Seals mobile numbers (AES-256-GCM). */
  mobile: Buffer
  /** Hashes one-time codes and tickets (HMAC). */
  codes: Buffer
}

/** The same secret gives the same keys on every machine, so a restored backup can be read where the secret is. */
export const deriveKeys = (secret: Buffer): OfficeKeys => {
  const derive = (use: string): Buffer => Buffer.from(hkdfSync('sha256', secret, 'qunban', use, 32))
  return { mobile: derive('mobile'), codes: derive('codes') }
}
