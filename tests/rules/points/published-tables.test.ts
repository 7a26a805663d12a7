import { describe, expect, it } from 'vitest'
import { percentOf } from '../../../rules/percentages.ts'
import { rankUnits, scoreItem, tallyItems, type ItemFacts } from '../../../rules/points/index.ts'
import { adopted, item, rules, total } from './points-case.ts'

describe('a month as it was printed, one point for a report and three for a use (通州园林绿化, September 2016)', () => {
  const sets = rules({ validFrom: '2016-01-01', reporting: [{ points: 1 }], adoption: [{ publication: '园林动态', points: 3 }] })
  const reported = (count: number, usedOn?: string, on = '2016-09-06'): ItemFacts[] =>
    Array.from({ length: count }, () =>
      item({ reportedOn: on, adoptions: usedOn === undefined ? [] : [adopted('district', '园林动态', { on: usedOn })] }),
    )
  const september = (items: ItemFacts[]): [report: number, use: number, month: number] => {
    const lines = items.flatMap((one) => scoreItem(sets, one)).filter(({ month }) => month === '2016-09')
    const of = (kind: string): number => total(lines.filter((line) => line.kind === kind))
    return [of('report'), of('adoption'), total(lines)]
  }

  it('two reported and used are 2 + 6 = 8', () => {
    expect(september(reported(2, '2016-09-20'))).toEqual([2, 6, 8])
  })

  it('four reported and used are 4 + 12 = 16', () => {
    expect(september(reported(4, '2016-09-20'))).toEqual([4, 12, 16])
  })

  it('nothing reported, but an item of an earlier month used, is 3', () => {
    expect(september(reported(1, '2016-09-02', '2016-08-25'))).toEqual([0, 3, 3])
  })
})

it('186 uses at 25 are 4,650 (吉林市, third quarter 2020); other rows of that table need other item values', () => {
  const sets = rules({ validFrom: '2020-01-01', adoption: [{ publication: '政府网站', points: 25 }] })
  const items = Array.from({ length: 186 }, () => item({ adoptions: [adopted('website', '政府网站', { on: '2020-08-08' })] }))
  expect(total(items.flatMap((one) => scoreItem(sets, one)))).toBe(4650)
  expect(2825 / 148).not.toBe(25)
})

it('two units with the same points share the third place, and both are named among the first three (温县, third quarter 2023)', () => {
  const points: [string, number][] = [
    ['经开区', 16_000],
    ['农业农村局', 17_570],
    ['科工信局', 16_000],
    ['人社局', 16_530],
    ['其他', 9_840],
  ]
  const rows = points.map(([unitId, sum]) => ({ unitId, unitClass: '一类', points: sum, reported: 9 }))
  const [table] = rankUnits(rows, { ranking: true, top: 3, bottom: 0 })
  expect(table?.top.map(({ unitId, place }) => [unitId, place])).toEqual([
    ['农业农村局', 1],
    ['人社局', 2],
    ['经开区', 3],
    ['科工信局', 3],
  ])
})

it('no two weights make a printed score from the two counts (达州 2010): a score comes from items, never from counts', () => {
  // city uses, province uses, printed score
  const printed: [number, number, number][] = [
    [151, 5, 308],
    [156, 3, 290],
    [144, 0, 264],
    [138, 1, 264],
    [129, 0, 260],
    [129, 4, 245],
    [114, 0, 217],
    [55, 7, 132],
  ]
  const fits = ([a, b]: [number, number], [city, province, score]: [number, number, number]): boolean =>
    Math.abs(a * city + b * province - score) < 0.5
  // Two rows fix both weights; with each such pair of rows some other row is off by half a point or more.
  const solved = printed.flatMap(([c1, p1, s1], at) =>
    printed.slice(at + 1).flatMap(([c2, p2, s2]): [number, number][] => {
      const determinant = c1 * p2 - c2 * p1
      return determinant === 0 ? [] : [[(s1 * p2 - s2 * p1) / determinant, (c1 * s2 - c2 * s1) / determinant]]
    }),
  )
  expect(solved.length).toBeGreaterThan(20)
  expect(solved.filter((weights) => printed.every((row) => fits(weights, row)))).toEqual([])
  // And in short: 129 city uses alone were worth more than the same with four province uses on top.
  expect(260).toBeGreaterThan(245)
})

it('the shares of a year: 907 of 4,650 reports used, 167 of 348', () => {
  const items = Array.from({ length: 4650 }, (_, at) => item({ adoptions: at < 907 ? [adopted('city', '政务信息')] : [] }))
  const tallies = tallyItems(items).units.get('水务局') ?? []
  const count = (what: string): number => tallies.filter((tally) => tally.what === what).reduce((sum, tally) => sum + tally.count, 0)
  expect([count('reported'), count('adopted'), percentOf(count('adopted'), count('reported'))]).toEqual([4650, 907, 19.5])
  expect(percentOf(167, 348)).toBe(48)
})
