import { z } from 'zod'
import { officeSettingsSchema } from '../../rules/office-settings.ts'
import { page, table } from './markdown.ts'

/** What is used of the JSON schema that zod makes. */
interface Shape {
  type?: string
  description?: string
  default?: unknown
  properties?: Record<string, Shape>
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  pattern?: string
}

const range = (low: number | undefined, high: number | undefined): string => {
  if (low === undefined) return high === undefined ? '' : `, at most ${high}`
  if (high === undefined) return `, at least ${low}`
  return low === high ? `, ${low}` : `, ${low} to ${high}`
}

const writtenAs = (pattern: string): string => (pattern.includes(':') ? 'HH:mm' : `/${pattern}/`)

/** Number.MAX_SAFE_INTEGER is zod's way to say that there is no limit. */
const limit = (value: number | undefined): number | undefined => (value === Number.MAX_SAFE_INTEGER ? undefined : value)

const describeType = ({ type, ...shape }: Shape): string => {
  if (type === 'integer') return `integer${range(limit(shape.minimum), limit(shape.maximum))}`
  if (type === 'array') return `list${range(shape.minItems, shape.maxItems)}`
  if (type === 'string') return shape.pattern === undefined ? `text${range(shape.minLength, shape.maxLength)}` : writtenAs(shape.pattern)
  return type ?? ''
}

const rowsOf = (name: string, shape: Shape, fallback: unknown, meaning: string): string[][] => {
  const inner = Object.entries(shape.properties ?? {})
  const words = shape.description ?? meaning
  if (inner.length === 0) return [[`\`${name}\``, describeType(shape), `\`${JSON.stringify(fallback)}\``, words]]
  const defaults = fallback as Record<string, unknown>
  return inner.flatMap(([key, child], index) => rowsOf(`${name}.${key}`, child, defaults[key], index === 0 ? words : '〃'))
}

/** `docs/settings.md`: every setting of an office with its default. */
export const describeSettings = (): string => {
  const { properties = {} } = z.toJSONSchema(officeSettingsSchema, { io: 'input' }) as Shape
  const defaults: Record<string, unknown> = officeSettingsSchema.parse({})
  const rows = Object.entries(properties).flatMap(([name, shape]) => rowsOf(name, shape, defaults[name], ''))
  return page('Office settings', 'rules/office-settings.ts', [
    'One document per office, kept in the database. Read it with `npm run -s qunban -- settings get`, change one with ' +
      '`npm run -s qunban -- settings set reminders.at 09:30` (while the program is stopped, on SQLite), or both through ' +
      '`GET` and `PATCH /api/v1/settings` as the system administrator (系统管理员). A change takes effect at the next message or call; ' +
      'deadlines and reminders already written stay as they are.',
    table(['setting', 'value', 'default', '含义'], rows),
  ])
}
