import { recommendedEvents, recommendedForms, recommendedLevels } from './points/codes.ts'

/** What people write for a level, longest first, so that 县市级 is not read as 县. */
const levelWords: readonly (readonly [word: string, code: string])[] = [
  ['本部门', 'department'],
  ['自治区', 'province'],
  ['国务院', 'national'],
  ['乡镇', 'town'],
  ['县市', 'county_city'],
  ['部委', 'ministry'],
  ['国家', 'national'],
  ['中央', 'national'],
  ['中办', 'national'],
  ['国办', 'national'],
  ['部门', 'department'],
  ['网站', 'website'],
  ['媒体', 'media'],
  ['县', 'county'],
  ['区', 'district'],
  ['市', 'city'],
  ['州', 'prefecture'],
  ['省', 'province'],
  ['部', 'ministry'],
  ['镇', 'town'],
  ['乡', 'town'],
]

const code = /^[a-z][a-z_]{1,31}$/u
const level = new RegExp(`^(?:${levelWords.map(([word]) => word).join('|')})(?:级|委|政府)?(?:办公[厅室]|办)?(?=[\\s《〈]|$)`, 'u')

/** The level at the beginning of a text, as word and code; null when there is none. An office's own code may stand for a word. */
export const readLevel = (text: string): { code: string; length: number } | null => {
  const written = level.exec(text)?.[0]
  if (written !== undefined) {
    const found = levelWords.find(([word]) => written.startsWith(word))
    return found ? { code: found[1], length: written.length } : null
  }
  const own = /^[a-z_]+(?=[\s《〈]|$)/u.exec(text)?.[0]
  return own !== undefined && code.test(own) ? { code: own, length: own.length } : null
}

/** The whole text as a level's code. */
export const levelCode = (text: string): string | null => {
  const found = readLevel(text)
  return found !== null && found.length === text.length ? found.code : null
}

/** What may be written for a level, for refusals. */
export const levelNames = [...new Set(Object.values(recommendedLevels))].join('、')

const codeIn = (labels: Readonly<Record<string, string>>, word: string): string | null =>
  Object.entries(labels).find(([, label]) => label === word)?.[0] ?? null

/** A form by its recommended name, else as it was written: an office makes up its own. */
export const formCode = (word: string): string => codeIn(recommendedForms, word) ?? word

/** What was done with an item, by its recommended name or a code; null for anything else. */
export const eventCode = (word: string): string | null => codeIn(recommendedEvents, word) ?? (code.test(word) ? word : null)

/** What may be written for it, for refusals. */
export const eventNames = Object.values(recommendedEvents).join('、')
