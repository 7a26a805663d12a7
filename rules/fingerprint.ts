import { bigramsOf } from './similarity.ts'

/** Slots of a fingerprint; the share of equal ones estimates how much two texts have in common, within about ±0.15. */
const slots = 32
const letters = 6

/** FNV-1a over the pair, then mixed anew for every slot: as good as that many hash functions. */
const hashOf = (pair: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < pair.length; index += 1) hash = Math.imul(hash ^ pair.charCodeAt(index), 0x01000193)
  return hash
}

const mix = (hash: number, slot: number): number => {
  let mixed = Math.imul(hash ^ Math.imul(slot + 1, 0x9e3779b9), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 8
}

/**
 * MinHash of a text's character pairs (Broder 1997): texts that tell the same story share many slots whatever their order. 192 letters;
 * null when there is too little to compare. Written here because the packages on npm for it are long unkept and untyped.
 */
export const fingerprintOf = (text: string): string | null => {
  const hashes = [...new Set(bigramsOf(text))].map(hashOf)
  if (hashes.length < 8) return null
  return Array.from({ length: slots }, (_, slot) => {
    let least = 0xffffff
    for (const hash of hashes) least = Math.min(least, mix(hash, slot))
    return least.toString(16).padStart(letters, '0')
  }).join('')
}

/** The share of equal slots of two fingerprints, 0 to 1. */
export const likenessOf = (left: string, right: string): number => {
  let equal = 0
  for (let at = 0; at < slots * letters; at += letters) if (left.startsWith(right.slice(at, at + letters), at)) equal += 1
  return equal / slots
}
