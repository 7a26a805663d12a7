import { expect, it } from 'vitest'
import { findRuleSet, parsePointsRules } from '../../../rules/points/index.ts'
import { Problem } from '../../../rules/problems.ts'
import { rules } from './points-case.ts'

const complaintsOf = (input: unknown): string => {
  try {
    parsePointsRules(input)
  } catch (problem) {
    if (problem instanceof Problem) return problem.message
    throw problem
  }
  return ''
}

const complaints = (set: Record<string, unknown>): string => complaintsOf([{ validFrom: '2026-01-01', name: '甲', ...set }])

it('fills in what was left unsaid, with instruction points and ranking off', () => {
  const [set] = rules({ adoption: [{ level: 'city', points: 2.5 }] })
  expect(set).toMatchObject({ instructionPoints: false, ranking: false, jointReport: 'split_evenly', multiPublication: 'sum', periods: [] })
})

it('changes nothing when it reads its own answer again', () => {
  const once = rules({
    adoption: [{ level: 'city', points: 2.5 }],
    quotas: [{ id: '任务', per: 'month', min: 3 }],
    periods: [{ per: 'month', if: { quota: '任务', met: false }, perMissing: -1 }],
  })
  expect(parsePointsRules(JSON.parse(JSON.stringify(once)))).toEqual(once)
})

it.each([
  ['a figure with three decimals', { adoption: [{ points: 1.234 }] }, '第1套“甲”,采用计分第1条,points:分值最多两位小数'],
  ['a negative figure for a use', { adoption: [{ points: -1 }] }, '此处分值不能是负数'],
  ['a figure in words', { adoption: [{ id: '要情', points: '十分' }] }, '采用计分第1条“要情”,points:分值写成数字'],
  ['a field that does not exist', { adoption: [{ points: 1, leval: 'city' }] }, '不认识的字段:leval'],
  ['figure and base at once', { adoption: [{ points: 1, of: 'entered' }] }, '写明分值 points,或写明基数 of,二者取一'],
  ['a factor without a base', { adoption: [{ points: 1, times: 2 }] }, '倍数 times 与基数 of 同用'],
  ['a factor of nothing', { adoption: [{ of: 'entered', times: 0 }] }, '倍数要大于0'],
  ['a table that is not there', { adoption: [{ of: { table: '省' } }] }, '没有“省”这张表'],
  ['a base that is not there', { adoption: [{ of: { rule: '甲' } }] }, '没有编号为“甲”的采用规则'],
  [
    'a base that has itself a base',
    {
      adoption: [
        { id: '甲', level: 'a', of: 'entered' },
        { level: 'b', of: { rule: '甲' } },
      ],
    },
    '不能作基数',
  ],
  [
    'an id twice',
    {
      adoption: [
        { id: '甲', level: 'a', points: 1 },
        { id: '甲', level: 'b', points: 1 },
      ],
    },
    '规则编号“甲”重复',
  ],
  ['a class that is not there', { unitClasses: ['一类'], adoption: [{ unitClass: '二类', points: 1 }] }, '没有“二类”这个单位类别'],
  ['a task that is not there', { periods: [{ per: 'month', if: { quota: '任务' }, points: 1 }] }, '没有编号为“任务”的任务'],
  [
    'a task that is longer than the period',
    { quotas: [{ id: '全年', per: 'year', min: 1 }], periods: [{ per: 'month', if: { quota: '全年' }, points: 1 }] },
    '任务“全年”的周期比本条规则长',
  ],
  ['points for missing items of no task', { periods: [{ per: 'month', perMissing: -1 }] }, '要有任务 quota 或 atLeast'],
  ['two ways of counting a period', { periods: [{ per: 'month', points: 1, perExtra: 1 }] }, '中的一个'],
  ['a bound that bounds nothing', { bounds: [{ per: 'month' }] }, '写明上限 cap 或下限 floor'],
  ['a floor above the cap', { bounds: [{ per: 'month', cap: 1, floor: 2 }] }, '下限不能高于上限'],
  ['a bound of rules that are not there', { bounds: [{ per: 'month', cap: 1, of: { rules: ['甲'] } }] }, '没有编号为“甲”的规则'],
  ['a range upside down', { incidents: [{ range: { min: -5, max: -10 } }] }, '范围的 min 要小于 max'],
  ['an incident without any effect', { incidents: [{ incident: 'late' }] }, '写明分值 points、范围 range 或 voidsItem'],
  ['a day that does not exist', { validFrom: '2026-02-30' }, 'validFrom:没有这一天'],
  ['a task without a figure', { quotas: [{ per: 'month' }] }, '写明任务数 min 或各单位任务数 minFor'],
])('refuses %s and says where it stands', (_, set, words) => {
  expect(complaints(set)).toContain(words)
})

it('refuses two sets from the same day, and what is no list at all', () => {
  const set = { validFrom: '2026-01-01', name: '甲' }
  expect(complaintsOf([set, { ...set, name: '乙' }])).toContain('第2套“乙”,validFrom:另有一套规则也从2026-01-01起执行')
  for (const nonsense of [null, {}, 'rules', [[]], [null], 3]) expect(complaintsOf(nonsense)).toContain('积分规则有误')
  expect(complaintsOf([])).toBe('')
})

it('refuses a flood', () => {
  const adoption = Array.from({ length: 501 }, (_, at) => ({ publication: `刊${at}`, points: 1 }))
  expect(complaints({ adoption })).toContain('最多500条')
  const alike = Array.from({ length: 500 }, () => ({ points: 1 }))
  const begin = performance.now()
  expect(complaints({ adoption: alike }).split('\n')).toHaveLength(21)
  expect(performance.now() - begin).toBeLessThan(2_000)
})

it('refuses two rules of which neither is more particular', () => {
  const unclear = complaints({
    adoption: [
      { id: '市级', level: 'city', points: 2 },
      { id: '简讯', form: 'brief', points: 1 },
    ],
  })
  expect(unclear).toContain('“市级”与“简讯”对“层级 city、体裁 brief”都适用')
  expect(
    complaints({
      adoption: [
        { level: ['city', 'province'], points: 2 },
        { level: ['province', 'national'], points: 1 },
      ],
    }),
  ).toContain('都适用')
  expect(
    complaints({
      adoption: [
        { level: 'city', points: 2 },
        { level: 'city', points: 2 },
      ],
    }),
  ).toContain('都适用')
  expect(
    complaints({
      adoption: [
        { level: { not: 'city' }, points: 2 },
        { form: 'brief', points: 2 },
      ],
    }),
  ).toContain('都适用')
})

it('takes them once a third rule or a priority settles it', () => {
  const city = { id: '市级', level: 'city', points: 2 }
  const brief = { id: '简讯', form: 'brief', points: 1 }
  expect(complaints({ adoption: [city, brief, { level: 'city', form: 'brief', points: 1.5 }] })).toBe('')
  expect(complaints({ adoption: [city, { ...brief, priority: 1 }] })).toBe('')
  expect(complaints({ adoption: [city, { form: 'brief', level: { not: 'city' }, points: 1 }] })).toBe('')
})

it('applies the latest set that has begun, in whatever order they stand', () => {
  const sets = rules({ validFrom: '2026-07-01', name: '下半年' }, { validFrom: '2025-01-01', name: '去年' }, { name: '上半年' })
  expect(findRuleSet(sets, '2024-12-31')).toBeUndefined()
  expect(findRuleSet(sets, '2025-12-31')?.name).toBe('去年')
  expect(findRuleSet(sets, '2026-06-30')?.name).toBe('上半年')
  expect(findRuleSet(sets, '2026-07-01')?.name).toBe('下半年')
})
