import { describe, expect, it } from 'vitest'
import { diffEntries, scoreItem } from '../../../rules/points/index.ts'
import { adopted, instructed, item, rules, total, totalOf, unit } from './points-case.ts'

describe('which rule applies', () => {
  const set = rules({
    adoption: [
      { id: '采用', points: 1 },
      { id: '市级', event: 'adopt', level: 'city', points: 2 },
      { id: '市级简讯', event: 'adopt', level: 'city', form: 'brief', points: 1.5 },
      { id: '专报', event: 'adopt', level: 'city', publication: ['政务专报', '《情况专报》'], priority: 1, points: 5 },
      { id: '乡镇市级', event: 'adopt', level: 'city', unitClass: '乡镇', points: 3, form: { not: 'brief' } },
    ],
  })
  const ruleOf = (...facts: Parameters<typeof item>): string | undefined => scoreItem(set, item(...facts))[0]?.ruleId

  it('takes the most particular', () => {
    expect(ruleOf({ adoptions: [adopted('province', null)] })).toBe('采用')
    expect(ruleOf({ adoptions: [adopted('city', '政务信息')] })).toBe('市级')
    expect(ruleOf({ adoptions: [adopted('city', '政务信息', { form: 'brief' })] })).toBe('市级简讯')
    expect(ruleOf({ form: 'brief', adoptions: [adopted('city', '政务信息')] })).toBe('市级简讯')
    expect(ruleOf({ units: [unit('甲镇', { unitClass: '乡镇' })], adoptions: [adopted('city', '政务信息')] })).toBe('乡镇市级')
  })

  it('takes a priority before that, and reads names without book marks', () => {
    expect(ruleOf({ adoptions: [adopted('city', '《政务专报》', { form: 'brief' })] })).toBe('专报')
    expect(ruleOf({ adoptions: [adopted('city', '情况专报')] })).toBe('专报')
  })

  it('leaves a line of 0 where no rule applies, and none before the first set', () => {
    const bare = rules({ adoption: [{ level: 'city', points: 2 }] })
    const [line] = scoreItem(bare, item({ adoptions: [adopted('province', '省政府专报')] }))
    expect(line).toMatchObject({ points: 0, ruleId: 'none', note: '省政府专报 采用 没有对应的计分规则' })
    expect(scoreItem(bare, item({ adoptions: [adopted('city', null, { on: '2025-12-31' })] }))).toEqual([])
  })
})

it('keeps decimals exactly, as hundredths', () => {
  const set = rules({ adoption: [{ event: 'share', points: 0.1 }] })
  const shared = Array.from({ length: 3 }, () => adopted('province', null, { event: 'share' }))
  expect(scoreItem(set, item({ adoptions: shared })).map(({ points }) => points)).toEqual([10, 10, 10])
})

it('scores each use by the set of its own day, and in its own month', () => {
  const sets = rules({ adoption: [{ points: 2 }] }, { validFrom: '2026-07-01', adoption: [{ points: 5 }] })
  const uses = [adopted('city', '甲', { on: '2026-06-30' }), adopted('city', '乙', { on: '2026-07-01' })]
  const entries = scoreItem(sets, item({ reportedOn: '2026-06-01', adoptions: uses }))
  expect(entries.map(({ month, points, ruleSet }) => [month, points, ruleSet])).toEqual([
    ['2026-06', 200, '2026-01-01'],
    ['2026-07', 500, '2026-07-01'],
  ])
})

it('explains itself', () => {
  const set = rules({
    adoption: [{ id: '省转报', label: '转报', level: 'province', of: 'entered', times: 2 }],
    jointReport: 'split_evenly',
  })
  const both = item({
    id: 'x1',
    units: [unit('甲局'), unit('乙局')],
    adoptions: [adopted('province', '省专报', { id: 'c1', enteredScore: 300 })],
  })
  const [line] = scoreItem(set, both)
  expect(line).toEqual({
    key: 'item:x1:adoption:c1:乙局',
    kind: 'adoption',
    on: '2026-03-10',
    month: '2026-03',
    unitId: '乙局',
    memberId: null,
    itemId: 'x1',
    sourceId: 'c1',
    category: '动态',
    ruleSet: '2026-01-01',
    ruleId: '省转报',
    points: 300,
    note: '省专报 采用 3分 ×2(转报),2个单位均分',
  })
})

describe('one item used several times', () => {
  const adoption = [
    { level: 'county', points: 3 },
    { level: 'city', points: 10 },
  ]
  const first = adopted('county', '县信息', { id: '1', on: '2026-03-01' })
  const better = adopted('city', '市信息', { id: '2', on: '2026-04-01' })
  const again = adopted('county', '县快报', { id: '3', on: '2026-05-01' })
  const linesOf = (multiPublication: unknown): [string, number][] =>
    scoreItem(rules({ adoption, multiPublication }), item({ adoptions: [again, better, first] })).map(({ sourceId, points }) => [
      sourceId ?? '',
      points,
    ])

  it('sums', () => {
    expect(linesOf('sum')).toEqual([
      ['1', 300],
      ['2', 1000],
      ['3', 300],
    ])
  })

  it('counts the highest, adding the difference when the better use comes later', () => {
    expect(linesOf('max')).toEqual([
      ['1', 300],
      ['2', 700],
      ['3', 0],
    ])
    expect(linesOf('no_repeat')).toEqual(linesOf('max'))
  })

  it('counts the first only', () => {
    expect(linesOf({ mode: 'no_repeat', keep: 'first' })).toEqual([
      ['1', 300],
      ['2', 0],
      ['3', 0],
    ])
  })

  it('counts once for each level', () => {
    expect(linesOf({ mode: 'max', same: 'level' })).toEqual([
      ['1', 300],
      ['2', 1000],
      ['3', 0],
    ])
  })

  it('may differ by what is used', () => {
    expect(linesOf([{ mode: 'no_repeat', level: 'county' }, { mode: 'sum' }])).toEqual([
      ['1', 300],
      ['2', 1000],
      ['3', 0],
    ])
  })

  it('has a cap for one item, which leaves an earlier month alone', () => {
    const set = rules({ adoption, itemCap: 12 })
    const entries = scoreItem(set, item({ adoptions: [first, better, again] }))
    expect(total(entries.filter(({ month }) => month === '2026-03'))).toBe(3)
    expect(total(entries.filter(({ month }) => month <= '2026-04'))).toBe(12)
    expect(total(entries)).toBe(12)
  })
})

describe('a joint report', () => {
  const three = [unit('丙'), unit('甲', { isLead: true }), unit('乙')]
  const scored = (set: Record<string, unknown>, points = 10): Record<string, number> => {
    const entries = scoreItem(rules({ adoption: [{ points }], ...set }), item({ units: three, adoptions: [adopted('city', null)] }))
    return Object.fromEntries(['甲', '乙', '丙'].map((name) => [name, totalOf(name, entries)]))
  }

  it('is split evenly without losing or inventing a hundredth', () => {
    const parts = scored({})
    expect(Object.values(parts).toSorted((a, b) => a - b)).toEqual([3.33, 3.33, 3.34])
    expect(scored({}, 0.02)).toEqual({ 甲: 0, 乙: 0.01, 丙: 0.01 })
  })

  it('may count in full, at a fixed figure, or more for the lead', () => {
    expect(scored({ jointReport: 'full' })).toEqual({ 甲: 10, 乙: 10, 丙: 10 })
    expect(scored({ jointReport: { fixed: 3 } })).toEqual({ 甲: 3, 乙: 3, 丙: 3 })
    expect(scored({ jointReport: { lead: 60, others: 40 } })).toEqual({ 甲: 6, 乙: 2, 丙: 2 })
    expect(scored({ jointReport: { lead: 100, others: 50, each: true } })).toEqual({ 甲: 10, 乙: 5, 丙: 5 })
  })

  it('may differ by rule', () => {
    expect(scored({ adoption: [{ points: 10, share: 'full' }] })).toEqual({ 甲: 10, 乙: 10, 丙: 10 })
    expect(scored({ adoption: [{ points: 10 }, { joint: true, points: 4, share: 'full' }] })).toEqual({ 甲: 4, 乙: 4, 丙: 4 })
  })

  it('gives an only unit everything', () => {
    const set = rules({ adoption: [{ points: 10 }], jointReport: { fixed: 3 } })
    expect(total(scoreItem(set, item({ adoptions: [adopted('city', null)] })))).toBe(10)
  })
})

describe('authors', () => {
  const written = item({ units: [unit('水务局', { memberIds: ['李', '张', '王'] })], adoptions: [adopted('city', null)] })
  const membersOf = (authors: string): (string | null)[] =>
    scoreItem(rules({ adoption: [{ points: 1 }], authors }), written).map(({ memberId }) => memberId)

  it('are the first, everybody, or nobody; the unit has the same total', () => {
    expect(membersOf('first')).toEqual(['李'])
    expect(membersOf('none')).toEqual([null])
    expect(new Set(membersOf('split_evenly'))).toEqual(new Set(['张', '李', '王']))
    expect(total(scoreItem(rules({ adoption: [{ points: 1 }], authors: 'split_evenly' }), written))).toBe(1)
  })
})

describe('a score that builds on another', () => {
  const scored = (rule: Record<string, unknown>, adoptions = [adopted('province', '省专报')], more: Record<string, unknown> = {}) =>
    scoreItem(
      rules({
        adoption: [
          { id: '本级', level: 'city', points: 5 },
          { id: '省级', level: 'province', ...rule },
        ],
        ...more,
      }),
      item({ adoptions }),
    )

  it('takes the score that a person entered, and waits for it', () => {
    expect(total(scored({ of: 'entered', times: 5 }, [adopted('province', '省专报', { enteredScore: 250 })]))).toBe(12.5)
    expect(scored({ of: 'entered' })[0]).toMatchObject({ points: 0, note: '省专报 采用 待录入对方计分' })
  })

  it('takes it from the table of the other body', () => {
    const tables = {
      省政府办公厅: [
        { publication: '省专报', points: 6 },
        { publication: '省快报', points: 2 },
      ],
    }
    expect(total(scored({ of: { table: '省政府办公厅' }, times: 2 }, undefined, { tables }))).toBe(12)
    const other = scored({ of: { table: '省政府办公厅' }, times: 2 }, [adopted('province', '省内参')], { tables })
    expect(other[0]).toMatchObject({ points: 0, note: '省内参 采用 “省政府办公厅”表中没有对应分值' })
  })

  it('takes another rule, the same item as if used elsewhere, or its best other use', () => {
    expect(total(scored({ of: { rule: '本级' }, times: 4 }))).toBe(20)
    expect(total(scored({ of: { as: { level: 'city' } }, times: 2 }))).toBe(10)
    const both = [adopted('province', '省专报'), adopted('city', '市信息')]
    expect(total(scored({ of: { best: { level: 'city' } }, times: 2 }, both))).toBe(15)
    expect(total(scored({ of: { best: { level: 'city' }, otherwise: 1 }, times: 2 }))).toBe(2)
  })

  it('multiplies by every multiplier that applies, rounding once', () => {
    const set = rules({
      adoption: [{ points: 0.05 }],
      multipliers: [
        { id: '问题', label: '问题类', tone: 'problem', times: 1.5 },
        { id: '调研', label: '调研', form: 'research', times: 1.5 },
        { id: '迟报', late: true, times: 0.5 },
      ],
    })
    const [line] = scoreItem(set, item({ tone: 'problem', form: 'research', adoptions: [adopted('city', '甲')] }))
    expect(line).toMatchObject({ points: 11, note: '甲 采用 0.05分 ×1.5(问题类) ×1.5(调研)' })
  })

  it('knows what we sent up ourselves', () => {
    const set = rules({
      adoption: [
        { event: 'adopt', points: 5 },
        { event: 'adopt', forwarded: true, points: 10 },
        { event: 'forward', points: 1 },
      ],
    })
    expect(total(scoreItem(set, item({ adoptions: [adopted('province', null)] })))).toBe(5)
    expect(total(scoreItem(set, item({ adoptions: [adopted('province', null), adopted('province', null, { event: 'forward' })] })))).toBe(
      11,
    )
  })
})

describe('reporting itself', () => {
  it('counts one for an item, more for an answered call, nothing for a late one', () => {
    const set = rules({ reporting: [{ points: 1 }, { called: true, points: 3 }, { called: true, late: true, points: 0 }] })
    expect(total(scoreItem(set, item()))).toBe(1)
    expect(total(scoreItem(set, item({ call: { id: 'c', late: false } })))).toBe(3)
    expect(total(scoreItem(set, item({ call: { id: 'c', late: true } })))).toBe(0)
  })

  it('may be taken back once the item is used', () => {
    const set = rules({ reporting: [{ points: 1, untilUsed: true }], adoption: [{ points: 5 }] })
    expect(total(scoreItem(set, item()))).toBe(1)
    const entries = scoreItem(set, item({ adoptions: [adopted('city', null, { on: '2026-04-01' })] }))
    expect(total(entries)).toBe(5)
    expect(total(entries.filter(({ month }) => month === '2026-03'))).toBe(1)
  })
})

describe('instructions', () => {
  const adoption = [{ points: 3 }]
  const instruction = [
    { id: '市', leader: 'city', points: 5 },
    { id: '省', leader: 'province', points: 20 },
  ]
  const used = adopted('city', '专报')
  const scored = (set: Record<string, unknown>, ...instructions: ReturnType<typeof instructed>[]): number =>
    total(scoreItem(rules({ adoption, instruction, instructionPoints: true, ...set }), item({ adoptions: [used], instructions })))

  it('win nothing until they are switched on', () => {
    expect(scored({ instructionPoints: false }, instructed('city'))).toBe(3)
    expect(scored({}, instructed('city'))).toBe(8)
  })

  it('count once for an item and level, or each time', () => {
    expect(scored({}, instructed('city'), instructed('city'))).toBe(8)
    expect(scored({}, instructed('city'), instructed('province'))).toBe(28)
    expect(scored({ instruction: [{ leader: 'city', points: 5, per: 'instruction' }] }, instructed('city'), instructed('city'))).toBe(13)
  })

  it('may count the highest only, in whatever order they come', () => {
    const late = instructed('city', { on: '2026-05-01' })
    expect(scored({ multiInstruction: 'max' }, late, instructed('province'))).toBe(23)
    expect(scored({ multiInstruction: 'max' }, instructed('city'), instructed('province', { on: '2026-05-01' }))).toBe(23)
  })

  it('may depend on the publication, and count for each', () => {
    const byPublication = {
      instruction: [
        { leader: 'city', publication: '专报', points: 5 },
        { leader: 'city', publication: '建议', points: 10 },
      ],
    }
    expect(scored(byPublication, instructed('city'))).toBe(8)
    expect(scored(byPublication, instructed('city', { publication: '建议' }))).toBe(13)
    const each = rules({ adoption, instruction: [{ leader: 'city', points: 5, per: 'publication' }], instructionPoints: true })
    expect(
      total(scoreItem(each, item({ adoptions: [adopted('city', '甲'), adopted('city', '乙')], instructions: [instructed('city')] }))),
    ).toBe(16)
  })

  it('may set the score of the item instead, or raise it to a figure', () => {
    expect(scored({ instruction: [{ leader: 'city', points: 20, mode: 'set' }] }, instructed('city'))).toBe(20)
    expect(scored({ instruction: [{ leader: 'city', points: 2, mode: 'set' }] }, instructed('city'))).toBe(2)
    expect(scored({ instruction: [{ leader: 'city', points: 2, mode: 'raise' }] }, instructed('city'))).toBe(3)
    const both = {
      instruction: [
        { id: '市', leader: 'city', points: 5, mode: 'set' },
        { id: '省', leader: 'province', points: 20, mode: 'set' },
      ],
    }
    expect(scored(both, instructed('province', { on: '2026-03-11' }), instructed('city', { on: '2026-05-01' }))).toBe(20)
    expect(scored(both, instructed('city', { on: '2026-03-11' }), instructed('province', { on: '2026-05-01' }))).toBe(20)
  })

  it('are by the rules of their own day', () => {
    const sets = rules({ adoption, instruction }, { validFrom: '2026-06-01', adoption, instruction, instructionPoints: true })
    const on = (day: string): number => total(scoreItem(sets, item({ instructions: [instructed('city', { on: day })] })))
    expect([on('2026-05-31'), on('2026-06-01')]).toEqual([0, 5])
  })
})

it('tells what recomputing changed, and nothing when nothing did', () => {
  const before = rules({ adoption: [{ id: '采用', points: 3 }] })
  const after = rules({ adoption: [{ id: '采用', points: 4 }] })
  const facts = item({ adoptions: [adopted('city', '甲')] })
  const stored = scoreItem(before, facts)
  expect(diffEntries(stored, scoreItem(before, facts))).toEqual({ added: [], changed: [], removed: [] })
  expect(diffEntries(stored, scoreItem(after, facts))).toMatchObject({ added: [], changed: [{ points: 400 }], removed: [] })
  expect(diffEntries(stored, scoreItem(after, { ...facts, adoptions: [] }))).toMatchObject({
    added: [],
    changed: [],
    removed: [{ points: 300 }],
  })
})
