import { readdirSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import {
  convertTotals,
  judgeQuotas,
  scoreItem,
  scorePeriods,
  type Adoption,
  type Incident,
  type ItemFacts,
} from '../../../rules/points/index.ts'
import { adopted, example, inMonths, instructed, item, total, totalOf, unit, year } from './points-case.ts'

const files = readdirSync(new URL('../../../examples/points-rules', import.meta.url))

test.each(files)('%s can be read, with instruction points and ranking off', (file) => {
  const [set] = example(file.replace('.json', ''))
  expect(set).toMatchObject({ instructionPoints: false, ranking: false })
})

/** What one item wins its only unit by a published rule set. */
const scoreOf = (name: string, facts: Partial<ItemFacts>, changes: Record<string, unknown> = {}): number =>
  total(scoreItem(example(name, changes), item(facts)))

const use = (...adoptions: Adoption[]): Partial<ItemFacts> => ({ adoptions })

describe('luan-2013', () => {
  const scored = (...adoptions: Adoption[]): number => scoreOf('luan-2013', use(...adoptions))

  it('counts city papers, sending up and upper uses', () => {
    expect(scored(adopted('city', '政务要情'))).toBe(10)
    expect(scored(adopted('city', '政务快讯'))).toBe(5)
    expect(scored(adopted('city', '政务快讯（专报）'))).toBe(10)
    expect(scored(adopted('province', null, { event: 'forward' }), adopted('province', '省政府专报'))).toBe(45)
    expect(scored(adopted('national', null, { event: 'forward' }), adopted('national', null))).toBe(110)
  })

  it("adds 30 for the city leader's words, once they are switched on", () => {
    const facts = { ...use(adopted('city', '政务要情')), instructions: [instructed('city_principal')] }
    expect(scoreOf('luan-2013', facts)).toBe(10)
    expect(scoreOf('luan-2013', facts, { instructionPoints: true })).toBe(40)
  })
})

describe('changshan-2014', () => {
  it('counts a single piece in the city paper more', () => {
    expect(scoreOf('changshan-2014', use(adopted('city', '衢州政务信息动态')))).toBe(20)
    expect(scoreOf('changshan-2014', use(adopted('city', '衢州政务信息动态', { form: 'single' })))).toBe(50)
    expect(scoreOf('changshan-2014', use(adopted('county', '政务参阅')))).toBe(30)
  })

  it('gives a town 10 for each month with eight news items, 120 a year at most', () => {
    const town = { unitClass: '乡镇(街道)' }
    const base = (counts: number[], category = '动态'): number =>
      total(scorePeriods(example('changshan-2014'), year({ ...town, tallies: inMonths(counts, 'reported', { category }) })))
    expect(base([8, 7, 20])).toBe(20)
    expect(base([8], '长篇')).toBe(0)
    expect(base(Array.from({ length: 12 }, () => 9))).toBe(120)
  })

  it('only encourages mass organisations', () => {
    const judged = judgeQuotas(example('changshan-2014'), [{ kind: 'unit', id: '团县委', unitClass: '群团金融', tallies: [] }], {
      year: 2026,
      through: '2026-01-31',
    })
    expect(judged.map(({ required, isBinding }) => [required, isBinding])).toEqual([[2, false]])
  })
})

describe('quzhou', () => {
  const entered = (level: string): Adoption => adopted(level, '政务专报', { enteredScore: 300 })
  const forward = adopted('province', null, { event: 'forward' })

  it("takes the other body's score: as it is, twice when sent up by the city, five times at the State Council", () => {
    expect(scoreOf('quzhou', use(entered('province')))).toBe(3)
    expect(scoreOf('quzhou', use(forward, entered('province')))).toBe(6)
    expect(scoreOf('quzhou', use(forward, entered('national')))).toBe(15)
    const [, line] = scoreItem(example('quzhou'), item(use(entered('province'), { ...forward, id: '0', on: '2026-03-01' })))
    expect(line?.note).toBe('政务专报 采用 3分 ×2(转报)')
  })

  it('splits a joint report and counts nothing twice', () => {
    const joint = item({
      units: [unit('甲'), unit('乙')],
      ...use(adopted('city', '衢州政务专报信息'), adopted('city', '特刊', { on: '2026-04-01' })),
    })
    const entries = scoreItem(example('quzhou'), joint)
    expect([totalOf('甲', entries), totalOf('乙', entries)]).toEqual([1.5, 1.5])
  })
})

describe('guangyuan-2008', () => {
  it('counts half a point for a picture and five for a called item', () => {
    expect(scoreOf('guangyuan-2008', use(adopted('website', '门户网站', { form: 'photo' })))).toBe(0.5)
    expect(scoreOf('guangyuan-2008', use(adopted('website', '门户网站')))).toBe(1)
    expect(scoreOf('guangyuan-2008', use(adopted('city', '政务晨讯')))).toBe(2)
    expect(scoreOf('guangyuan-2008', { ...use(adopted('city', '政务晨讯')), call: { id: 'c', late: false } })).toBe(5)
    expect(scoreOf('guangyuan-2008', use(adopted('city', '约稿', { event: 'commission' })))).toBe(0)
    expect(scoreOf('guangyuan-2008', { category: '领导讲话', ...use(adopted('city', '政府工作通报')) })).toBe(0)
    expect(scoreOf('guangyuan-2008', use(adopted('province', '川政晨讯', { form: '重要' })))).toBe(5)
  })

  it('takes 10 for each call not answered or answered late', () => {
    const incidents: Incident[] = [
      { id: '1', kind: 'commission_missed', on: '2026-02-02' },
      { id: '2', kind: 'feedback_late', on: '2026-02-03' },
    ]
    expect(total(scorePeriods(example('guangyuan-2008'), year({ incidents })))).toBe(-20)
  })

  it('converts the total into another evaluation', () => {
    const [set] = example('guangyuan-2008')
    expect(convertTotals(set!, [{ unitId: '甲', unitClass: '', points: 1250 }]).get('甲')).toBe(1250)
  })
})

it('henan-gxt-2011 counts by the body that used it, half a point for sharing', () => {
  expect(scoreOf('henan-gxt-2011', use(adopted('national', '国办刊物')))).toBe(20)
  expect(scoreOf('henan-gxt-2011', use(adopted('ministry', '《工业和信息化部简报》')))).toBe(10)
  expect(scoreOf('henan-gxt-2011', use(adopted('province', '政府工作快报')))).toBe(10)
  expect(scoreOf('henan-gxt-2011', use(adopted('province', null, { event: 'share' })))).toBe(0.5)
  expect(scoreOf('henan-gxt-2011', use(adopted('department', '工业和信息化工作简报')))).toBe(6)
})

describe('chuxiong-fgj', () => {
  const local = adopted('county_city', '楚雄市信息', { form: 'single' })

  it('counts by form and paper, each use by itself', () => {
    expect(scoreOf('chuxiong-fgj', use(adopted('county_city', '标题信息', { form: 'brief' })))).toBe(3)
    expect(scoreOf('chuxiong-fgj', use(local, adopted('county_city', '领导参考', { form: 'single' })))).toBe(25)
    expect(scoreOf('chuxiong-fgj', { call: { id: 'c', late: false }, ...use(local) })).toBe(5)
  })

  it('counts four times for the province and twice for the prefecture', () => {
    expect(scoreOf('chuxiong-fgj', use(local, adopted('province', '省信息')))).toBe(25)
    expect(scoreOf('chuxiong-fgj', use(adopted('county_city', '专刊'), adopted('prefecture', '州信息')))).toBe(60)
    expect(scoreOf('chuxiong-fgj', use(adopted('province', '省信息')))).toBe(20)
  })
})

describe('district-template', () => {
  it('gives each unit of a combined piece ten', () => {
    const combined = item({ units: [unit('甲'), unit('乙'), unit('丙')], ...use(adopted('district', '政务', { form: 'combined' })) })
    expect(total(scoreItem(example('district-template'), combined))).toBe(30)
    expect(scoreOf('district-template', use(adopted('province', '省刊', { form: 'research' }), adopted('district', '每日要情')))).toBe(310)
  })

  it('adds for each instruction', () => {
    const facts = { instructions: [instructed('district'), instructed('district'), instructed('province')] }
    expect(scoreOf('district-template', facts, { instructionPoints: true })).toBe(120)
  })

  it('has base points, points for all months done, and takes 30 for a month that was not', () => {
    const done = (months: number[]): number => total(scorePeriods(example('district-template'), year({ tallies: inMonths(months) })))
    expect(done(Array.from({ length: 12 }, () => 2))).toBe(40)
    expect(done([2, 2, 1, 2, 2, 2, 2, 2, 2, 2, 2, 0])).toBe(20 - 60)
  })

  it('leaves the penalty for false reports to a person, between 50 and 100', () => {
    const of = (points?: number): number =>
      total(
        scorePeriods(
          example('district-template'),
          year({
            through: '2026-01-30',
            incidents: [{ id: '1', kind: 'false', on: '2026-01-05', ...(points === undefined ? {} : { points }) }],
          }),
        ),
      )
    expect([of(), of(-6000), of(-100)]).toEqual([0, -60, 0])
  })
})

describe('county-section-template', () => {
  it('doubles a theory paper that the city or province used', () => {
    expect(scoreOf('county-section-template', use(adopted('city', '市委信息', { form: 'research' })))).toBe(20)
    expect(scoreOf('county-section-template', use(adopted('city', '市委信息')))).toBe(10)
    expect(scoreOf('county-section-template', use(adopted('county', '政务信息', { form: 'research' })))).toBe(10)
    expect(scoreOf('county-section-template', { call: { id: 'c', late: false }, ...use(adopted('county', '政务信息')) })).toBe(10)
  })

  it('gives 50 from fifteen reports a year on', () => {
    const of = (count: number): number => total(scorePeriods(example('county-section-template'), year({ tallies: inMonths([count]) })))
    expect([of(14), of(15), of(90)]).toEqual([0, 50, 50])
  })
})

describe('town-template', () => {
  it('gives three for an answered call and takes three for one that was not', () => {
    const on = { reportedOn: '2026-03-03' }
    expect(scoreOf('town-template', { ...on, call: { id: 'c', late: false } })).toBe(3)
    expect(scoreOf('town-template', { ...on, call: { id: 'c', late: true } })).toBe(0)
    expect(
      total(scorePeriods(example('town-template'), year({ incidents: [{ id: '1', kind: 'commission_missed', on: '2026-03-04' }] }))),
    ).toBe(-3)
  })

  it('has tasks in items and in points', () => {
    const entries = scoreItem(example('town-template'), item(use(adopted('city', '日报'))))
    const judged = judgeQuotas(
      example('town-template'),
      [{ kind: 'unit', id: '党政办', unitClass: '各办室', tallies: inMonths([0, 0, 3]), entries }],
      { year: 2026, through: '2026-03-31' },
    )
    const march = judged.filter(({ period }) => ['2026-03', '2026-Q1', '2026'].includes(period))
    expect(march.map(({ quotaId, done, percent }) => [quotaId, done, percent])).toEqual([
      ['每月2篇', 3, 150],
      ['每季10分', 2000, 200],
      ['全年40分', 2000, 50],
    ])
  })
})

describe('sets of tasks only', () => {
  const tasksOf = (name: string, unitClass: string, more: object = {}): [string, number, string][] =>
    judgeQuotas(example(name), [{ kind: 'unit', id: 'u', unitClass, tallies: [], ...more }], { year: 2026, through: '2026-01-31' }).map(
      ({ per, required, unit: of }) => [per, of === 'point' ? required / 100 : required, of],
    )

  it('shengzhou: monthly least, annual total and annual quality, by class', () => {
    expect(tasksOf('shengzhou-2008', '一类')).toEqual([
      ['month', 6, 'item'],
      ['year', 120, 'item'],
      ['year', 100, 'point'],
    ])
    expect(tasksOf('shengzhou-2008', '四类').map(([, required]) => required)).toEqual([2, 50, 40])
  })

  it('yima, enshi and the unnamed province', () => {
    expect(tasksOf('yima-2020', '30分以上')).toEqual([['year', 30, 'point']])
    expect(tasksOf('enshi-2012', '县市政府')).toEqual([['month', 20, 'item']])
    expect(tasksOf('enshi-2012', '别的')).toEqual([])
    const tallies = [...inMonths([9]), ...inMonths([3], 'adopted')]
    const [judged] = judgeQuotas(example('prov-unnamed'), [{ kind: 'unit', id: 'u', unitClass: '市地', tallies }], {
      year: 2026,
      through: '2026-01-31',
    })
    expect(judged).toMatchObject({ required: 6, done: 3, percent: 50 })
  })

  it('officers, full-time and part-time', () => {
    const officer = (officerClass: string): object => ({ kind: 'officer', officerClass })
    expect(tasksOf('officer-quotas', '', officer('full_time'))).toEqual([['month', 5, 'item']])
    expect(tasksOf('officer-quotas', '', officer('part_time'))).toEqual([['month', 2, 'item']])
  })
})

it('commission-zero: the second call that was not answered makes the year nothing', () => {
  const sets = example('commission-zero')
  const entries = [3, 8].flatMap((month) => {
    const on = `2026-0${month}-05`
    return scoreItem(sets, item(use(adopted('city', '甲', { on }))))
  })
  const of = (times: number): number => {
    const incidents = ['2026-04-01', '2026-05-01', '2026-06-01'].slice(0, times).map((on) => ({ id: on, kind: 'commission_missed', on }))
    return total([...entries, ...scorePeriods(sets, year({ entries, incidents }))])
  }
  expect([of(0), of(1), of(2), of(3)]).toEqual([10, 10, 0, 0])
})
