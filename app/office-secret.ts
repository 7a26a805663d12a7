import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const secretBytes = 32

const parse = (text: string, from: string): Buffer => {
  const trimmed = text.trim()
  const secret = /^[0-9a-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64')
  if (secret.length !== secretBytes)
    throw new Error(`${from}: the secret must be ${secretBytes} bytes, as 64 hex digits or base64 (openssl rand -hex 32)`)
  return secret
}

const readOrMake = (file: string): Buffer => {
  try {
    return parse(readFileSync(file, 'utf8'), file)
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error
  }
  mkdirSync(path.dirname(file), { recursive: true })
  const secret = randomBytes(secretBytes)
  try {
    writeFileSync(file, `${secret.toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
    return secret
  } catch (error) {
    // Another process was first; theirs counts.
    if ((error as { code?: string }).code === 'EEXIST') return parse(readFileSync(file, 'utf8'), file)
    throw error
  }
}

/**
 * The office's one secret, from which every key is derived (use-cases/people/derive-keys.ts). Given as a value it is that; in
 * demonstration mode it is made once and kept in `file` (mode 0600); in production without a value it is null.
 */
export const officeSecret = (options: { value: string | undefined; mode: 'demo' | 'production'; file: string }): Buffer | null => {
  if (options.value !== undefined && options.value !== '') return parse(options.value, 'QUNBAN_SECRET')
  return options.mode === 'demo' ? readOrMake(options.file) : null
}
