import { parsePointsRules, type RuleSet } from '../../rules/points/index.ts'

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Before any office kept records: quotas given by themselves hold from the beginning. */
const everSince = '2000-01-01'

/**
 * The rules of an `office.json`: its rule sets, with the quotas given beside them in every one. Throws `bad_request` with every fault in
 * Chinese.
 */
export const planRules = ({ pointsRules, quotas }: { pointsRules: readonly unknown[]; quotas: readonly unknown[] }): RuleSet[] => {
  if (quotas.length === 0) return parsePointsRules(pointsRules)
  const sets = pointsRules.length > 0 ? pointsRules : [{ validFrom: everSince, name: '报送任务' }]
  return parsePointsRules(
    sets.map((set) => (isObject(set) ? { ...set, quotas: [...(Array.isArray(set['quotas']) ? set['quotas'] : []), ...quotas] } : set)),
  )
}
