import { describe, expect, it } from 'vitest'
import { judgeIncidentPoints, scoreItem, scorePeriods, type Incident, type PointEntry, type RuleSet } from '../../../rules/points/index.ts'
import { adopted, inMonths, item, rules, total, year } from './points-case.ts'

/** Lines of so many points won by an item in each month, from January on. */
const won = (...byMonth: number[]): PointEntry[] =>
  byMonth.flatMap((points, at) => {
    const on = `2026-${String(at + 1).padStart(2, '0')}-10`
    return scoreItem(rules({ adoption: [{ id: '采用', points }] }), item({ reportedOn: on, adoptions: [adopted('city', '甲', { on })] }))
  })

const happened = (kind: string, on: string, more: Partial<Incident> = {}): Incident => ({ id: `${kind}${on}`, kind, on, ...more })

/** The unit's year as it stands, by month: the sum of all lines up to the end of it. */
const standing = (sets: RuleSet[], facts: ReturnType<typeof year>, month: string): number =>
  total([...facts.entries, ...scorePeriods(sets, facts)].filter((entry) => entry.month <= month))

describe('period rules', () => {
  it('give base points for the period once it is over', () => {
    const sets = rules({ periods: [{ id: '基本分', per: 'quarter', points: 6 }] })
    expect(total(scorePeriods(sets, year()))).toBe(24)
    expect(scorePeriods(sets, year({ through: '2026-06-29' }))).toMatchObject([{ on: '2026-03-31', note: '2026年第1季度 基本分 6分' }])
  })

  it('reward a month in which the task was done, and leave classes without a task alone', () => {
    const sets = rules({
      quotas: [{ id: '每月2条', unitClass: '一类', per: 'month', min: 2 }],
      periods: [{ id: '月基础分', per: 'month', if: { quota: '每月2条', met: true }, points: 10, otherwise: -3 }],
    })
    const tallies = inMonths([2, 1, 5])
    expect(scorePeriods(sets, year({ tallies, through: '2026-03-31' })).map(({ points }) => points)).toEqual([1000, -300, 1000])
    expect(scorePeriods(sets, year({ tallies, unitClass: '二类' }))).toEqual([])
  })

  it('judge a longer period by every one of its months', () => {
    const sets = rules({
      quotas: [{ id: '每月1条', per: 'month', min: 1 }],
      periods: [{ per: 'year', if: { quota: '每月1条' }, points: 20 }],
    })
    expect(total(scorePeriods(sets, year({ tallies: inMonths(Array.from({ length: 12 }, () => 1)) })))).toBe(20)
    expect(total(scorePeriods(sets, year({ tallies: inMonths([12, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]) })))).toBe(0)
  })

  it('know a threshold', () => {
    const sets = rules({ periods: [{ per: 'year', if: { count: 'reported', atLeast: 15 }, points: 50 }] })
    expect(total(scorePeriods(sets, year({ tallies: inMonths([14]) })))).toBe(0)
    expect(total(scorePeriods(sets, year({ tallies: inMonths([14, 1]) })))).toBe(50)
  })

  it('take off for each missing item, add for each extra one, within limits', () => {
    const quotas = [{ id: '每月3条', per: 'month', min: 3 }]
    const facts = year({ tallies: inMonths([1, 3, 6]), through: '2026-03-31' })
    expect(scorePeriods(rules({ quotas, periods: [{ per: 'month', if: { quota: '每月3条' }, perMissing: -0.5 }] }), facts)).toMatchObject([
      { points: -100, month: '2026-01', note: '2026年1月 periods.1 缺2条,每条-0.5分' },
    ])
    expect(total(scorePeriods(rules({ quotas, periods: [{ per: 'month', if: { quota: '每月3条' }, perExtra: 1, cap: 2 }] }), facts))).toBe(
      2,
    )
    expect(total(scorePeriods(rules({ quotas, periods: [{ per: 'quarter', if: { quota: '每月3条' }, perMissing: -2 }] }), facts))).toBe(-4)
    const atLeast = rules({ periods: [{ per: 'month', if: { count: 'reported', atLeast: 3 }, perMissing: -1 }] })
    expect(total(scorePeriods(atLeast, facts))).toBe(-2)
  })

  it('take off in proportion to points that are missing', () => {
    const sets = rules({
      quotas: [{ id: '月10分', per: 'month', count: 'points', min: 10 }],
      periods: [{ per: 'month', if: { quota: '月10分' }, perMissing: -2 }],
    })
    expect(total(scorePeriods(sets, year({ entries: won(9.25, 12), through: '2026-02-28' })))).toBe(-1.5)
  })

  it('score in proportion to what is done, at most the whole', () => {
    const sets = rules({
      quotas: [{ id: '全年6条', per: 'year', count: 'adopted', minFor: { 水务局: 6, 城管局: 9 } }],
      periods: [{ per: 'year', if: { quota: '全年6条' }, proportion: 100 }],
    })
    const done = (count: number): ReturnType<typeof year> => year({ tallies: inMonths([count], 'adopted') })
    expect(total(scorePeriods(sets, done(4)))).toBe(66.67)
    expect(total(scorePeriods(sets, done(8)))).toBe(100)
    expect(total(scorePeriods(sets, { ...done(4), unitId: 'u2', unitCode: '城管局' }))).toBe(44.44)
    expect(scorePeriods(sets, { ...done(4), unitId: '教育局' })).toEqual([])
  })

  it('know a rate, and say nothing of a rate of nothing', () => {
    const sets = rules({ periods: [{ per: 'quarter', if: { rate: { of: 'adopted', to: 'reported' }, below: 30 }, points: -1 }] })
    const tallies = [...inMonths([10, 0, 0, 10]), ...inMonths([2, 0, 0, 3], 'adopted')]
    expect(scorePeriods(sets, year({ tallies }))).toMatchObject([{ month: '2026-03', points: -100 }])
  })

  it('know a month without any report', () => {
    const sets = rules({ periods: [{ label: '零报送', per: 'month', if: { count: 'reported', atMost: 0 }, points: -5 }] })
    expect(scorePeriods(sets, year({ tallies: inMonths([1, 0, 2]), through: '2026-03-31' }))).toMatchObject([
      { month: '2026-02', points: -500 },
    ])
  })

  it('count by category, form and level', () => {
    const sets = rules({ periods: [{ per: 'month', if: { count: { what: 'reported', category: '长篇' }, atLeast: 1 }, points: 1 }] })
    const tallies = [...inMonths([1, 1], 'reported', { category: '动态' }), ...inMonths([0, 1], 'reported', { category: '长篇' })]
    expect(scorePeriods(sets, year({ tallies }))).toMatchObject([{ month: '2026-02', points: 100 }])
  })

  it('know weeks, Monday to Sunday', () => {
    const sets = rules({ periods: [{ per: 'week', if: { count: 'reported', atLeast: 2 }, points: 1 }] })
    const on = (day: string): ReturnType<typeof inMonths>[number] => ({ on: day, what: 'reported', count: 1 })
    const tallies = [on('2026-03-02'), on('2026-03-08'), on('2026-03-09')]
    expect(scorePeriods(sets, year({ tallies })).map(({ on: day }) => day)).toEqual(['2026-03-08'])
  })

  it('apply the set of the last day of the period', () => {
    const sets = rules(
      { periods: [{ id: '旧', per: 'quarter', points: 1 }] },
      { validFrom: '2026-06-30', periods: [{ id: '新', per: 'quarter', points: 2 }] },
    )
    expect(scorePeriods(sets, year({ through: '2026-06-30' })).map(({ ruleId }) => ruleId)).toEqual(['旧', '新'])
  })
})

describe('incidents', () => {
  const sets = rules({
    incidents: [
      { id: '迟报', incident: 'late', points: -2 },
      { id: '失实', incident: 'false', range: { min: -100, max: -50 } },
      { id: '通报', label: '受到通报表扬', incident: 'commended', points: 3 },
      { id: '退稿', incident: 'returned', points: -1, from: 3, per: 'month' },
      { id: '作假', incident: 'forged', voidsItem: true, points: -5 },
    ],
  })

  it('take off and add', () => {
    const lines = scorePeriods(sets, year({ incidents: [happened('late', '2026-03-04'), happened('commended', '2026-03-05')] }))
    expect(lines.map(({ points, note }) => [points, note])).toEqual([
      [-200, '迟报 -2分'],
      [300, '受到通报表扬 3分'],
    ])
  })

  it('wait for the figure that a person enters, and refuse one out of range', () => {
    const line = (points?: number): PointEntry | undefined =>
      scorePeriods(sets, year({ incidents: [happened('false', '2026-03-04', points === undefined ? {} : { points })] }))[0]
    expect(line()).toMatchObject({ points: 0, note: '失实 待录入分值(-100至-50分)' })
    expect(line(-7500)).toMatchObject({ points: -7500 })
    expect(line(-10_100)).toMatchObject({ points: 0, note: '失实 录入的-101分不在-100至-50分之内,未计' })
    const judge = (kind: string, points: number | null): string | undefined =>
      judgeIncidentPoints(sets, { unitId: '水务局', unitClass: '一类' }, { kind, on: '2026-03-04', points })
    expect(judge('false', -5000)).toBeUndefined()
    expect(judge('false', -4999)).toBe('“失实”请录入-100至-50之间的分值')
    expect(judge('false', null)).toBeDefined()
    expect(judge('late', -100)).toBe('“迟报”的分值由规则确定,不用录入')
    expect(judge('late', null)).toBeUndefined()
    expect(judge('missed', null)).toBe('当日的积分规则没有“漏报”这一条')
  })

  it('may count only from the third on', () => {
    const days = ['2026-03-03', '2026-03-01', '2026-03-02', '2026-04-01']
    const lines = scorePeriods(sets, year({ incidents: days.map((on) => happened('returned', on)) }))
    expect(lines.map(({ on, points }) => [on, points])).toEqual([
      ['2026-03-01', 0],
      ['2026-03-02', 0],
      ['2026-03-03', -100],
      ['2026-04-01', 0],
    ])
  })

  it('may take back what the item won, once', () => {
    const entries = won(10)
    const itemId = entries[0]?.itemId ?? ''
    const incidents = [happened('forged', '2026-03-04', { itemId }), happened('forged', '2026-03-05', { itemId })]
    expect(total(scorePeriods(sets, year({ entries, incidents })))).toBe(-20)
  })

  it('leave a line of 0 where no rule knows them, and ignore another year', () => {
    const incidents = [happened('missed', '2026-03-04'), happened('late', '2025-12-31')]
    expect(scorePeriods(sets, year({ incidents }))).toMatchObject([{ points: 0, note: '漏报 没有对应的计分规则' }])
  })
})

describe('caps and floors', () => {
  it('hold after every month, and a month that is over stays as it is', () => {
    const sets = rules({ bounds: [{ id: '封顶', label: '全年', per: 'year', cap: 20 }] })
    const entries = won(8, 9, 7, 0, 5)
    const facts = year({ entries, through: '2026-05-31' })
    expect(['2026-01', '2026-02', '2026-03', '2026-04', '2026-05'].map((month) => standing(sets, facts, month))).toEqual([
      8, 17, 20, 20, 20,
    ])
    expect(scorePeriods(sets, facts)).toMatchObject([
      { month: '2026-03', points: -400, note: '2026年 全年 最多20分(2026年3月调整)' },
      { month: '2026-05', points: -500 },
    ])
    const march = scorePeriods(sets, year({ entries: entries.slice(0, 3), through: '2026-03-31' }))
    expect(scorePeriods(sets, facts).slice(0, march.length)).toEqual(march)
  })

  it('give back what a later penalty makes room for', () => {
    const sets = rules({ bounds: [{ per: 'year', cap: 10 }], incidents: [{ id: '迟报', incident: 'late', points: -6 }] })
    const facts = year({ entries: won(14), incidents: [happened('late', '2026-02-03')] })
    expect(standing(sets, facts, '2026-01')).toBe(10)
    expect(standing(sets, facts, '2026-12')).toBe(8)
  })

  it('end penalties at nothing', () => {
    const sets = rules({
      periods: [{ id: '基础', per: 'quarter', points: 6 }],
      incidents: [{ id: '迟报', incident: 'late', points: -5 }],
      bounds: [{ per: 'quarter', of: { kinds: ['period', 'incident'] }, floor: 0 }],
    })
    const incidents = ['2026-03-03', '2026-03-04'].map((on) => happened('late', on))
    expect(standing(sets, year({ incidents, entries: won(0, 0, 4), through: '2026-03-31' }), '2026-03')).toBe(4)
  })

  it('hold for each month, for some rules, and for each category', () => {
    const reporting = [{ id: '报送', points: 1 }]
    const items = ['动态', '动态', '动态', '调研', '调研'].map((category) => item({ category }))
    const scored = (bound: Record<string, unknown>): number => {
      const sets = rules({ reporting, adoption: [{ id: '采用', points: 5 }], bounds: [{ per: 'month', cap: 2, ...bound }] })
      const entries = [...items.flatMap((one) => scoreItem(sets, one)), ...won(0, 0, 5)]
      return total([...entries, ...scorePeriods(sets, year({ entries }))])
    }
    expect(scored({})).toBe(2)
    expect(scored({ of: { kinds: ['report'] } })).toBe(7)
    expect(scored({ of: { rules: ['采用'] } })).toBe(7)
    expect(scored({ of: { kinds: ['report'] }, each: 'category', cap: 1 })).toBe(7)
    expect(scored({ of: { category: ['调研'] }, cap: 1 })).toBe(9)
    expect(scored({ unitClass: '二类' })).toBe(10)
  })

  it('build on one another: a month within its quarter', () => {
    const sets = rules({
      bounds: [
        { per: 'quarter', cap: 15 },
        { per: 'month', cap: 10 },
      ],
    })
    const facts = year({ entries: won(12, 12, 12), through: '2026-03-31' })
    expect(['2026-01', '2026-02', '2026-03'].map((month) => standing(sets, facts, month))).toEqual([10, 15, 15])
  })
})

describe('a total that comes to nothing', () => {
  const sets = rules({
    adoption: [{ points: 5 }],
    periods: [{ per: 'month', points: 1 }],
    zero: [{ id: '清零', label: '约稿未完成', incident: ['commission_missed', 'commission_late'], times: 2, per: 'year' }],
  })
  const missed = (...days: string[]): Incident[] => days.map((on) => happened('commission_missed', on))

  it('does so at the second missed call and not before', () => {
    const facts = (...days: string[]): ReturnType<typeof year> =>
      year({ entries: won(30, 10, 10), incidents: missed(...days), through: '2026-04-30' })
    expect(standing(sets, facts('2026-02-03'), '2026-04')).toBe(54)
    const twice = facts('2026-02-03', '2026-03-09')
    expect(['2026-01', '2026-02', '2026-03', '2026-04'].map((month) => standing(sets, twice, month))).toEqual([31, 42, 0, 0])
    expect(scorePeriods(sets, twice).filter(({ kind }) => kind === 'zero')).toMatchObject([
      { month: '2026-03', points: -5300, note: '2026年 约稿未完成 达到2次,按0分计(2026年3月调整)' },
      { month: '2026-04', points: -100 },
    ])
  })

  it('counts within the period only, and may be a single month', () => {
    const monthly = rules({ zero: [{ incident: 'criticised', times: 1, per: 'month' }] })
    const facts = year({ entries: won(5, 6, 7), incidents: [happened('criticised', '2026-02-20')] })
    expect(standing(monthly, facts, '2026-12')).toBe(12)
    expect(standing(sets, year({ entries: won(5), incidents: missed('2025-12-30', '2026-01-04') }), '2026-01')).toBe(6)
  })

  it('is nothing after a cap or floor too', () => {
    const both = rules({ bounds: [{ per: 'year', floor: 10 }], zero: [{ incident: 'missed', times: 1, per: 'year' }] })
    expect(standing(both, year({ entries: won(5), incidents: [happened('missed', '2026-01-20')] }), '2026-12')).toBe(0)
  })
})
