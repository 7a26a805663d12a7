import { z } from 'zod'
import { Problem } from '../rules/problems.ts'

const chinese = z.locales.zhCN().localeError

/** `people[3].unit`; the empty path is the input itself. */
export const pathText = (path: readonly PropertyKey[]): string =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`)).join('')

/** One complaint a line: `people[3].unit:…`. */
export const describeIssues = (error: z.ZodError): string[] =>
  error.issues.map((issue) => (issue.path.length === 0 ? issue.message : `${pathText(issue.path)}:${issue.message}`))

/** What is wrong with the input, one complaint a line in Chinese with its path under `under`; empty when nothing is. */
export const listFaults = (schema: z.ZodType, input: unknown, under: readonly PropertyKey[] = []): string[] => {
  const parsed = schema.safeParse(input, { error: chinese })
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${pathText([...under, ...path])}:${message}`)
}

/** The same for what somebody wrote in the chat: in the schema's own words, without names of fields. */
export const parseSaid = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(input, { error: chinese })
  if (parsed.success) return parsed.data
  throw new Problem('bad_request', [...new Set(parsed.error.issues.map(({ message }) => message))].join('\n'))
}

/** What the schema makes of the input, or `bad_request` that says in Chinese what is wrong where. */
export const parseInput = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(input, { error: chinese })
  if (parsed.success) return parsed.data
  const issues = describeIssues(parsed.error)
  throw new Problem('bad_request', issues.join('\n'), issues)
}
