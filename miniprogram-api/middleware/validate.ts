import { z } from 'zod'
import { Problem } from '../../rules/problems.ts'
import { pathText } from '../../use-cases/parse-input.ts'

const chinese = z.locales.zhCN().localeError

export interface FieldIssue {
  /** `parties[0].unitId`; empty: the whole input. */
  field: string
  message: string
}

/** The complaints of a schema, one a field. */
export const fieldIssues = (error: z.ZodError, under = ''): FieldIssue[] =>
  error.issues.map((issue) => ({ field: [under, pathText(issue.path)].filter((part) => part !== '').join('.'), message: issue.message }))

const decodeValue = (field: z.ZodType, value: unknown): unknown => {
  if (value === undefined || field.safeParse(value).success) return value
  if (field.safeParse([value]).success) return [value]
  if (value === 'true' || value === 'false') return value === 'true'
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value
}

/** A query string as its schema means it: numbers, flags and lists arrive as text. */
const decodeQuery = (schema: z.ZodType, raw: unknown): unknown => {
  if (!(schema instanceof z.ZodObject)) return raw
  const fields: Record<string, z.ZodType> = schema.shape
  return Object.fromEntries(
    Object.entries(raw as Record<string, unknown>).map(([name, value]) => {
      const field = fields[name]
      return [name, field ? decodeValue(field, value) : value]
    }),
  )
}

type Part = 'params' | 'query' | 'body'

/** The input's parts parsed by the route's schemas. Throws one `bad_request` that names every wrong field in Chinese. */
export const validate = (schemas: Partial<Record<Part, z.ZodType>>, raw: Record<Part, unknown>): Record<Part, unknown> => {
  const issues: FieldIssue[] = []
  const parse = (part: Part): unknown => {
    const schema = schemas[part]
    if (!schema) return undefined
    const parsed = schema.safeParse(part === 'query' ? decodeQuery(schema, raw[part]) : raw[part], { error: chinese })
    if (parsed.success) return parsed.data
    issues.push(...fieldIssues(parsed.error, part === 'body' ? '' : part))
    return undefined
  }
  const parts = { params: parse('params'), query: parse('query'), body: parse('body') }
  if (issues.some((issue) => issue.field.startsWith('params'))) throw new Problem('not_found', '没有这一项,或您无权查看')
  if (issues.length > 0) throw new Problem('bad_request', '填写有误,请按提示修改', issues)
  return parts
}
