import { describe, expect, it } from 'vitest'
import { convertTotals, judgeQuotas, periodsOf, rankUnits, scoreItem, tallyItems, type QuotaParty } from '../../../rules/points/index.ts'
import { adopted, inMonths, item, rules, unit } from './points-case.ts'

const party = (more: Partial<QuotaParty> = {}): QuotaParty => ({ kind: 'unit', id: '水务局', unitClass: '一类', tallies: [], ...more })

describe('tasks', () => {
  it('are judged without a cap: 191 of 159 is 120 %', () => {
    const sets = rules({ quotas: [{ id: '全年', label: '全年任务', per: 'year', min: 159 }] })
    const [judged] = judgeQuotas(sets, [party({ tallies: inMonths([100, 91]) })], { year: 2026, through: '2026-11-22' })
    expect(judged).toEqual({
      kind: 'unit',
      partyId: '水务局',
      quotaId: '全年',
      label: '全年任务',
      ruleSet: '2026-01-01',
      per: 'year',
      period: '2026',
      from: '2026-01-01',
      to: '2026-12-31',
      isOver: false,
      unit: 'item',
      required: 159,
      done: 191,
      missing: 0,
      percent: 120.1,
      isMet: true,
      isBinding: true,
    })
  })

  it('are judged in points, in hundredths', () => {
    const sets = rules({
      adoption: [{ id: '采用', points: 9.55 }],
      quotas: [{ per: 'quarter', count: { points: true, kinds: ['adoption'] }, min: 10 }],
    })
    const entries = scoreItem(sets, item({ adoptions: [adopted('city', null)] }))
    const [judged] = judgeQuotas(sets, [party({ entries })], { year: 2026, through: '2026-03-31' })
    expect(judged).toMatchObject({ required: 1000, done: 955, missing: 45, percent: 95.5, isMet: false, unit: 'point', isOver: true })
  })

  it('are of full-time and part-time officers', () => {
    const sets = rules({
      quotas: [
        { id: '专职', for: 'officer', officerClass: 'full_time', per: 'month', min: 5 },
        { id: '兼职', for: 'officer', officerClass: 'part_time', per: 'month', min: 2 },
      ],
    })
    const parties = ['full_time', 'part_time', null].map((officerClass, at) =>
      party({ kind: 'officer', id: `m${at}`, officerClass, tallies: inMonths([3]) }),
    )
    const judged = judgeQuotas(sets, [...parties, party()], { year: 2026, through: '2026-01-31' })
    expect(judged.map(({ partyId, quotaId, missing, percent }) => [partyId, quotaId, missing, percent])).toEqual([
      ['m0', '专职', 2, 60],
      ['m1', '兼职', 0, 150],
    ])
  })

  it('have figures of their own for single units, and may be encouragement only', () => {
    const sets = rules({ quotas: [{ per: 'year', min: 20, minFor: { 水务局: 30 }, binding: false }] })
    const judged = judgeQuotas(sets, [party(), party({ id: 'u2', unitCode: '教育局' })], { year: 2026, through: '2026-01-01' })
    expect(judged.map(({ required, isBinding }) => [required, isBinding])).toEqual([
      [30, false],
      [20, false],
    ])
  })

  it('are judged only once their period has begun', () => {
    const sets = rules({ quotas: [{ per: 'month', min: 1 }] })
    expect(judgeQuotas(sets, [party()], { year: 2026, through: '2026-02-01' }).map(({ period }) => period)).toEqual(['2026-01', '2026-02'])
  })
})

it('counts items by unit and author: reported, adopted once, each use', () => {
  const joint = item({
    form: 'brief',
    units: [unit('甲', { memberIds: ['张'] }), unit('乙', { memberIds: ['李', '王'] })],
    adoptions: [
      adopted('province', '省专报', { on: '2026-04-02' }),
      adopted('province', null, { event: 'forward', on: '2026-03-05' }),
      adopted('city', '市信息', { on: '2026-03-20', form: 'single' }),
    ],
  })
  const { units, members } = tallyItems([joint, item({ units: [unit('甲', { memberIds: ['张'] })] })])
  expect(units.get('甲')?.filter(({ what }) => what === 'reported')).toHaveLength(2)
  expect(units.get('乙')?.filter(({ what }) => what === 'adopted')).toMatchObject([{ on: '2026-03-20', level: 'city', form: 'single' }])
  expect(units.get('乙')?.filter(({ what }) => what === 'adoptions')).toHaveLength(3)
  expect([members.get('张')?.length, members.get('王')?.length]).toEqual([6, 5])
})

it('knows the periods of a year', () => {
  expect(periodsOf('half', 2026).map(({ key, from, to }) => [key, from, to])).toEqual([
    ['2026-H1', '2026-01-01', '2026-06-30'],
    ['2026-H2', '2026-07-01', '2026-12-31'],
  ])
  expect(periodsOf('month', 2028)[1]?.to).toBe('2028-02-29')
  const weeks = periodsOf('week', 2026)
  expect(weeks[0]).toMatchObject({ key: '2026-W01', from: '2025-12-29', to: '2026-01-04' })
  expect(weeks.at(-1)).toMatchObject({ key: '2026-W52', to: '2026-12-27' })
})

describe('the table of units', () => {
  const row = (unitId: string, points: number, unitClass = '一类', reported = 1) => ({ unitId, unitClass, points, reported })
  const options = { ranking: true, top: 3, bottom: 2 }

  it('lets ties share a place: 1, 2, 2, 4', () => {
    const [table] = rankUnits([row('丁', 100), row('乙', 250), row('甲', 300), row('丙', 250)], options)
    expect(table?.rows.map(({ unitId, place }) => [unitId, place])).toEqual([
      ['甲', 1],
      ['乙', 2],
      ['丙', 2],
      ['丁', 4],
    ])
    expect(table?.top.map(({ unitId }) => unitId)).toEqual(['甲', '乙', '丙'])
    expect(table?.bottom.map(({ unitId }) => unitId)).toEqual(['丁'])
  })

  it('has a table for each class, in the order in which they come', () => {
    const tables = rankUnits([row('甲镇', 1, '乡镇'), row('甲局', 5), row('乙镇', 2, '乡镇')], options)
    expect(tables.map(({ unitClass, rows }) => [unitClass, rows.map(({ place }) => place)])).toEqual([
      ['乡镇', [1, 2]],
      ['一类', [1]],
    ])
  })

  it('names nobody as first or last until ranking is on, but says who reported nothing', () => {
    const [table] = rankUnits([row('甲', 1), row('乙', 9), row('丙', 0, '一类', 0)], { top: 3, bottom: 3 })
    expect(table?.rows.map(({ unitId, place }) => [unitId, place])).toEqual([
      ['甲', null],
      ['乙', null],
      ['丙', null],
    ])
    expect([table?.top, table?.bottom]).toEqual([[], []])
    expect(table?.zeroReport.map(({ unitId }) => unitId)).toEqual(['丙'])
  })

  it('counts nobody without points among the best, and nobody twice', () => {
    const [table] = rankUnits([row('甲', 5), row('乙', 0), row('丙', 0)], options)
    expect(table?.top.map(({ unitId }) => unitId)).toEqual(['甲'])
    expect(table?.bottom.map(({ unitId }) => unitId)).toEqual(['乙', '丙'])
  })

  it('converts totals to another scale', () => {
    const totals = [row('甲', 8000), row('乙', 4000), row('甲镇', 300, '乡镇'), row('乙镇', -100, '乡镇')]
    const by = (conversion: object): number[] => [
      ...convertTotals(rules({ conversion: { name: '综合考核', ...conversion } })[0]!, totals).values(),
    ]
    expect(by({ by: 'factor', factor: 0.05 })).toEqual([400, 200, 15, -5])
    expect(by({ by: 'factor', factor: 0.05, cap: 3 })).toEqual([300, 200, 15, -5])
    expect(by({ by: 'highest', full: 10 })).toEqual([1000, 500, 1000, -333])
    expect(convertTotals(rules({})[0]!, totals).size).toBe(0)
  })
})
