import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parsePointsRules, scoreItem, scorePeriods, tallyItems, type ItemFacts } from '../../../rules/points/index.ts'
import { adopted, item, rules, total, unit, year } from './points-case.ts'

const manual = readFileSync(new URL('../../../docs/zh/积分规则.md', import.meta.url), 'utf8')

it('the example of the manual comes to what the manual says', () => {
  const text = /```json\n([\s\S]*?)```/u.exec(manual)?.[1] ?? ''
  const sets = parsePointsRules(JSON.parse(text))
  const town = unit('城关镇', { unitClass: '乡镇' })
  const joint = item({
    units: [town, unit('水务局', { unitClass: '县直部门' })],
    adoptions: [
      adopted('county', '县政务信息', { on: '2026-03-20' }),
      adopted('province', '省政务专报', { on: '2026-04-08', enteredScore: 400 }),
    ],
  })
  const items: ItemFacts[] = [joint, ...Array.from({ length: 11 }, () => item({ units: [town] }))]
  const entries = items.flatMap((one) => scoreItem(sets, one)).filter(({ unitId }) => unitId === '城关镇')
  const tallies = tallyItems(items).units.get('城关镇') ?? []
  const lines = scorePeriods(sets, year({ unitId: '城关镇', unitClass: '乡镇', through: '2026-04-10', entries, tallies }))
  const march = [...entries, ...lines].filter(({ month }) => month === '2026-03')
  const of = (kind: string): number => total(march.filter((line) => line.kind === kind))
  expect([of('report'), of('adoption'), of('bound'), total(march)]).toEqual([11.5, 2.5, -1.5, 22.5])
  expect(total(lines.filter(({ month, ruleId }) => month === '2026-03' && ruleId === '完成任务'))).toBe(10)
  expect(entries.find(({ month }) => month === '2026-04')).toMatchObject({
    points: 150,
    note: '省政务专报 采用 4分 ×2(省分值加倍),同篇已计5分,补差,2个单位均分',
  })
})

it('every short form of the manual is taken', () => {
  const shorts = [...manual.matchAll(/`(\{"(?:per|name|incident)[^`]*\})`/gu)].map(
    ([, short = '']) => JSON.parse(short) as Record<string, unknown>,
  )
  expect(shorts.length).toBeGreaterThan(3)
  for (const short of shorts) {
    const place = 'incident' in short ? { zero: [short] } : 'name' in short ? { conversion: short } : { periods: [short] }
    expect(rules(place)).toHaveLength(1)
  }
  const conditions = [...manual.matchAll(/`("if": [^`]*)`/gu)].map(([, text = '']) => JSON.parse(`{${text}}`) as Record<string, unknown>)
  expect(conditions.length).toBeGreaterThan(5)
  const quotas = [
    { id: '每月8条', per: 'month', min: 8 },
    { id: '全年任务', per: 'year', min: 90 },
  ]
  for (const condition of conditions) expect(rules({ quotas, periods: [{ per: 'year', ...condition }] })).toHaveLength(1)
})
