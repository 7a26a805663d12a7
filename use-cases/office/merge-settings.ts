import { officeSettingsSchema, type OfficeSettings } from '../../rules/office-settings.ts'
import { parseInput } from '../parse-input.ts'

type Plain = Record<string, unknown>

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

const mergeDeep = (base: unknown, patch: unknown): unknown => {
  if (!isPlain(base) || !isPlain(patch)) return patch
  const merged: Plain = { ...base }
  for (const [key, value] of Object.entries(patch)) if (value !== undefined) merged[key] = mergeDeep(base[key], value)
  return merged
}

/** The settings with the patch laid over them: objects key by key, lists and figures whole. Throws `bad_request` with the path. */
export const mergeSettings = (current: OfficeSettings, patch: unknown): OfficeSettings =>
  parseInput(officeSettingsSchema, mergeDeep(current, patch))
