import { z } from 'zod'
import { Problem } from '../problems.ts'
import { pointsRulesSchema } from './points-rules-schema.ts'
import type { RuleSet } from './rule-set.ts'

const listNames: Readonly<Record<string, string>> = {
  reporting: '报送计分',
  adoption: '采用计分',
  instruction: '批示计分',
  multipliers: '加倍',
  incidents: '奖惩',
  quotas: '任务',
  periods: '周期计分',
  bounds: '上下限',
  zero: '清零',
  tables: '对照表',
}

const at = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined

const nameOf = (value: unknown): string => {
  const found = ['name', 'id', 'label', 'publication']
    .map((key) => at(value, key))
    .find((name): name is string => typeof name === 'string' && name !== '')
  return found === undefined ? '' : `“${found}”`
}

/** Where in the file: 第1套“六安”,采用计分第3条“政务快讯”,points. */
const placeInWords = (input: unknown, path: readonly PropertyKey[]): string => {
  let value = input
  let isInSet = false
  const words = path.map((key) => {
    value = at(value, key)
    if (typeof key !== 'number') return listNames[String(key)] ?? String(key)
    const word = isInSet ? `第${key + 1}条${nameOf(value)}` : `第${key + 1}套${nameOf(value)}`
    isInSet = true
    return word
  })
  return words.join(',').replaceAll(/,(第\d+条)/gu, '$1')
}

const chinese = z.locales.zhCN().localeError

/**
 * The rule sets of a file that was read as JSON. What is wrong is refused with `bad_request`, one line in Chinese for each fault with the
 * place where it stands.
 */
export const parsePointsRules = (input: unknown): RuleSet[] => {
  const parsed = pointsRulesSchema.safeParse(input, { error: chinese })
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => (path.length === 0 ? message : `${placeInWords(input, path)}:${message}`))
  throw new Problem('bad_request', `积分规则有误:\n${faults.join('\n')}`, faults)
}
